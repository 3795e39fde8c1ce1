"""verigen banks: the banks that ship, or what stands in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verigen.types import Domain, Problem

EPILOG = """\b
Examples:
  verigen banks
  verigen banks problems.jsonl --licence MIT
"""


class Line(NamedTuple):
    name: str
    rows: int
    licence: str
    policy: str
    levels: str


@click.command("banks", epilog=EPILOG)
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option(
    "--domain",
    type=click.Choice(["math", "code"]),
    help="Field of the files; default: as the first row shows.",
)
@click.option("--licence", help="SPDX licence of rows that name none.")
def command(files: tuple[str, ...], domain: Domain | None, licence: str | None) -> None:
    """List banks: name, rows, licence (the strictest of its rows), policy, and rows by level."""
    from verigen.banks import find
    from verigen.decontaminate import read

    lines = []
    for name in files or sorted(find.entries()):
        entry = find.entries().get(name)
        bank = find.find(name, domain or read.domain(name), licence=licence, split="train")
        lines.append(_line(name, find.unique(bank, name), entry.policy if entry else "train"))
    _print([Line("name", 0, "licence", "policy", "levels"), *lines])


def _line(name: str, problems: Iterable[Problem], policy: str) -> Line:
    from collections import Counter

    from verigen.banks import licences

    found: Counter[str] = Counter()
    levels: Counter[str] = Counter()
    rows = 0
    for problem in problems:
        rows += 1
        found[problem.source.licence] += 1
        levels[problem.tags.get("level", "none")] += 1
        policy = "heldout_only" if problem.source.policy == "heldout_only" else policy
    strictest = licences.strictest(found)
    shown = strictest if len(found) == 1 else f"{strictest} (strictest of {len(found)})"
    if not licences.named(strictest):
        shown = f"none in {found[strictest]} rows: say --licence"
    return Line(name, rows, shown, policy, " ".join(f"{k}:{v}" for k, v in sorted(levels.items())))


def _print(lines: list[Line]) -> None:
    texts = [(line.name, "rows" if not at else str(line.rows), *line[2:]) for at, line in enumerate(lines)]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    for text in texts:
        click.echo("  ".join(part.ljust(width) for part, width in zip(text, widths, strict=True)).rstrip())
