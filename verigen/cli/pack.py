"""verigen pack: writes the records of a run again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verigen.cli.environment import executor_options
from verigen.cli.options import format_options, formats

if TYPE_CHECKING:
    from verigen.problems.levels.choose import Chosen

EPILOG = """\b
Examples:
  verigen pack runs/first
  verigen pack runs/first --pick all --pairs 4 --out dataset
  verigen pack runs/first --difficulty 0.2..0.8 --balance topic,level --out dataset
"""


@click.command("pack", epilog=EPILOG)
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder to write the records to; default: the run's own."
)
@click.option(
    "--allow-restricted-terms",
    "allow",
    is_flag=True,
    help="Make records of a teacher whose terms forbid training other models on its output.",
)
@click.option(
    "--judged",
    is_flag=True,
    help="Use the verdicts of `verigen judge` where the verifier decided nothing, and leave out what its panels dropped.",
)
@click.option(
    "--without",
    type=click.Choice(["judged"]),
    help="Verdicts to leave out: those that a --fallback model gave where the verifier could not decide.",
)
@click.option(
    "--difficulty",
    metavar="LOW..HIGH",
    help="Range of pass rates, such as 0.2..0.8: write only records of problems that this run measured inside it.",
)
@click.option(
    "--balance",
    "keys",
    metavar="KEYS",
    help="Keys to balance, such as topic,level: as many problems of each value. Keys: topic, level (measured), bank, family.",
)
@click.option(
    "--limit", type=click.IntRange(1), help="Maximum number of problems with --balance, divided equally."
)
@click.option(
    "--teacher", help="Teacher whose pass rates --difficulty and --balance use, where the run has several."
)
@executor_options
@format_options
def command(
    run: Path,
    out: Path | None,
    names: tuple[str, ...],
    given: dict[str, str],
    pick: str | None,
    pairs: int | None,
    difficulty: str | None,
    keys: str | None,
    limit: int | None,
    teacher: str | None,
    executor: str,
    *,
    allow: bool,
    judged: bool,
    without: str | None,
) -> None:
    """Make the records of RUN again from its ledger: the same ledger and options give the same bytes."""
    import contextlib
    from functools import partial

    from verigen.dataset.pack import pack
    from verigen.grading.judge.fallback import without_judged
    from verigen.grading.judge.judge import judged as by_judges
    from verigen.grading.review import people
    from verigen.ledger.ledger import Ledger
    from verigen.teachers.terms import allowed

    if limit and not keys:
        raise click.UsageError("--limit shares out what --balance takes; give both")
    made = formats(names, given, pick, pairs)
    chosen = _chosen(run, difficulty, keys, limit, teacher)
    with contextlib.closing(Ledger(run / "ledger.db")) as ledger:
        teachers = ledger.teachers()
        for row in () if allow else teachers:
            allowed(row.name, row.terms)
        groups = by_judges(ledger) if judged else ledger.graded()
        groups = people.overruled(groups, ledger.said(people.PEOPLE))
        groups = without_judged(groups) if without else groups
        groups = chosen.over(groups) if chosen else groups
        told = partial(click.echo, err=True)
        records = pack(groups, made, out or run, teachers, told, executor=executor)
    for line in chosen.told if chosen else ():
        click.echo(line)
    for name, count in records.items():
        click.echo(f"{name:13}{count} records   {out or run}/{name}/train.jsonl")


def _chosen(
    run: Path, difficulty: str | None, keys: str | None, limit: int | None, teacher: str | None
) -> Chosen | None:
    """None: all problems."""
    if difficulty is None and keys is None:
        if teacher is not None:
            raise click.UsageError(
                "--teacher says whose pass rates --difficulty or --balance go by; give one of them"
            )
        return None
    from verigen.problems.levels import balance
    from verigen.problems.levels.choose import SelectionOrder, choose
    from verigen.problems.levels.difficulty import parse

    wanted = SelectionOrder(
        difficulty=None if difficulty is None else parse(difficulty),
        keys=() if keys is None else balance.parse(keys),
        limit=limit,
        teacher=teacher,
    )
    return choose(run, wanted)
