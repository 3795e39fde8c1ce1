"""verigen play: self-play in rounds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verigen.cli.environment import executor_options
from verigen.cli.options import engine_options, format_options, formats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.play.report import PlayReport

EPILOG = """\b
Examples:
  verigen play --domain code --rounds 3 --proposals 32 --n 8 --out runs/play
  verigen play --domain code --task predict --task find --teacher http://localhost:8000/v1 --out runs/play
  verigen play --domain code --proposals 0 --real 100 --rounds 1 --out runs/from-banks
  verigen play --domain math --bank math-core:level=3..8 --rounds 3 --out runs/play-math

A round: the teacher proposes programs; each runs twice under other hash seeds, must give the same and end, and be no
near twin; the teacher solves what is asked about them; problems that it solves sometimes become records, and their
programs the next round's examples. For maths, families of a live bank and their knobs stand for programs.

The same command continues what was stopped. Exit 0 also if a bound ends the play; the report names the figure.
"""


@click.command("play", epilog=EPILOG)
@click.option("--domain", type=click.Choice(["code", "math"]), required=True, help="Domain of the problems.")
@click.option("--bank", help="Bank that play begins with; default: code-core or math-core.")
@click.option("--licence", help="SPDX licence of rows that name none.")
@click.option(
    "--teacher", help="A name of `verigen teachers`, a GGUF file, a model folder or an endpoint's URL."
)
@engine_options
@executor_options
@click.option("--rounds", type=click.IntRange(1), default=2, show_default=True)
@click.option(
    "--proposals",
    type=click.IntRange(0),
    default=16,
    show_default=True,
    help="Programs that the teacher proposes per round.",
)
@click.option(
    "--real", type=click.IntRange(0), default=8, show_default=True, help="The bank's programs per round."
)
@click.option("--n", type=click.IntRange(2), default=8, show_default=True, help="Candidates per problem.")
@click.option(
    "--task",
    "tasks",
    multiple=True,
    type=click.Choice(["predict", "find", "write"]),
    help="What is asked of a program; may be given again. Default: all: say its output, find an input, write it from examples.",
)
@click.option("--temperature", type=click.FloatRange(0), default=0.7, show_default=True)
@click.option("--max-tokens", type=click.IntRange(1), default=1024, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option(
    "--min-diversity",
    type=click.FloatRange(0, 1),
    default=0.7,
    show_default=True,
    help="Share of the first round's diversity (4-grams that are no repeats) below which play stops.",
)
@click.option(
    "--min-real",
    type=click.FloatRange(0, 1),
    default=0.3,
    show_default=True,
    help="Share of kept problems about the bank's own programs below which play stops.",
)
@click.option(
    "--max-depth",
    type=click.IntRange(0),
    default=3,
    show_default=True,
    help="Generations of programs above which play stops.",
)
@click.option("--suite", help="Held-out suite that measures the teacher after each round.")
@click.option(
    "--suite-limit", type=click.IntRange(1), default=20, show_default=True, help="Problems of the suite."
)
@click.option(
    "--min-score",
    type=click.FloatRange(0, 1),
    default=0.95,
    show_default=True,
    help="Share of the first round's held-out score below which play stops.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder of the rounds and the records."
)
@click.option(
    "--allow-restricted-terms",
    "allow_restricted",
    is_flag=True,
    help="Make records of a teacher whose terms forbid training other models on its output.",
)
@format_options
def command(
    names: tuple[str, ...], given: dict[str, str], pick: str | None, pairs: int | None, **options: Any
) -> None:
    """Let a teacher invent problems, check and solve them, and keep what it solves sometimes."""
    from verigen.core.types import Sampling
    from verigen.play.guard import Bounds
    from verigen.play.order import PlayOrder
    from verigen.play.rounds import play
    from verigen.play.solve import PlayStopped
    from verigen.play.tasks import TASKS
    from verigen.sampling.display import RichWatch

    bounds = Bounds(
        diversity=options.pop("min_diversity"),
        real=options.pop("min_real"),
        depth=options.pop("max_depth"),
        score=options.pop("min_score"),
    )
    sampling = Sampling(temperature=options.pop("temperature"), max_tokens=options.pop("max_tokens"))
    tasks = options.pop("tasks") or TASKS
    made = formats(names, given, pick, pairs)
    order = PlayOrder(
        **options,
        tasks=tasks,
        bounds=bounds,
        sampling=sampling,
        formats=made,
    )
    try:
        report = play(order, RichWatch())
    except PlayStopped:
        click.echo("stopped; the same command continues", err=True)
        raise click.Abort from None
    for line in _lines(report, order.out):
        click.echo(line)


def _lines(report: PlayReport, out: Path) -> Iterator[str]:
    for each in report.rounds:
        why = ", ".join(f"{count} {reason}" for reason, count in sorted(each.refused.items()))
        yield (
            f"round {each.number}      {each.proposed} programs, {each.checked} hold{f' (refused: {why})' if why else ''}; "
            f"{each.asked} problems, {each.kept} solved sometimes"
        )
    if report.stopped:
        yield f"stopped      {report.stopped}"
    for name, count in report.records.items():
        yield f"{name:13}{count} records   {out}/{name}/train.jsonl"
    yield f"report       {out}/play.json"
