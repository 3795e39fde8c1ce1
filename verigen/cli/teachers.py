"""verigen teachers: lists the catalogue of models and downloads their weights."""

from __future__ import annotations

import click

EPILOG = """\b
Examples:
  verigen teachers
  verigen teachers pull Qwen2.5-Coder-0.5B-Instruct
"""


@click.group("teachers", invoke_without_command=True, epilog=EPILOG)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the teachers that verigen knows by name; `pull NAME` fetches one's weights."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show)


@command.command("list")
def show() -> None:
    """List names, sizes, licences and whether the weights are here."""
    from verigen.teachers import catalogue, weights

    for entry in catalogue.entries().values():
        place = "here" if weights.path(entry).exists() else "not pulled"
        star = "   default" if entry.default else ""
        click.echo(
            f"{entry.name:30}{entry.bytes / 2**20:7.0f} MiB   {entry.licence:12}{entry.context:>7} tokens   {place}{star}"
        )


@command.command("pull")
@click.argument("name")
def pull(name: str) -> None:
    """Fetch and verify the weights of NAME."""
    from verigen.sampling.display import RichWatch
    from verigen.teachers import catalogue, weights

    entry = catalogue.find(name)
    click.echo(f"{weights.fetch(entry, RichWatch())}   sha256 {entry.sha256}")
