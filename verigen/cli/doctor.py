"""verigen doctor: checks what works here, and proves each sandbox barrier by an attack that must fail."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from verigen.cli.environment import environment_options

if TYPE_CHECKING:
    from verigen.run.doctor import Examination

EPILOG = """\b
Examples:
  verigen doctor
  verigen doctor --executor local
  verigen doctor --make science
"""
BROKEN = 1


@click.command("doctor", epilog=EPILOG)
@click.option(
    "--executor", "chosen", multiple=True, help="Executor to examine; may be given again; default: all."
)
@click.option("--make", "profile", help="Make this profile of packages and examine nothing: science.")
@environment_options
@click.option("--quiet", is_flag=True, help="Print only failures.")
def command(chosen: tuple[str, ...], profile: str | None, *, quiet: bool) -> None:
    """Print which executors work here, and attack them. Exit 0 where one is sound and none is broken."""
    from verigen.run import doctor

    if profile is not None:
        click.echo(doctor.make_profile(profile))
        return
    if not quiet:
        for name, found in doctor.machine():
            click.echo(f"{name:16} {found}")
    examinations = [doctor.examine(name) for name in chosen or doctor.EXECUTORS]
    for examination in examinations:
        _print(examination, quiet=quiet)
    broken = any(not found.sound and found.error is None for found in examinations)
    if broken or not any(found.sound for found in examinations):
        sys.exit(BROKEN)


def _print(examination: Examination, *, quiet: bool) -> None:
    if examination.error:
        click.echo(f"\n{examination.executor}: does not start: {examination.error}")
        return
    held = sum(proof.state == "held" for proof in examination.proofs)
    click.echo(
        f"\n{examination.executor}: works, {held} of {len(examination.proofs)} walls held ({examination.about})"
    )
    for proof in examination.proofs:
        if proof.state != "held" or not quiet:
            click.echo(f"  {proof.state:7} {proof.wall:34} {proof.detail[:70]}")
