"""The options by which `verigen mutate` has a teacher write programs, and what it says of them."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verigen.cli.options import engine_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutate import WrittenProgram
    from verigen.problems.programs.order import ProgramOrder
    from verigen.problems.programs.run import WrittenPrograms

SHOWN = 8


OPTIONS = (
    click.option(
        "--program-by", "teacher", metavar="TEACHER",
        help="Teacher, named as in `verigen sample`, that writes a Python program for each problem from whose "
        "worked solution none can be read.",
    ),
    click.option(
        "--programs", "folder", type=click.Path(path_type=Path, file_okay=False),
        help="Folder of the teacher's programs, from which a stopped command continues; default: OUT.programs.",
    ),
    click.option(
        "--tries", type=click.IntRange(1), default=4, show_default=True,
        help="Number of programs per problem.",
    ),
    click.option(
        "--agree", type=click.IntRange(1), default=2, show_default=True,
        help="Number of right programs that must also agree on other numbers.",
    ),
    click.option(
        "--program-tokens", type=click.IntRange(1), default=512, show_default=True,
        help="Maximum number of tokens per program.",
    ),
    click.option(
        "--budget", help="Hard limit of the programs, prompts included: 200000 (tokens) or 5usd (dollars)."
    ),
    click.option(
        "--prices", type=click.Path(path_type=Path, dir_okay=False), help="File (TOML) with the teacher's prices."
    ),
    click.option(
        "--allow-restricted-terms", "allow_restricted", is_flag=True,
        help="Use a teacher whose terms forbid training other models on its output.",
    ),
)  # fmt: skip


def program_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--program-by and what belongs to it, as `programs`: a ProgramOrder without its executor and seed, or None."""

    @engine_options
    @functools.wraps(command)
    def joined(
        *, teacher: str | None, folder: Path | None, tries: int, agree: int, program_tokens: int, budget: str | None,
        prices: Path | None, allow_restricted: bool, engine: str | None, options: dict[str, str], out: Path, **others: Any,
    ) -> Any:  # fmt: skip
        order = None
        if teacher is not None:
            order = functools.partial(
                _order, teacher=teacher, out=folder or out.with_name(f"{out.name}.programs"), tries=tries, agree=agree,
                tokens=program_tokens, budget=budget, prices=prices, allow_restricted=allow_restricted, engine=engine,
                options=options,
            )  # fmt: skip
        elif folder:
            raise click.UsageError("--programs needs --program-by, the teacher that writes them")
        return command(out=out, programs=order, **others)

    for each in reversed(OPTIONS):
        joined = each(joined)
    return joined


def _order(*, budget: str | None, tokens: int, **given: Any) -> ProgramOrder:
    from verigen.core.types import Sampling
    from verigen.problems.programs.order import ProgramOrder
    from verigen.sampling.budget import parse

    sampling = Sampling(temperature=0.7, top_p=0.95, max_tokens=tokens)
    return ProgramOrder(sampling=sampling, budget=parse(budget) if budget else None, **given)


def written(order: ProgramOrder, problems: Iterable[Problem]) -> dict[str, WrittenProgram]:
    """The teacher's programs for these problems. Raises click.Abort where the drawing was stopped."""
    from verigen.problems.programs.run import unread, write
    from verigen.sampling.display import RichWatch
    from verigen.sampling.interrupt import Signals

    watch = RichWatch()
    found = write(order, unread(problems), watch, Signals(watch.note))
    if found.ending == "stopped":
        click.echo("stopped; the same command continues", err=True)
        raise click.Abort
    if found.ending == "budget":
        click.echo("the budget is spent: a larger --budget with the same command goes on", err=True)
    _tell(found, order)
    return found.programs


def _tell(found: WrittenPrograms, order: ProgramOrder) -> None:
    click.echo(
        f"programs: {len(found.programs)} of {found.asked} problems have {order.agree} right programs that agree "
        f"({order.out})"
    )
    for reason, count in found.refused.most_common(SHOWN):
        click.echo(f"  {count:6} {reason}")
