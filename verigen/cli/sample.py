"""verigen sample: samples candidates for problems and writes verified records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verigen.cli.environment import executor_options
from verigen.cli.options import (
    column_option,
    domain_option,
    dry_run_option,
    engine_options,
    fallback_option,
    format_options,
    formats,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Format
    from verigen.run.order import RunResult, SampleOrder
    from verigen.sampling.crew import Crew
    from verigen.sampling.goals import Goal

EPILOG = """\b
Examples:
  verigen sample --domain math
  verigen sample --domain math --limit 24 --n 4 --out runs/first
  verigen sample --domain math --bank gsm8k.jsonl --licence MIT --teacher Qwen2.5-Coder-1.5B-Instruct
  verigen sample --domain math --teacher ./model.gguf --engine llamacpp
  verigen sample --domain code --limit 20 --n 4
  verigen sample --domain math --goal pair --n 16
  verigen sample --domain code-repair --goal repair:1 --format repair --format sft
  verigen sample --domain math --bank levels.jsonl --difficulty 0.2..0.8
  verigen sample --domain math --bank math-core:level=3..8 --target 0.2..0.6 --limit 500 --n 8
  verigen sample --domain math --goal correct:4,max=32 --teacher http://localhost:8000/v1 --budget 2000000
  verigen sample --domain math --goal first-correct --cascade --teacher SMALL --teacher LARGE
  verigen sample --domain math --bank rows.csv.gz --column prompt=frage --prompt mine.toml --dry-run
  verigen sample --domain extract --schema invoice.json --licence MIT --n 4
  verigen sample --config run.toml
  verigen sample --domain math --goal pair --ray auto --out /shared/runs/first

Goals: n draws --n candidates a problem; the others stop a problem early, and draw --n at most: first-correct,
correct:K, pair or pair:K+M (K correct, M incorrect), repair:K (K correct after a failed try), pass-rate:W (until the
rate's 95 % interval is W wide).
Each takes ,max=N; those that want verdicts ,hopeless=P: give up where the chance of success is below P (0.05).
Giving up costs some problems that were within reach: 0 to 4 % of them on simulated banks with the default, up to
10 % with correct:4. The summary estimates how many the run lost; hopeless=0 loses none.

Ctrl-C stops a run and keeps all that is finished; the same command continues it.
"""


@click.command("sample", epilog=EPILOG)
@domain_option("Domain of the problems:", required=True)
@click.option(
    "--bank",
    help="A bank's name, a JSONL/JSON/CSV/Parquet file, a dataset folder or hub id (id:config), or READER:PATH.",
)
@click.option(
    "--schema",
    metavar="FILE",
    help="JSON Schema to draw fields from, with --domain extract: the same as --bank fields:FILE.",
)
@click.option("--split", default="train", show_default=True, help="Split of a hub dataset or folder.")
@column_option
@click.option("--licence", help="SPDX licence of rows that name none.")
@click.option(
    "--policy",
    type=click.Choice(["train"]),
    help="Allow training on sets that are held out by default: AIME, AMC, MATH's test split, GSM-Plus.",
)
@click.option(
    "--teacher",
    "teachers",
    multiple=True,
    help="A name of `verigen teachers`, a GGUF file, a model folder, a hub id, an endpoint's URL (URL#model) or ENGINE:MODEL. "
    "Several share the candidates.",
)
@click.option("--weights", help="Shares of several teachers, such as 3,1; default: equal shares.")
@click.option(
    "--critic",
    type=click.Choice(["interpreter", "verifier", "judge"]),
    help="Who gives an answer that fails its reason, before a second try; of --domain code-repair or math-repair.",
)
@click.option(
    "--cascade",
    is_flag=True,
    help="Give each teacher only the problems that the teachers before it failed to solve.",
)
@engine_options
@click.option(
    "--verifier",
    help="Verifier that grades the candidates; default: the domain's. `majority` holds a vote, for problems without answers.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.6,
    show_default=True,
    help="Share of the votes that an answer needs, with --verifier majority.",
)
@click.option(
    "--min-votes",
    type=click.IntRange(1),
    default=4,
    show_default=True,
    help="Number of votes that a problem needs, with --verifier majority.",
)
@fallback_option
@executor_options
@click.option(
    "--goal",
    default="n",
    show_default=True,
    help="Rule that says when a problem has enough candidates; see below.",
)
@click.option(
    "--n",
    type=click.IntRange(1),
    default=8,
    show_default=True,
    help="Maximum number of candidates per problem.",
)
@click.option(
    "--keep-hard",
    metavar="SHARE",
    help="With first-correct, correct or pair: leave problems that promise less per candidate than fresh ones, but keep "
    "about this share of those within reach; the same as ,keep=SHARE in the goal.",
)
@click.option("--budget", help="Hard limit of the run, prompts included: 200000 (tokens) or 5usd (dollars).")
@click.option(
    "--prices", type=click.Path(path_type=Path, dir_okay=False), help="File (TOML) with the teachers' prices."
)
@click.option(
    "--speculate/--no-speculate",
    default=True,
    show_default=True,
    help="Draw more candidates than a goal surely needs while the engine would be idle.",
)
@click.option("--limit", type=click.IntRange(1), help="Maximum number of problems.")
@click.option(
    "--difficulty",
    metavar="LOW..HIGH",
    help="Range of pass rates, such as 0.2..0.8: take only problems that `verigen levels` measured inside it.",
)
@click.option(
    "--target",
    metavar="LOW..HIGH",
    help="Range of pass rates, such as 0.2..0.6: draw from a live bank so that the teacher's rates come to lie inside it.",
)
@click.option(
    "--measured",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="File of `verigen levels --families` that --target begins with, instead of trying everything.",
)
@click.option(
    "--ray",
    metavar="ADDRESS",
    help="Address of a Ray cluster that draws (HOST:6379), `auto`, or `local` for the GPUs of this machine.",
)
@click.option(
    "--shards",
    type=click.IntRange(1, 999),
    help="Number of shards of a run with --ray, fixed when the run begins; default: 32.",
)
@click.option("--temperature", type=click.FloatRange(0), default=0.7, show_default=True)
@click.option("--top-p", type=click.FloatRange(0, 1, min_open=True), default=0.95, show_default=True)
@click.option(
    "--max-tokens",
    type=click.IntRange(1),
    default=1024,
    show_default=True,
    help="Maximum number of tokens per candidate, thinking included.",
)
@click.option("--stop", multiple=True, help="Text that ends a candidate; may be given again.")
@click.option(
    "--thinking/--no-thinking", default=None, help="Switches thinking on or off, for models that can do both."
)
@click.option(
    "--thinking-tokens", type=click.IntRange(1), help="Maximum number of thinking tokens per candidate."
)
@click.option("--logprobs", is_flag=True, help="Store each candidate's mean log-probability.")
@click.option(
    "--repetition",
    is_flag=True,
    help="End candidates that repeat themselves, where the engine can detect it.",
)
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the run; default: runs/<timestamp>.")
@click.option(
    "--allow-restricted-terms",
    "allow_restricted",
    is_flag=True,
    help="Make records of a teacher whose terms forbid training other models on its output.",
)
@click.option(
    "--prompt",
    "prompt_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="TOML file of your own prompt: system, template with {prompt}, opening, closing, [[examples]].",
)
@dry_run_option
@click.option("--resume", is_flag=True, help="Fail if there is no run to continue.")
@format_options
def command(
    names: tuple[str, ...],
    given: dict[str, str],
    pick: str | None,
    pairs: int | None,
    *,
    dry_run: bool,
    **options: Any,
) -> None:
    """Sample a teacher on a bank, grade every candidate as it comes, and write training records.

    Everything is kept in the run's ledger; records are made from correct and incorrect candidates, never from
    unverified or truncated ones.
    """
    from verigen.cli import rehearsed
    from verigen.run import pipeline
    from verigen.sampling.display import RichWatch
    from verigen.sampling.interrupt import Signals

    order = _order(formats(names, given, pick, pairs), options)
    watch = RichWatch()
    if dry_run and order.target is not None:
        raise click.UsageError("--target draws by the verdicts, so --dry-run can't show its problems")
    if dry_run:
        rehearsed.show(pipeline.rehearse(order, watch))
        return
    result = pipeline.sample(order, watch, Signals(watch.note))
    _print(result)
    if result.ending == "stopped":
        click.echo("stopped; the same command continues", err=True)
        raise click.Abort


SAMPLING = (
    "temperature",
    "top_p",
    "max_tokens",
    "stop",
    "thinking",
    "thinking_tokens",
    "logprobs",
    "repetition",
)


def _order(made: Sequence[Format], given: dict[str, Any]) -> SampleOrder:
    from verigen.core.types import Sampling
    from verigen.domains import prompted
    from verigen.problems.levels import difficulty
    from verigen.run.order import SampleOrder
    from verigen.sampling import budget, goals

    given["bank"] = _bank(given.pop("schema"), given["bank"], given["domain"])
    vote = {name: given.pop(name) for name in ("threshold", "min_votes")}
    if given["measured"] and not given["target"]:
        raise click.UsageError("--measured is what --target begins with; give both, or neither")
    if given["shards"] and not given["ray"]:
        raise click.UsageError("--shards parts a run with --ray; give both, or neither")
    teachers = given.pop("teachers") or (None,)
    spec, keep, limit = given.pop("goal"), given.pop("keep_hard"), given.pop("budget")
    goal = goals.parse(spec if keep is None else f"{spec},keep={keep}", given.pop("n"))
    wanted, target, file = given.pop("difficulty"), given.pop("target"), given.pop("prompt_file")
    crew = _crew(teachers, given.pop("weights"), goal, cascade=given.pop("cascade"))
    sampling = Sampling(**{name: given.pop(name) for name in SAMPLING})
    return SampleOrder(
        teachers=teachers,
        goal=goal,
        crew=crew,
        sampling=sampling,
        budget=budget.parse(limit) if limit else None,
        difficulty=difficulty.parse(wanted) if wanted is not None else None,
        target=difficulty.parse(target) if target is not None else None,
        vote=vote,
        formats=made,
        prompt=prompted.read(file) if file else None,
        command=click.get_current_context().find_root().obj,
        **given,
    )


def _bank(schema: str | None, bank: str | None, domain: str) -> str | None:
    if schema is None:
        return bank
    if bank is not None or domain != "extract":
        raise click.UsageError("--schema is the bank of --domain extract; give no --bank beside it")
    return f"fields:{schema}"


def _crew(teachers: tuple[Any, ...], weights: str | None, goal: Goal, *, cascade: bool) -> Crew:
    from verigen.sampling.crew import Crew
    from verigen.sampling.goals import Wanted

    if len(set(teachers)) < len(teachers):
        raise click.BadParameter("the same teacher twice", param_hint="--teacher")
    if cascade and (len(teachers) < 2 or weights or not isinstance(goal, Wanted)):
        raise click.UsageError(
            "--cascade needs several --teacher, no --weights, and a goal that a teacher can fail at: "
            "first-correct, correct:K or pair"
        )
    shares = tuple(_share(text) for text in weights.split(",")) if weights else (1.0,) * len(teachers)
    if len(shares) != len(teachers):
        raise click.BadParameter(
            f"{len(shares)} weights for {len(teachers)} teachers", param_hint="--weights"
        )
    return Crew(weights=shares, cascade=cascade)


def _share(text: str) -> float:
    share = float(text) if text.replace(".", "", 1).isdigit() else 0.0
    if share <= 0:
        raise click.BadParameter(f"{text!r} is no weight above 0", param_hint="--weights")
    return share


def _print(result: RunResult) -> None:
    from verigen.cli.closing import lines

    for line in lines(result):
        click.echo(line)
