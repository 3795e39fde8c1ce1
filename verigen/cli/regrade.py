"""verigen regrade: grades a stored run again with a newer verifier."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verigen.cli.environment import executor_options
from verigen.cli.options import fallback_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.grading.regrade import Regraded

SHOWN = 20
EPILOG = """\b
Examples:
  verigen regrade runs/first
  verigen regrade runs/first --adopt && verigen pack runs/first
"""


@click.command("regrade", epilog=EPILOG)
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--verifier", help="Verifier that grades the candidates; default: the domain's, in its present version."
)
@fallback_option
@executor_options
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="Number of candidates graded at a time.",
)
@click.option("--adopt", is_flag=True, help="Use the new verdicts for the run's records from now on.")
@click.option("--all", "everything", is_flag=True, help=f"Print every change, not the first {SHOWN}.")
def command(
    run: Path,
    verifier: str | None,
    fallback: str | None,
    executor: str,
    jobs: int,
    *,
    adopt: bool,
    everything: bool,
) -> None:
    """Grade every candidate of RUN again and print the verdicts that change.

    The new verdicts are kept beside the old ones, under the verifier's name and version.
    """
    import contextlib
    import sys

    from verigen.grading import regrade

    order = regrade.RegradeOrder(
        run=run, verifier=verifier, fallback=fallback, executor=executor, jobs=jobs, adopt=adopt
    )
    with contextlib.ExitStack() as stack:
        bar: list[Any] = []

        def told(total: int) -> None:
            if not bar:
                bar.append(stack.enter_context(click.progressbar(length=total, file=sys.stderr)))
            bar[0].update(1)

        found = regrade.regrade(order, told)
    for line in _lines(found, None if everything else SHOWN, adopt=adopt):
        click.echo(line)


def _lines(found: Regraded, shown: int | None, *, adopt: bool) -> Iterator[str]:
    for change in found.changes[:shown]:
        yield (
            f"{change.candidate:40} {change.before.outcome} -> {change.after.outcome}   "
            f"{change.after.message or change.after.reason} (extracted {change.after.extracted!r})"
        )
    if shown is not None and len(found.changes) > shown:
        yield f"... and {len(found.changes) - shown} more; --all prints them"
    for problem, reason in found.refused.items():
        yield f"{problem}: not graded again: {reason}"
    yield f"verifier     {found.before} -> {found.after}"
    yield f"candidates   {found.candidates}, {len(found.changes)} verdicts changed"
    for (before, after), count in sorted(found.moves.items()):
        yield f"  {before:10} -> {after:10} {count}"
    if found.unsteady:
        yield (
            f"warning      {found.after} gives other verdicts than it gave: it, the sandbox or the machine's load decides "
            "differently from one time to the next; the stored verdicts stay"
        )
    elif found.changes and not adopt:
        yield "next         --adopt lets the run's records follow the new verdicts"
