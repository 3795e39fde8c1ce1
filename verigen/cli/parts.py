"""verigen parts: the registry."""

from __future__ import annotations

import click

EPILOG = """\b
Example:
  verigen parts
"""


@click.command("parts", epilog=EPILOG)
def command() -> None:
    """List every part there is, by kind: the names that options take and what they stand for."""
    from verigen.core import registry

    for kind in registry.PARTS:
        for name in registry.names(kind):
            click.echo(f"{kind:10}{name:20}{registry.target(kind, name)}")
