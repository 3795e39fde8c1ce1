"""verigen audit: checks a run's verdicts with a second opinion, and its verifier with planted answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verigen.cli.environment import executor_options
from verigen.core.stats import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verigen.core.graded import Graded
    from verigen.grading.audit.graders import Graders
    from verigen.grading.audit.report import AuditReport, PlantedTally, Second

EPILOG = """\b
Examples:
  verigen audit runs/first
  verigen audit runs/first/ledger.db --limit 500 --json audit.json
  verigen audit runs/code --jobs 2 --hardened harder.jsonl
  verigen audit verdicts.jsonl --problems problems.jsonl --candidates candidates.jsonl

Answers are graded again by Math-Verify. Programs are run again: under other hash seeds, by another executor (where
Docker does not start, in a sandbox that programs share), under a shifted clock, after their calls in another order, and
on more tests, which `verigen harden` made (--hardened) or which the audit makes as it does.
"""
SHOWN = 20
OPINION = "Math-Verify"


@click.command("audit", epilog=EPILOG)
@click.argument("source", metavar="VERDICTS|LEDGER", type=click.Path(path_type=Path))
@click.option(
    "--problems",
    type=click.Path(path_type=Path),
    help="File of the problems, where the verdicts are in a file.",
)
@click.option(
    "--candidates",
    type=click.Path(path_type=Path),
    help="File of the candidates, where the verdicts are in a file.",
)
@click.option(
    "--limit", type=click.IntRange(1), help="Number of candidates to audit, drawn at random; default: all."
)
@click.option(
    "--hardened",
    type=click.Path(path_type=Path),
    help="File of the same problems with more tests, for programs; default: the audit makes them.",
)
@click.option(
    "--harden/--no-harden", default=True, show_default=True, help="Make more tests where none are given."
)
@executor_options
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Programs at the same time."
)
@click.option(
    "--fallback",
    metavar="TEACHER",
    help="Judge model to measure: it is asked about decided answers, half of them right and half wrong.",
)
@click.option(
    "--asked",
    type=click.IntRange(2),
    default=100,
    show_default=True,
    help="Number of decided answers that --fallback is asked about.",
)
@click.option(
    "--json", "output", type=click.Path(path_type=Path), help="File to write the whole report to (JSON)."
)
def command(
    source: Path, problems: Path | None, candidates: Path | None, output: Path | None, **options: Any
) -> None:
    """Grade again with a second opinion, list where it disagrees, and plant right and wrong answers.

    VERDICTS|LEDGER is a run, its ledger.db, or what `verigen verify` wrote. Exit 0 whatever is found.
    """
    from itertools import chain

    from verigen.core import domains
    from verigen.core.errors import UserError
    from verigen.core.offers import Programs
    from verigen.grading.audit.graders import Graders
    from verigen.grading.audit.read import graded

    items = iter(graded(source, problems, candidates))
    first = next(items, None)
    if first is None:
        raise UserError(f"{source} holds no graded candidate")
    programs = isinstance(domains.named(first.problem.domain), Programs)
    with Graders({"executor": options["executor"], "jobs": 1} if programs else {}) as graders:
        found = _programs if programs else _answers
        report, told = found(chain([first], items), graders, options)
        names = ", ".join(graders.names)
    if not report.candidates:
        raise UserError(_nothing(source))
    for line in [*told, *_lines(report, names, "the second opinion" if programs else OPINION)]:
        click.echo(line)
    if options["fallback"]:
        click.echo(_measured(graded(source, problems, candidates), options["fallback"], options["asked"]))
    if output is not None:
        _write(output, report)
    if source.is_dir() or source.suffix == ".db":
        _remember(source if source.is_dir() else source.parent, report, names)


def _measured(items: Iterable[Graded], spec: str, asked: int) -> str:
    """What a fallback judge says about decided answers."""
    from verigen.grading.judge import second
    from verigen.grading.judge.precision import measured

    with second.opened(spec) as judge:
        found = measured(items, judge, asked)
    return (
        f"fallback     {judge.name} calls the same {found.right_same} of {found.right} proved right and "
        f"{found.wrong_same} of {found.wrong} proved wrong: precision {shown(found.precision)}; {found.silent} without a verdict"
    )


def _nothing(source: Path) -> str:
    from verigen.core import domains
    from verigen.core.offers import Auditable

    able = ", ".join(name for name, _ in domains.offering(Auditable))
    return (
        f"{source} holds no graded candidate that can be audited; of all domains {able} can be, and those whose "
        "references are tests of a program"
    )


def _answers(
    items: Iterable[Graded], graders: Graders, options: dict[str, Any]
) -> tuple[AuditReport, list[str]]:
    from importlib.util import find_spec

    from verigen.core.errors import UserError
    from verigen.grading.audit.audit import audit
    from verigen.grading.audit.guarded import Guarded

    if find_spec("math_verify") is None:
        raise UserError("the audit needs Math-Verify: `pip install 'verigen-engine[audit]'`")
    with Guarded("math_verify") as second:
        report = audit(items, graders.of, second, options["limit"])
    return report, [_counted(report, OPINION)]


def _programs(
    items: Iterable[Graded], graders: Graders, options: dict[str, Any]
) -> tuple[AuditReport, list[str]]:
    from verigen.grading.audit.programs import HardenedTests, audit_programs
    from verigen.grading.audit.reruns import open_reruns
    from verigen.grading.verify import read_problems

    given = read_problems(options["hardened"]) if options["hardened"] else {}
    with open_reruns(options["executor"], options["jobs"]) as second:
        more = HardenedTests(given=given, make=options["harden"], pools=second.pools)
        report = audit_programs(items, graders.of, second, more, jobs=options["jobs"], limit=options["limit"])
        told = [_counted(report, second.name)]
    each = f"{more.tests / more.problems:.1f}" if more.problems else "no"
    told.append(f"  {each} tests per problem for {more.problems} of {report.references} problems")
    told += [f"  no more tests for {name}: {why}" for name, why in list(more.unmade.items())[:SHOWN]]
    return report, [*told, *_more(len(more.unmade))]


def _counted(report: AuditReport, by: str) -> str:
    return f"{report.candidates} candidates graded again by {by} ({report.left_out} left out)"


def _remember(run: Path, report: AuditReport, verifier: str) -> None:
    """In the run's ledger, and in its dataset card if it has one."""
    import contextlib

    from verigen.core import jsonl
    from verigen.dataset import card
    from verigen.ledger.ledger import Ledger, only_writer

    found = card.audited(report.wrong_rows, report.candidates, verifier, report.overruled, len(report.unread))
    path = run / "ledger.db"
    with only_writer(path), contextlib.closing(Ledger(path)) as ledger:
        ledger.set_meta(card.AUDIT, found)
        if (text := run / "README.md").is_file():
            new = card.with_audit(text.read_text(encoding="utf-8"), found)
            with jsonl.replacing(text) as file:
                file.write(new.encode())


def _lines(report: AuditReport, verifier: str, second: str) -> Iterator[str]:
    theirs = ", ".join(f"{count} {fault}" for fault, count in report.theirs_unverified.items())
    yield f"  {report.agree} agree, {len(report.disagreements)} disagree: {shown(report.agreement)} agreement"
    yield f"  {report.ours_unverified} unverified by us; by {second}: {theirs or 'none'}"
    for one in report.disagreements[:SHOWN]:
        yield f"  {_candidate(one)}"
        yield f"    in the run {one.ours}, {second} {one.theirs}"
    yield from _more(len(report.disagreements))
    yield f"  of those accepted that {second} decided, it calls {shown(report.overruled)} wrong"
    if report.unread:
        yield f"  {len(report.unread)} accepted that {second} could not decide:"
    for one in report.unread:
        yield f"  {_candidate(one)} ({one.fault})"
    planted = report.references - len(report.not_planted)
    yield f"planted in {planted} of {report.references} references, graded by {verifier}"
    yield from _tally("false accepts", "wrong variants", report.false_accepts)
    yield from _tally("false rejects", "right rewritings", report.false_rejects)
    yield f"accepted     {shown(report.accepted)} of the candidates"
    refuted = report.wrong_rows is not None and report.wrong_rows == report.overruled
    why = f"as {second} refutes it" if refuted else "if planted errors are like a teacher's own"
    yield f"wrong rows   {shown(report.wrong_rows)} of what was accepted, {why}"


def _candidate(one: Second) -> str:
    if one.why:
        return f"{one.id}: {one.why}"
    return f"{one.id}: reference {_short(one.reference)}, extracted {_short(one.extracted)}"


def _tally(name: str, what: str, tally: PlantedTally) -> Iterator[str]:
    found = f"{len(tally.mistakes)} of {tally.planted} {what}, {shown(tally.rate)}"
    yield f"  {name}: {found}; {tally.unverified} unverified"
    for trial in tally.mistakes[:SHOWN]:
        yield (
            f"    {trial.problem}: reference {_short(trial.reference)}, planted {_short(trial.text)} "
            f"({trial.kind}): {trial.outcome}, {trial.message}"
        )
    yield from _more(len(tally.mistakes))


def _more(count: int) -> Iterator[str]:
    if count > SHOWN:
        yield f"    and {count - SHOWN} more; --json FILE holds all"


def _short(text: str | None) -> str:
    return "none" if text is None else repr(text if len(text) <= 80 else f"{text[:77]}...")


def _write(path: Path, report: AuditReport) -> None:
    from verigen.core import jsonl

    with jsonl.replacing(path) as file:
        file.write(jsonl.encode(report))
    click.echo(f"{path}")
