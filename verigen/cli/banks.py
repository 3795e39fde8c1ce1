"""verigen banks: lists the shipped banks, or the problems of one bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from verigen.cli.options import column_option, domain_option

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator

    from verigen.core.types import Problem
    from verigen.problems.banks.live.bank import ShippedBank
    from verigen.problems.banks.survey import Survey

EPILOG = """\b
Examples:
  verigen banks
  verigen banks problems.jsonl --licence MIT
  verigen banks math-core:variants=100,seed=7
  verigen banks MATH aime.csv gsm_plus.jsonl 'reasoning-gym:gcd,dice?size=500'
"""


SHOWN = 10


class Line(NamedTuple):
    name: str
    rows: str
    licence: str
    policy: str
    levels: str
    live: str = ""


@click.command("banks", epilog=EPILOG)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@domain_option("Domain of the files; default: as the first row shows:")
@click.option("--licence", help="SPDX licence of rows that name none.")
@column_option
def command(files: tuple[str, ...], domain: str | None, licence: str | None, columns: dict[str, str]) -> None:
    """List banks: name, rows, licence (the strictest of its rows), policy, rows by level, and what draws it afresh.

    A live bank draws new problems from its families, the same for the same seed: --bank NAME:variants=100,seed=7
    gives 100 per family, level=2..4 takes families of these levels alone. Of a file it also says which column was
    taken for what, and how many rows can't be used for which reason.
    """
    from verigen.dataset.decontaminate import read
    from verigen.problems.banks import find
    from verigen.problems.banks.rows import Rows
    from verigen.problems.banks.survey import Survey

    lines, surveys = [], {}
    for name in files or sorted(find.entries()):
        entry = find.entry(name)
        held = domain or read.domain(name, columns)
        bank = find.find(name, held, licence=licence, split="train", columns=columns)
        surveys[name] = survey = Survey(bank) if isinstance(bank, Rows) and entry is None else None
        problems = survey.problems() if survey else find.unique(bank, name)
        lines.append(_line(name, problems, entry)._replace(live=_live(entry)))
    if not files:
        lines.append(_gym())
    _print([Line("name", "rows", "licence", "policy", "levels", "live"), *lines])
    for name, survey in surveys.items():
        for line in _surveyed(survey) if survey else ():
            click.echo(f"{name}: {line}")


def _gym() -> Line:
    """Its tasks draw as many problems as they are asked for."""
    from importlib.util import find_spec

    from verigen.problems.banks import gym

    lacks = "" if find_spec("reasoning_gym") else "needs `pip install 'verigen-engine[gym]'`"
    return Line(gym.NAME, f"{len(gym.allowed())} tasks", gym.LICENCE, "train", lacks)


def _live(entry: ShippedBank | None) -> str:
    """How many families draw it."""
    from verigen.problems.banks.live.bank import families

    return f"{len(families(entry))} families" if entry and entry.families else ""


def _line(name: str, problems: Iterable[Problem], entry: ShippedBank | None) -> Line:
    from collections import Counter

    from verigen.problems.banks import licences

    found: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    policies: Counter[str] = Counter()
    policy = entry.policy if entry else "train"
    for problem in problems:
        found[problem.source.licence] += 1
        levels[problem.tags.get("level", "none")] += 1
        policies["heldout_only" if "heldout_only" in {policy, problem.source.policy} else "train"] += 1
    strictest = licences.strictest(found)
    shown = strictest if len(found) == 1 else f"{strictest} (strictest of {len(found)})"
    if not licences.named(strictest):
        shown = f"none in {found[strictest]} rows: say --licence"
    under = next(iter(policies)) if len(policies) == 1 else _counts(policies)
    return Line(name, str(found.total()), shown, under, _counts(levels))


def _surveyed(survey: Survey) -> Iterator[str]:
    """What the columns were taken for, and why rows are left out."""
    from verigen.problems.banks.survey import UNUSED

    roles = survey.roles()
    if taken := "; ".join(f"{role} from {', '.join(roles[role])}" for role in roles if role != UNUSED):
        yield taken
    if UNUSED in roles:
        yield f"not used: {', '.join(roles[UNUSED])}"
    for why, count in survey.left_out.most_common(SHOWN):
        yield f"left out: {count}, the first {survey.first[why]}: {why}"
    if (more := len(survey.left_out) - SHOWN) > 0:
        yield f"and {more} further reasons"


def _counts(found: Counter[str]) -> str:
    return " ".join(f"{name}:{count}" for name, count in sorted(found.items()))


def _print(lines: list[Line]) -> None:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for text in lines:
        click.echo("  ".join(part.ljust(width) for part, width in zip(text, widths, strict=True)).rstrip())
