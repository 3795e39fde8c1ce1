"""verigen parts: lists the registry."""

from __future__ import annotations

import click

EPILOG = """\b
Example:
  verigen parts
"""


@click.command("parts", epilog=EPILOG)
def command() -> None:
    """List every part there is, by kind: the names that options take and what they stand for.

    A part of another package is shown with its package, and with why it can't be used where it can't.
    """
    from verigen.core import registry

    for kind in registry.PARTS:
        for row in registry.rows(kind):
            why = registry.fault(row) if row.package else None
            said = "".join(f"   {text}" for text in (row.package, why) if text)
            click.echo(f"{kind:10}{row.name:20}{row.target}{said}")
