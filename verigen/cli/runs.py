"""verigen runs: lists the runs and their states."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.ledger.listing import RunState

EPILOG = """\b
Examples:
  verigen runs
  verigen runs /shared/runs

States: finished, unfinished, not begun (no candidate yet), running (another process writes it), unreadable.
"""


@click.command("runs", epilog=EPILOG)
@click.argument("folder", required=False, default="runs", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """List the runs below FOLDER (default: runs): state, size, and the command that goes on."""
    from verigen.core.errors import UserError
    from verigen.ledger import listing

    count = 0
    for count, found in enumerate(listing.below(folder), 1):  # noqa: B007 - counted
        for line in _lines(found):
            click.echo(line)
    if not count:
        raise UserError(f"no run below {folder}; `verigen sample` makes one")


def _lines(found: RunState) -> Iterator[str]:
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(found.changed))
    size = f"{found.bytes / 1e6:.1f} MB"
    yield f"{found.folder}   {found.state}   {when}   {size}"
    if found.state != "unreadable":
        yield (
            f"  {found.settled:,} of {found.wanted:,} problems settled, {found.candidates:,} candidates"
            + (f"; {found.teacher} on {found.bank}" if found.teacher else "")
        )
    yield f"  next: {found.next}"
