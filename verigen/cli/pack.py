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
@format_options
def command(run: Path, out: Path | None, pick: Any, pairs: int) -> None:
    """Make the records of RUN again from its ledger: the same ledger and options give the same bytes."""
    import contextlib

    from verigen.cli.options import formats
    from verigen.ledger import Ledger
    from verigen.pack import pack

    with contextlib.closing(Ledger(run / "ledger.db")) as ledger:
        records = pack(ledger, formats(pick, pairs), out or run)
    for name, count in records.items():
        click.echo(f"{name:13}{count} records   {out or run}/{name}/train.jsonl")
