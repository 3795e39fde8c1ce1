"""verigen pack: the records of a run, made again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verigen.cli.options import format_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from verigen.curriculum.difficulty import Kept
    from verigen.types import Graded

    Groups = Iterable[list[Graded]]

EPILOG = """\b
Examples:
  verigen pack runs/first
  verigen pack runs/first --pick all --pairs 4 --out dataset
  verigen pack runs/first --difficulty 0.2..0.8 --out dataset
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
@click.option("--teacher", help="Whose pass rate --difficulty means, where the run has several teachers.")
@format_options
def command(
    run: Path,
    out: Path | None,
    pick: Any,
    pairs: int,
    difficulty: str | None,
    teacher: str | None,
    *,
    allow: bool,
    judged: bool,
) -> None:
    """Make the records of RUN again from its ledger: the same ledger and options give the same bytes."""
    import contextlib

    from verigen.cli.options import formats
    from verigen.judge import judged as by_judges
    from verigen.ledger import Ledger
    from verigen.pack import allowed, pack

    within, kept = _within(run, difficulty, teacher)
    with contextlib.closing(Ledger(run / "ledger.db")) as ledger:
        teachers = ledger.teachers()
        for row in () if allow else teachers:
            allowed(row.name, row.terms)
        groups = by_judges(ledger) if judged else ledger.graded()
        records = pack(within(groups), formats(pick, pairs), out or run, teachers)
    if kept:
        click.echo(kept)
    for name, count in records.items():
        click.echo(f"{name:13}{count} records   {out or run}/{name}/train.jsonl")


def _within(
    run: Path, text: str | None, teacher: str | None
) -> tuple[Callable[[Groups], Groups], Kept | None]:
    """What lets the groups of a difficulty through, and its count; everything and None where none is asked for."""
    if text is None:
        if teacher is not None:
            raise click.UsageError("--teacher says whose pass rate --difficulty means; give both, or neither")
        return (lambda groups: groups), None
    from verigen.curriculum import difficulty, measure
    from verigen.errors import UserError

    wanted = difficulty.parse(text)
    rates, count = measure.measure([run], teacher).rates, difficulty.Kept(wanted=wanted)
    if not any(rate in wanted for rate in rates.values()):
        raise UserError(f"none of the {len(rates)} problems measured in {run} has a pass rate in {wanted}")
    return (lambda groups: difficulty.packed(groups, rates, count)), count
