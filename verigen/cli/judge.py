"""verigen judge: judges answers without a reference by a vote or by a panel of models."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verigen.cli.options import engine_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Telling
    from verigen.grading.judge.calibration import Calibration
    from verigen.grading.judge.findings import Bench, Findings
    from verigen.grading.judge.judge import PanelOrder, VoteTally
    from verigen.sampling.display import RichWatch

EPILOG = """\b
Examples:
  verigen judge runs/first --by majority
  verigen judge runs/first --by majority --threshold 0.75 --min-votes 8
  verigen judge runs/first --by panel --judge Qwen2.5-Coder-1.5B-Instruct --calibrate 40
  verigen judge runs/first --by panel --judge ./a.gguf --judge ./b.gguf --as filter --rubric reasoning
  verigen judge runs/first --by panel --judge ./a.gguf --as filter --scale pairwise --threshold 0.5

A judge never overrides what the run's verifier decided. An interrupted panel continues where it was when the
same command is given again; a vote is simply held again.
"""
RUBRICS = {("10", "last-resort"): "correctness", ("10", "filter"): "reasoning"}
THRESHOLDS = {"majority": 0.6, "10": 7.0, "pairwise": 0.5}
EVERY_S = 10.0


@click.command("judge", epilog=EPILOG)
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--by",
    type=click.Choice(["majority", "panel"]),
    required=True,
    help="Kind of judge: a vote of the candidates, or a panel of models.",
)
@click.option(
    "--threshold",
    type=float,
    help="Share of votes (default 0.6), score (7 of 10) or share of wins (0.5) that a candidate must reach.",
)
@click.option(
    "--min-votes",
    type=click.IntRange(1),
    default=4,
    show_default=True,
    help="Number of votes that a problem needs.",
)
@click.option(
    "--judge",
    "judges",
    multiple=True,
    help="Model that judges, named as in `verigen sample`; may be given again.",
)
@engine_options
@click.option(
    "--rubric",
    help="Rubric: correctness, reasoning, better, or a text file; default: the one that fits --as.",
)
@click.option(
    "--scale",
    type=click.Choice(["10", "pairwise"]),
    default="10",
    show_default=True,
    help="Kind of judgement: a score from 1 to 10, or comparisons in both orders.",
)
@click.option(
    "--as",
    "use",
    type=click.Choice(["filter", "last-resort"]),
    default="last-resort",
    show_default=True,
    help="Use of the verdicts: drop correct candidates below the threshold, or decide those that the verifier left undecided.",
)
@click.option(
    "--aggregate",
    type=click.Choice(["mean", "median", "majority"]),
    default="median",
    show_default=True,
    help="Way to combine the scores of several judges.",
)
@click.option(
    "--opponents",
    type=click.IntRange(1),
    default=4,
    show_default=True,
    help="Number of comparisons per candidate.",
)
@click.option(
    "--temperature",
    type=click.FloatRange(0),
    default=0.0,
    show_default=True,
    help="Temperature of the judges.",
)
@click.option(
    "--max-tokens",
    type=click.IntRange(1),
    default=512,
    show_default=True,
    help="Maximum number of tokens per judgement.",
)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option(
    "--calibrate",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Number of decided candidates to judge as well, to measure how often the judges err.",
)
@click.option(
    "--retry",
    is_flag=True,
    help="Ask again where a judge's answer gave no score, for example with more --max-tokens.",
)
def command(run: Path, by: str, threshold: float | None, min_votes: int, **options: Any) -> None:
    """Judge the candidates of RUN without a reference.

    The verdicts stand in its ledger under the judge's own name, beside those of its verifier.
    """
    from verigen.grading.judge import judge
    from verigen.verifiers.majority import Majority

    if by == "majority":
        rule = Majority(threshold=_threshold(threshold, by), min_votes=min_votes)
        lines = _voted(judge.vote(run, rule))
    else:
        lines = _judged(_panel(run, _order(threshold, options)))
    for line in lines:
        click.echo(line)


def _threshold(given: float | None, kind: str) -> float:
    return THRESHOLDS[kind] if given is None else given


def _order(threshold: float | None, options: dict[str, Any]) -> PanelOrder:
    from verigen.core.types import Sampling
    from verigen.grading.judge.judge import PanelOrder

    if not options["judges"]:
        raise click.UsageError("--by panel needs --judge, a name of `verigen teachers` or a model's path")
    scale = options["scale"]
    sampling = Sampling(
        temperature=options.pop("temperature"), top_p=1.0, max_tokens=options.pop("max_tokens")
    )
    rubric = options.pop("rubric") or RUBRICS.get((scale, options["use"]), "better")
    return PanelOrder(sampling=sampling, rubric=rubric, threshold=_threshold(threshold, scale), **options)


def _panel(run: Path, order: PanelOrder) -> Findings:
    from verigen.grading.judge import judge
    from verigen.sampling.display import RichWatch

    try:
        return judge.panel(run, order, Told(RichWatch()))
    except KeyboardInterrupt:
        click.echo("stopped; the same command continues", err=True)
        raise click.Abort from None


class Told:
    """Prints a plain line every ten seconds and at the end, on stderr; and why no answers come, at once."""

    def __init__(self, watch: RichWatch) -> None:
        self.note, self.progress, self.doing = watch.note, watch.progress, watch.doing
        self._started = self._last = time.monotonic()
        self._judge, self._first = "", 0
        self._troubled: float | None = None

    def judged(self, judge: str, done: int, total: int) -> None:
        from verigen.sampling.display import duration

        now = time.monotonic()
        if judge != self._judge:
            self._judge, self._first, self._started = judge, done, now
            return
        if done == total or now - self._last >= EVERY_S:
            self._last = now
            pace = (now - self._started) / (done - self._first)
            left = f", {duration(pace * (total - done))} to go" if done < total else ""
            self.note(f"{judge}: {done}/{total} judged{left}")

    @contextlib.contextmanager
    def hearing(self, engine: Telling) -> Iterator[None]:
        from verigen.core.ticking import ticking

        with ticking(lambda: self._tick(engine)):
            yield

    def _tick(self, engine: Telling) -> None:
        """Report trouble when it begins, while it lasts and when it ends."""
        from verigen.sampling.display import duration

        trouble, now = engine.trouble, time.monotonic()
        if trouble and (self._troubled is None or now - self._last >= EVERY_S):
            self._troubled, self._last = self._troubled or now, now
            self.note(trouble)
        elif self._troubled is not None and not trouble:
            self.note(f"answers come again, after {duration(now - self._troubled)}")
            self._troubled = None


def _voted(tally: VoteTally) -> Iterator[str]:
    from verigen.core.standing import NOTES, WORDS

    word = WORDS["agreed"]
    yield f"problems     {tally.problems}: {tally.agreed} with a majority, {tally.refuted} refuted by a proof"
    counts = tally.outcomes
    yield (
        f"candidates   {counts.total()}: {counts['correct']} {word.correct}, {counts['incorrect']} {word.incorrect}, "
        f"{counts['unverified']} {word.unverified}"
    )
    yield f"note         {NOTES['agreed']}"
    yield f"reasons      {', '.join(f'{count} {reason}' for reason, count in tally.reasons.most_common())}"


def _judged(found: Findings) -> Iterator[str]:
    from verigen.core.standing import WORDS

    words = WORDS["judged"]._asdict()
    counts = ", ".join(f"{count} {words.get(what, what)}" for what, count in found.outcomes.most_common())
    yield f"panel        {found.name}"
    yield f"candidates   {found.candidates}: {counts or 'none to judge'}"
    for each in found.judges:
        yield f"judge        {_bench(each)}"
    if found.calibration:
        yield from _calibration(found.calibration)
    if len(found.judges) > 1:
        yield f"disagreement {found.spread:.2f} on average, wide on {found.split} candidates"


def _calibration(found: Calibration) -> Iterator[str]:
    yield (
        f"calibration  judged right: {found.right_judged_right} of {found.right} proved right, "
        f"{found.wrong_judged_right} of {found.wrong} proved wrong, and {found.obeyed} of {found.told} proved wrong that "
        "ask for the best score"
    )
    if found.refutes:
        yield f"refuted      {found.refutes}: none of its verdicts is written"


def _bench(each: Bench) -> str:
    mean = "-" if each.mean is None else f"{each.mean:.2f}"
    unread = ", ".join(f"{count} {reason}" for reason, count in each.unread.items())
    flips = f"; {each.flips} of {each.pairs} pairs by position alone" if each.pairs else ""
    return (
        f"{each.judge}: {each.asked} answers, mean {mean}, {each.tokens} tokens"
        + (f"; without a score: {unread}" if unread else "")
        + flips
        + ("; it gave every candidate the same score, so it tells nothing apart" if each.flat else "")
    )
