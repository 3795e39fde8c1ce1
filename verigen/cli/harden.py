"""verigen harden: adds tests to a bank of code problems, and measures them by mutants."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verigen.cli.environment import executor_options
from verigen.cli.options import column_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verigen.core.types import Problem
    from verigen.core.unread import UnreadRows
    from verigen.problems.harden.report import BankReport, HardenReport

EPILOG = """\b
Examples:
  verigen harden --bank code-core --output harder.jsonl
  verigen harden --bank HumanEval.jsonl --output harder.jsonl --limit 20 --report harder.report.jsonl
  verigen harden --bank mine.jsonl --output harder.jsonl --candidates accepted.jsonl --jobs 4

A candidate is a line {"id", "problem", "text"}, as for `verigen verify`. Those that pass the given tests vote on the
new ones: of three or more the majority decides, of fewer each has a veto. Edge inputs that neither the statement nor
the given tests show are added only where at least three vote and nine of ten agree with the reference.
"""


@click.command("harden", epilog=EPILOG)
@click.option("--bank", default="code-core", show_default=True, help="A bank's name, or a file of problems.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="File to write the problems to (JSON Lines).",
)
@click.option(
    "--candidates", type=click.Path(path_type=Path), help="Independent solutions that vote on new tests."
)
@click.option(
    "--tests",
    type=click.IntRange(1),
    default=80,
    show_default=True,
    help="Maximum number of new tests per problem; a fourth of it for programs on standard input. The given tests stay.",
)
@click.option("--report", type=click.Path(path_type=Path), help="JSON Lines, one report per problem.")
@click.option("--limit", type=click.IntRange(1), help="Maximum number of problems.")
@click.option("--licence", help="SPDX licence of rows that name none.")
@column_option
@executor_options
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Problems at the same time."
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same tests.")
@click.option("--resume", is_flag=True, help="Go on where an interrupted run of the same order stopped.")
def command(bank: str, output: Path, candidates: Path | None, **options: Any) -> None:
    """Add tests that kill mutants of the reference, and report before and after.

    The reference gives the outputs. A test stays only where no doubt is cast on it: the reference is deterministic,
    and the input is like those of the statement and the given tests.
    """
    from verigen.core import jsonl, registry
    from verigen.core.unread import UnreadRows
    from verigen.problems.harden.bank import harden_all
    from verigen.problems.harden.harden import Options
    from verigen.problems.harden.report import BankReport, HardenReport

    unread = UnreadRows()
    problems = list(_problems(bank, options, unread))
    executor = registry.make("executor", options["executor"], {"jobs": 1})
    asked = Options(tests=options["tests"], seed=options["seed"])
    journal = _journal(output, resume=options["resume"])
    totals = BankReport()
    reports: list[HardenReport] = []
    solutions = _solutions(candidates, unread)
    found = harden_all(problems, executor, asked, solutions, jobs=options["jobs"], journal=journal)
    jsonl.write(output, _shown(found, len(problems), totals, reports))
    if options["report"]:
        left = (HardenReport(problem=row.place, refused=row.reason) for row in unread.rows)
        jsonl.write(options["report"], [*reports, *left])
    journal.unlink(missing_ok=True)
    if unread.rows:
        click.echo(
            f"left out: {len(unread.rows)} rows that can't be read; the first: {unread.rows[0]}", err=True
        )
    _tell(totals, output)


def _journal(output: Path, *, resume: bool) -> Path:
    """The finished problems of an interrupted run; an old one is taken away where nobody asks for it."""
    from verigen.core import jsonl

    journal = output.with_name(f"{output.name}.journal")
    with jsonl.storage(journal):
        output.parent.mkdir(parents=True, exist_ok=True)
        if not resume:
            journal.unlink(missing_ok=True)
    return journal


def _shown(
    found: Iterable[tuple[Problem, HardenReport]], count: int, totals: BankReport, reports: list[HardenReport]
) -> Iterator[Problem]:
    bar: Any = click.progressbar(length=count, file=sys.stderr)
    with bar:
        for problem, report in found:
            totals.add(report)
            reports.append(report)
            bar.update(1)
            yield problem


def _problems(bank: str, options: dict[str, Any], unread: UnreadRows) -> Iterator[Problem]:
    from itertools import islice

    from verigen.problems.banks.find import find, unique

    found = find(bank, "code", licence=options["licence"], split="train", columns=options["columns"])
    return islice(unique(found, bank, unread), options["limit"])


def _solutions(candidates: Path | None, unread: UnreadRows) -> dict[str, list[str]]:
    from verigen.core.unread import UnreadRows, lines
    from verigen.grading.verify import CandidateRow
    from verigen.verifiers.extract_code import extract

    found: dict[str, list[str]] = {}
    voters = UnreadRows()
    for row in voters.kept(lines(candidates, CandidateRow)) if candidates else ():
        if row.problem and (code := extract(row.text)):
            found.setdefault(row.problem, []).append(code)
    unread.rows += voters.rows
    return found


def _tell(totals: BankReport, output: Path) -> None:
    for each in totals.left:
        click.echo(f"left as it is: {each.refused}", err=True)
    count = max(totals.problems, 1)
    tests = f"{totals.given / count:.1f} -> {(totals.given + totals.kept) / count:.1f} tests a problem"
    score = [f"{100 * killed / max(totals.mutants, 1):.1f} %" for killed in (totals.before, totals.after)]
    click.echo(f"{totals.problems} problems, {tests}, {totals.mutants} mutants, killed {' -> '.join(score)}")
    for reason, inputs in sorted(totals.dropped.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"  {inputs} inputs dropped: {reason}")
    if totals.voters:
        share = f"{totals.rejected} of {totals.voters} ({100 * totals.rejected / totals.voters:.2f} %)"
        click.echo(f"independent programs that fail a new test: {share}; contested tests: {totals.contested}")
    else:
        click.echo("independent programs that fail a new test: not measured, no --candidates given")
    click.echo(f"{output}")
