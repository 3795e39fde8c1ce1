"""verigen curate: makes a training set from graded candidates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verigen.cli.options import format_options, formats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.dataset.curate.curate import CurateResult
    from verigen.dataset.curate.order import CurateOrder

EPILOG = """\b
Examples:
  verigen curate runs/first --out curated
  verigen curate runs/first runs/second --suite gsm8k_test.jsonl --on pii=redact,steps=drop --out curated
  verigen curate runs/first --real gsm8k_train.jsonl --real-licence MIT --min-real 0.3 --out curated
"""


def _names(_: click.Context, __: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for text in texts for name in text.split(",") if name.strip())


def _pairs(_: click.Context, __: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    pairs = [pair.strip() for text in texts for pair in text.split(",") if pair.strip()]
    for pair in pairs:
        if "=" not in pair:
            raise click.BadParameter(f"{pair!r} is not NAME=VALUE")
    return dict(pair.split("=", 1) for pair in pairs)


@click.command("curate", epilog=EPILOG)
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder to write the curated set to."
)
@click.option("--with", "wanted", multiple=True, metavar="NAMES", callback=_names,
              help="Filters to add to the chain, by names of `verigen parts`.")  # fmt: skip
@click.option(
    "--without", "left_out", multiple=True, metavar="NAMES", callback=_names, help="Filters to leave out."
)
@click.option("--on", "actions", multiple=True, metavar="NAME=ACTION", callback=_pairs,
              help="What a filter's findings do: drop, redact (pii, secret) or flag. Default: drop; steps: flag.")  # fmt: skip
@click.option("--filter-option", "options", multiple=True, metavar="NAME.KEY=VALUE", callback=_pairs,
              help="An option of a filter, as loop.times=6; a wrong one lists them.")  # fmt: skip
@click.option(
    "--suite",
    "suites",
    multiple=True,
    metavar="FILE",
    help="Held-out suite that no record may repeat; may be given again.",
)
@click.option("--near", type=click.FloatRange(0.6, 1), default=0.8, show_default=True,
              help="Jaccard index of 3-word shingles from which two texts with the same numbers are duplicates.")  # fmt: skip
@click.option("--keep-duplicates", is_flag=True, help="Look for no near-duplicates.")
@click.option(
    "--held-out",
    type=click.FloatRange(0, 1, max_open=True),
    default=0.0,
    help="Share of connected families to hold out, such as 0.05.",
)
@click.option(
    "--balance",
    "keys",
    metavar="KEYS",
    help="Keys to balance, such as topic,level: as many problems of each value.",
)
@click.option(
    "--limit", type=click.IntRange(1), help="Maximum number of problems with --balance, divided equally."
)
@click.option(
    "--real", type=click.Path(path_type=Path), help="File of real data to mix into the SFT records."
)
@click.option("--min-real", type=click.FloatRange(0, 1, max_open=True), default=0.3, show_default=True,
              help="Least share of real data, in records, tokens and characters.")  # fmt: skip
@click.option("--real-licence", help="Licence of the real rows that name none.")
@click.option("--max-depth", type=click.IntRange(1), default=2, show_default=True,
              help="Highest generation of a record: 1 for a problem that people wrote, 2 for its mutant.")  # fmt: skip
@click.option(
    "--licence",
    "licences",
    multiple=True,
    callback=_names,
    metavar="NAMES",
    help="Licences that problems may have; default: any.",
)
@click.option(
    "--student",
    "students",
    multiple=True,
    metavar="NAME",
    help="Template, folder or name of the model to train; may be given again.",
)
@click.option(
    "--for",
    "trainers",
    multiple=True,
    metavar="NAMES",
    callback=_names,
    help="Trainers whose columns and configuration to write, such as trl,axolotl; see `verigen parts`.",
)
@click.option(
    "--allow-self-training", "own_output", is_flag=True, help="Allow a teacher that is the student."
)
@click.option(
    "--allow-restricted-terms",
    "restricted",
    is_flag=True,
    help="Use a teacher whose terms forbid training on its output.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of everything that is drawn.")
@click.option("--jobs", type=click.IntRange(1), help="Processes that run the filters; default: the cores.")
@click.option(
    "--executor",
    default="local",
    show_default=True,
    help="Sandbox in which redacted programs are graded again.",
)
@format_options
def command(runs: tuple[Path, ...], out: Path, **given: Any) -> None:
    """Make a training set from the graded candidates of RUNS, and say of every candidate why it is in or out.

    Filters look at each candidate, then duplicates, suites and families are seen to. What is left is written as
    records. The same command goes on where an interrupted one stopped; another action on findings reads them again
    from curate.db.
    """
    from verigen.dataset.curate.curate import curate
    from verigen.dataset.curate.progress import counting

    order = _order(runs, out, given)
    with counting(_told) as looked:
        found = curate(order, _told, looked)
    for line in _lines(found, out):
        click.echo(line)


def _told(line: str) -> None:
    click.echo(line, err=True)


SAME = (
    "suites",
    "held_out",
    "limit",
    "max_depth",
    "licences",
    "students",
    "trainers",
    "own_output",
    "restricted",
    "seed",
    "executor",
)


def _order(runs: tuple[Path, ...], out: Path, given: dict[str, Any]) -> CurateOrder:
    """The order that the options make. Raises UserError for options that do not fit together."""
    from verigen.core import cores
    from verigen.core.errors import UserError
    from verigen.dataset.curate.order import CurateOrder, RealOrder, chain
    from verigen.problems.levels import balance

    real, keys = given["real"], given["keys"]
    if given["limit"] and not keys:
        raise UserError("--limit divides what --balance takes; give both")
    return CurateOrder(
        runs=runs,
        out=out,
        chain=chain(given["wanted"], given["left_out"], given["actions"], given["options"]),
        formats=formats(given["names"], given["given"], given["pick"], given["pairs"]),
        near=None if given["keep_duplicates"] else given["near"],
        keys=balance.parse(keys) if keys else (),
        real=real and RealOrder(file=real, least=given["min_real"], licence=given["real_licence"]),
        jobs=given["jobs"] or cores.count(),
        **{name: given[name] for name in SAME},
    )


def _lines(found: CurateResult, out: Path) -> Iterator[str]:
    yield f"candidates   {found.candidates} of {found.problems} problems"
    for (stage, reason), count in sorted(found.out.items(), key=lambda row: (-row[1], row[0])):
        yield f"{'':13}{count} out: {stage}" + (f" ({reason})" if reason != stage else "")
    yield f"kept         {found.kept}; why the others are out: {out}/dropped.jsonl"
    if found.flagged:
        yield f"flagged      {sum(found.flagged.values())} findings in what is kept: {out}/flagged.jsonl"
    if found.undecided:
        told = ", ".join(f"{name} {count}" for name, count in sorted(found.undecided.items()))
        yield f"undecided    filters that failed, by name: {told}"
    if found.held_out:
        yield f"held out     {found.held_out} candidates: {out}/heldout"
    yield from found.lines
    for name, count in found.records.items():
        yield f"{name:13}{count} records   {out}/{name}/train.jsonl"
