"""verigen split: separates training problems from held-out ones, and audits an export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verigen.cli.options import column_option, domain_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.dataset.splits.audit import Auditor, Leak
    from verigen.dataset.splits.split import SplitReport

EPILOG = """\b
Examples:
  verigen split problems.jsonl --licence MIT --held-out 0.1 --out splits/first
  verigen split grown.jsonl --licence MIT --out splits/second --previous splits/first
  verigen split --audit runs/first --suite gsm8k_test.jsonl --suite aime.jsonl
"""
SHOWN = 20
OFF = 0.25  # relative distance from the asked share that is told


@click.command("split", epilog=EPILOG)
@click.argument("banks", metavar="[BANK]", nargs=-1)
@click.option("--held-out", type=click.FloatRange(0, 1, min_open=True, max_open=True), default=0.1,
              show_default=True, help="Share of the connected components to hold out.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write both sides and the report to.")
@click.option("--previous", type=click.Path(path_type=Path),
              help="Folder of an earlier split whose sides are kept; default: --out, if it was written with these settings.")  # fmt: skip
@domain_option("Domain of the problems; default: as the first row shows:")
@click.option("--split", "part", default="train", show_default=True, help="Split of a hub dataset.")
@column_option
@click.option("--licence", help="SPDX licence of rows that name none.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option(
    "--audit", "export", help="Records, run or bank to compare with the suites, in place of splitting."
)
@click.option(
    "--suite", "suites", multiple=True, metavar="FILE", help="File of a held-out suite; may be given again."
)
@click.option(
    "--json", "output", type=click.Path(path_type=Path), help="File to write the leaks of an audit to."
)
def command(
    banks: tuple[str, ...], export: str | None, suites: tuple[str, ...], output: Path | None, **options: Any
) -> int:
    """Divide a bank by connected component: family, same text, the same text but for numbers and names.

    With --audit, exit 1 where a training record shares a component with a suite, and list the pairs.
    """
    if export is not None:
        # `--suite a.jsonl b.jsonl`: what follows the first is a suite too.
        return 1 if _audit(export, [*suites, *banks], output) else 0
    if suites or len(banks) != 1 or options["out"] is None:
        raise click.UsageError("say BANK and --out DIR, or --audit EXPORT and --suite FILE")
    for line in _lines(_split(banks[0], options), options["out"]):
        click.echo(line)
    return 0


def _split(name: str, options: dict[str, Any]) -> SplitReport:
    from itertools import chain

    from verigen.core.unread import UnreadRows
    from verigen.dataset.decontaminate import read
    from verigen.dataset.splits.split import SplitOrder, continued, split
    from verigen.problems.banks import find, licences

    columns = options["columns"]
    domain = options["domain"] or read.domain(name, columns)
    bank = find.find(name, domain, licence=options["licence"], split=options["part"], columns=columns)
    order = SplitOrder(
        name=name,
        held_out=options["held_out"],
        seed=options["seed"],
        out=options["out"],
        previous=options["previous"],
    )
    unread, unlicensed = UnreadRows(), UnreadRows()
    found = unlicensed.kept(licences.licensed(find.unique(bank, name, unread), name))
    return split(found, continued(order), chain(unread.rows, unlicensed.rows))


def _lines(report: SplitReport, out: Path) -> Iterator[str]:
    yield f"rows         {report.rows} in {report.components} components, the largest of {report.largest}"
    links = ", ".join(f"{count} {kind}" for kind, count in sorted(report.links.items())) or "none"
    yield f"links        {links}   {out}/links.jsonl"
    if report.previous:
        yield f"kept         the sides of {report.previous}"
    yield f"train        {report.train}   {out}/train.jsonl"
    yield f"held out     {report.held} ({100 * report.held / report.rows:.1f} %)   {out}/held_out.jsonl"
    yield from _missed(report)
    if report.refused:
        yield f"refused      {report.refused} rows that can't be read or compared   {out}/refused.jsonl"
    if report.bound:
        yield f"             {report.bound} components held out because a row of theirs may not train"
    if report.merged:
        yield f"merged       {report.merged} times a later row brought components of two sides together"
    if report.moved_to_train or report.moved_to_held_out:
        yield (
            f"moved        {report.moved_to_train} rows to train, {report.moved_to_held_out} held out, since the "
            "earlier split: new rows link them with the other side"
        )


def _missed(report: SplitReport) -> Iterator[str]:
    """Why the share that was asked for is missed, if it is missed by more than a quarter."""
    gap = report.held / report.rows - report.held_out
    if abs(gap) <= OFF * report.held_out:
        return
    side = {"train": "training", "held_out": "held out"}[report.largest_side]
    if report.largest > abs(gap) * report.rows / 2:
        why = f"the largest component, {report.largest} rows with {report.largest_from}, is whole on the side: {side}"
    else:
        why = f"{report.components} components are drawn by chance, and their sizes differ"
    yield f"             {100 * report.held_out:g} % were asked for: {why}"


def _audit(export: str, suites: list[str], output: Path | None) -> int:
    from verigen.core.errors import UserError
    from verigen.dataset.decontaminate.read import read
    from verigen.dataset.splits.audit import Auditor

    if not suites:
        raise UserError("an audit needs the suites to hold the export against: --suite FILE")
    held = (one.subject for name in suites for one in read(name))
    auditor = Auditor(held, lambda: (one.subject for one in read(export)))
    _tell(auditor, _kept(auditor.leaks(), output))
    return auditor.report.leaks


def _kept(leaks: Iterator[Leak], output: Path | None) -> Iterator[Leak]:
    """The leaks, as they are written to a file."""
    if output is None:
        yield from leaks
        return
    from verigen.core import jsonl

    with jsonl.replacing(output) as file:
        for leak in leaks:
            file.write(jsonl.encode(leak))
            yield leak


def _tell(auditor: Auditor, leaks: Iterator[Leak]) -> None:
    shown = 0
    for shown, leak in enumerate(leaks, 1):
        if shown <= SHOWN:
            click.echo(
                f"{leak.place} {leak.id} = {leak.suite_place} {leak.suite_id} ({', '.join(leak.because)})"
            )
            click.echo(f"    {_short(leak.text)}\n    {_short(leak.suite_text)}")
    if shown > SHOWN:
        click.echo(f"and {shown - SHOWN} more; --json FILE holds all")
    report = auditor.report
    click.echo(
        f"{report.records} records against {report.suite_problems} suite problems: {report.components} components, "
        f"{report.leaking_components} across, {report.leaks} records leak"
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 160 else f"{line[:157]}..."
