"""verigen salvage: copies the readable rows of a damaged ledger into a new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from verigen.ledger.salvage import Salvaged

EPILOG = """\b
Example:
  verigen salvage runs/first

The damaged file stays beside the new one as ledger.db.damaged. What can't be read is drawn again by the command that
began the run.
"""


@click.command("salvage", epilog=EPILOG)
@click.argument("run", type=click.Path(path_type=Path))
def command(run: Path) -> None:
    """Put a ledger of every row that SQLite can still read in the place of RUN's damaged one."""
    from verigen.ledger import listing
    from verigen.ledger.salvage import salvage

    _print(salvage(run))
    click.echo(f"next         {listing.state(run).next}")


def _print(found: Salvaged) -> None:
    counts = ", ".join(f"{count:,} {table}" for table, count in found.kept.items() if count)
    click.echo(f"kept         {counts}")
    if found.missing:
        click.echo(
            f"problems     {found.missing:,} are lost; the same command reads them from the bank again"
        )
    if found.undone:
        click.echo(f"decisions    {found.undone:,} rested on lost candidates: those problems are drawn on")
    click.echo(f"damaged      {found.damaged}")
