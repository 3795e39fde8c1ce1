"""verigen harden: more tests for a bank of code problems, measured by mutants."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.types import Problem
    from verigen.problems.harden.bank import Left, Totals
    from verigen.problems.harden.harden import Hardened

EPILOG = """\b
Examples:
  verigen harden --bank code-core --output harder.jsonl
  verigen harden --bank HumanEval.jsonl --output harder.jsonl --limit 20
  verigen harden --bank mine.jsonl --output harder.jsonl --candidates accepted.jsonl

A candidate is a line {"id", "problem", "text"}, as for `verigen verify`: those that pass the given tests must pass
every new one too.
"""


@click.command("harden", epilog=EPILOG)
@click.option("--bank", default="code-core", show_default=True, help="A bank's name, or a file of problems.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="JSON Lines of the problems.")
@click.option("--candidates", type=click.Path(path_type=Path), help="Solutions that new tests must accept.")
@click.option(
    "--tests", type=click.IntRange(1), default=40, show_default=True, help="Tests a problem at most."
)
@click.option("--limit", type=click.IntRange(1), help="Problems at most.")
@click.option("--licence", help="SPDX licence of rows that name none.")
@click.option("--executor", default="local", show_default=True, help="Sandbox.")
@click.option("--seed", type=int, default=0, show_default=True)
def command(bank: str, output: Path, candidates: Path | None, **options: Any) -> None:
    """Add tests that kill mutants of the reference, and report before and after.

    The reference gives the outputs. A test stays only if the reference is deterministic on it.
    """
    from verigen.core import jsonl, registry
    from verigen.problems.harden.bank import Totals, harden_all
    from verigen.problems.harden.harden import Options

    _need_hypothesis()
    problems = list(_problems(bank, options["licence"], options["limit"]))
    executor = registry.make("executor", options["executor"], {"jobs": 1})
    asked = Options(tests=options["tests"], seed=options["seed"])
    totals = Totals()
    found = harden_all(problems, executor, asked, _solutions(candidates))
    jsonl.write(output, _counted(problems, found, totals))
    _tell(totals, output)


def _counted(problems: list[Problem], found: Iterator[Hardened | Left], totals: Totals) -> Iterator[Problem]:
    bar: Any = click.progressbar(length=len(problems), file=sys.stderr)
    with bar:
        for given, each in zip(problems, found, strict=True):
            totals.add(given, each)
            bar.update(1)
            yield each.problem


def _need_hypothesis() -> None:
    from importlib.util import find_spec

    from verigen.core.errors import UserError

    if find_spec("hypothesis") is None:
        raise UserError("hardening needs `pip install 'verigen-engine[harden]'`")


def _problems(bank: str, licence: str | None, limit: int | None) -> Iterator[Problem]:
    from itertools import islice

    from verigen.problems.banks.find import find, unique

    return islice(unique(find(bank, "code", licence=licence, split="train"), bank), limit)


def _solutions(candidates: Path | None) -> dict[str, list[str]]:
    from verigen.core import jsonl
    from verigen.grading.verify import CandidateRow
    from verigen.verifiers.extract_code import extract

    found: dict[str, list[str]] = {}
    for _, row in jsonl.read(candidates, CandidateRow) if candidates else ():
        if row.problem and (code := extract(row.text)):
            found.setdefault(row.problem, []).append(code)
    return found


def _tell(totals: Totals, output: Path) -> None:
    for each in totals.left:
        click.echo(f"left as it is: {each.reason}", err=True)
    count = max(totals.problems, 1)
    tests = f"{totals.tests_before / count:.1f} -> {totals.tests_after / count:.1f} tests a problem"
    score = [f"{100 * killed / max(totals.mutants, 1):.1f} %" for killed in (totals.before, totals.after)]
    click.echo(f"{totals.problems} problems, {tests}, {totals.mutants} mutants, killed {' -> '.join(score)}")
    click.echo(f"{output}")
