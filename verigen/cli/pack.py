"""verigen pack: the records of a run, made again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from verigen.cli.options import format_options

EPILOG = """\b
Examples:
  verigen pack runs/first
  verigen pack runs/first --pick all --pairs 4 --out dataset
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
@format_options
def command(run: Path, out: Path | None, pick: Any, pairs: int, *, allow: bool, judged: bool) -> None:
    """Make the records of RUN again from its ledger: the same ledger and options give the same bytes."""
    import contextlib

    from verigen.cli.options import formats
    from verigen.judge import judged as by_judges
    from verigen.ledger import Ledger
    from verigen.pack import allowed, pack

    with contextlib.closing(Ledger(run / "ledger.db")) as ledger:
        teachers = ledger.teachers()
        for row in () if allow else teachers:
            allowed(row.name, row.terms)
        records = pack(
            by_judges(ledger) if judged else ledger.graded(), formats(pick, pairs), out or run, teachers
        )
    for name, count in records.items():
        click.echo(f"{name:13}{count} records   {out or run}/{name}/train.jsonl")
