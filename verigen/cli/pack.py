"""verigen pack: the records of a run, made again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

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
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write to; default: the run itself.")
@click.option(
    "--allow-restricted-terms",
    "allow",
    is_flag=True,
    help="Export what a teacher said whose terms forbid training other models.",
)
@click.option(
    "--judged",
    is_flag=True,
    help="Heed `verigen judge`: its verdicts where the verifier decided nothing, and what its panels drop.",
)
@click.option(
    "--difficulty",
    metavar="LOW..HIGH",
    help="Only records of problems whose pass rate in this run lies in it, such as 0.2..0.8.",
)
@click.option(
    "--balance",
    "keys",
    metavar="KEYS",
    help="As many problems of each: topic, level (measured), bank, family, such as topic,level.",
)
@click.option("--limit", type=click.IntRange(1), help="With --balance: problems at most, shared out equally.")
@click.option("--teacher", help="Whose pass rates those two go by, where the run has several teachers.")
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
    *,
    allow: bool,
    judged: bool,
) -> None:
    """Make the records of RUN again from its ledger: the same ledger and options give the same bytes."""
    import contextlib

    from verigen.dataset.pack import pack
    from verigen.grading.judge.judge import judged as by_judges
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
        groups = chosen.over(groups) if chosen else groups
        records = pack(groups, made, out or run, teachers)
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
