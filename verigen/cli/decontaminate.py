"""verigen decontaminate: sets aside the problems that repeat a suite."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from verigen.cli.options import column_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.dataset.decontaminate.decontaminate import DecontaminateReport

EPILOG = """\b
Examples:
  verigen decontaminate problems.jsonl --suite gsm8k_test.jsonl --out clean
  verigen decontaminate runs/first --suite gsm8k_test.jsonl --suite aime.jsonl --out clean
  verigen decontaminate problems.jsonl --near 0.8 --diversity --out clean
"""


@click.command("decontaminate", epilog=EPILOG)
@click.argument("bank")
@click.option(
    "--suite", "suites", multiple=True, metavar="FILE", help="File of a held-out suite; may be given again."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="Folder to write clean, quarantined and matched rows to.",
)
@click.option("--near", type=click.FloatRange(0.6, 1), metavar="SHARE",
              help="Jaccard index of 3-word shingles, such as 0.8, from which a row counts as a repeat of an earlier one.")  # fmt: skip
@column_option
@click.option(
    "--diversity",
    "varied",
    is_flag=True,
    help="Measure the diversity of the questions and of the answers in the clean rows.",
)
@click.argument("more", nargs=-1, metavar="")
def command(
    bank: str,
    suites: tuple[str, ...],
    more: tuple[str, ...],
    out: Path,
    near: float | None,
    columns: dict[str, str],
    *,
    varied: bool,
) -> None:
    """Hold a bank, an export or a run against suites: lineage, masked words, numbers and answer.

    What repeats a suite goes to quarantine.jsonl as it was, the rest to clean.jsonl; hits.jsonl holds both texts of
    each hit and the reason.
    """
    from verigen.core.errors import UserError
    from verigen.core.unread import UnreadRows
    from verigen.dataset.decontaminate import diversity
    from verigen.dataset.decontaminate.decontaminate import (
        DecontaminateOptions,
        DecontaminateReport,
        decontaminate,
    )
    from verigen.dataset.decontaminate.read import read
    from verigen.dataset.decontaminate.suites import Suites

    # `--suite a.jsonl b.jsonl`: what follows the first is a suite too.
    named = [*suites, *more]
    if not named and near is None and not varied:
        raise UserError(
            "there is nothing to hold the bank against: --suite FILE, --near SHARE or --diversity"
        )
    if varied:
        diversity.require()
    held = Suites(one.subject for name in named for one in read(name))
    report = DecontaminateReport(bank=bank, suites=named, suite_problems=len(held))
    run = Path(bank) if Path(bank).is_dir() else None
    options = DecontaminateOptions(near=near, diversity=varied, run=run)
    unread = UnreadRows()
    done = decontaminate(
        read(bank, unread, columns), held, report, out, options, (row for row in unread.rows)
    )
    for line in _lines(done, out):
        click.echo(line)


def _lines(report: DecontaminateReport, out: Path) -> Iterator[str]:
    kinds = ", ".join(f"{count} {kind}" for kind, count in report.kinds.items()) or "none"
    yield f"rows         {report.rows} against {report.suite_problems} suite problems"
    yield f"quarantined  {report.quarantined} ({kinds})   {out}/quarantine.jsonl, why: {out}/hits.jsonl"
    yield f"clean        {report.clean}   {out}/clean.jsonl"
    if report.refused:
        yield f"refused      {report.refused} rows that can't be read   {out}/refused.jsonl"
    for name, found in (("diversity", report.diversity), ("responses", report.responses)):
        if found is None:
            continue
        distinct = ", ".join(f"distinct-{n} {share:.3f}" for n, share in enumerate(found.distinct, 1))
        yield f"{name:13}{distinct}   ({found.texts} texts)"
        yield f"             mean distance {found.spread:.3f}, nearest neighbour {found.nearest:.3f}   ({found.model})"
    for name, count in report.records.items():
        yield f"{name:13}{count} records   {out}/{name}/train.jsonl"
    if not report.clean:
        yield f"nothing is left of {report.rows} rows: each repeats a suite or an earlier row, or is of the family of one that does"
