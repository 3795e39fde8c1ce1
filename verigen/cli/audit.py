"""verigen audit: checks a run's verdicts with a second verifier, and its verifier with planted answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verigen.core.stats import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.grading.audit.audit import AuditReport, PlantedTally

EPILOG = """\b
Examples:
  verigen audit runs/first
  verigen audit runs/first/ledger.db --limit 500 --json audit.json
  verigen audit verdicts.jsonl --problems problems.jsonl --candidates candidates.jsonl
"""
SHOWN = 20


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
    "--json", "output", type=click.Path(path_type=Path), help="File to write the whole report to (JSON)."
)
def command(
    source: Path, problems: Path | None, candidates: Path | None, limit: int | None, output: Path | None
) -> None:
    """Grade again with Math-Verify, list where it disagrees, and plant right and wrong answers.

    VERDICTS|LEDGER is a run, its ledger.db, or what `verigen verify` wrote. Exit 0 whatever is found.
    """
    from importlib.util import find_spec

    from verigen.core import domains
    from verigen.core.errors import UserError
    from verigen.core.offers import Auditable
    from verigen.grading.audit.audit import audit
    from verigen.grading.audit.graders import Graders
    from verigen.grading.audit.guarded import Guarded
    from verigen.grading.audit.read import graded

    if find_spec("math_verify") is None:
        raise UserError("the audit needs Math-Verify: `pip install 'verigen-engine[audit]'`")
    items = graded(source, problems, candidates)
    with Graders() as graders, Guarded("math_verify") as second:
        report = audit(items, graders.of, second, limit)
        names = ", ".join(graders.names)
    if not report.candidates:
        able = ", ".join(name for name, _ in domains.offering(Auditable))
        raise UserError(
            f"{source} holds no graded candidate that can be audited; of all domains {able} can be"
        )
    for line in _lines(report, names):
        click.echo(line)
    if output is not None:
        _write(output, report)
    if source.is_dir() or source.suffix == ".db":
        _remember(source if source.is_dir() else source.parent, report, names)


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


def _lines(report: AuditReport, verifier: str) -> Iterator[str]:
    from verigen.core.stats import shown

    yield f"{report.candidates} candidates graded again by Math-Verify ({report.left_out} left out)"
    theirs = ", ".join(f"{count} {fault}" for fault, count in report.theirs_unverified.items())
    yield f"  {report.agree} agree, {len(report.disagreements)} disagree: {shown(report.agreement)} agreement"
    yield f"  {report.ours_unverified} unverified by us; by Math-Verify: {theirs or 'none'}"
    for one in report.disagreements[:SHOWN]:
        yield f"  {one.id}: reference {_short(one.reference)}, extracted {_short(one.extracted)}"
        yield f"    in the run {one.ours}, Math-Verify {one.theirs}"
    yield from _more(len(report.disagreements))
    yield f"  of those accepted that Math-Verify read, it calls {shown(report.overruled)} wrong"
    if report.unread:
        yield f"  {len(report.unread)} accepted that Math-Verify could not read:"
    for one in report.unread:
        yield f"  {one.id}: reference {_short(one.reference)}, extracted {_short(one.extracted)} ({one.fault})"
    planted = report.references - len(report.not_planted)
    yield f"planted in {planted} of {report.references} references, graded by {verifier}"
    yield from _tally("false accepts", "wrong variants", report.false_accepts)
    yield from _tally("false rejects", "right rewritings", report.false_rejects)
    yield f"accepted     {shown(report.accepted)} of the candidates"
    yield f"wrong rows   {shown(report.wrong_rows)} of what was accepted, if planted errors are like a teacher's own"


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
