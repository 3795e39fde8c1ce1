"""verigen mutate: makes problems from problems, with recomputed answers."""

from __future__ import annotations

from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verigen.cli.environment import executor_options
from verigen.cli.options import column_option, domain_option
from verigen.cli.programs import program_options, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verigen.core.parts import Mutator
    from verigen.core.types import Problem
    from verigen.core.unread import UnreadRow, UnreadRows
    from verigen.problems.mutate.mutate import Discarded, Mutant
    from verigen.problems.mutate.yields import MutationReport
    from verigen.problems.programs.order import ProgramOrder

EPILOG = """\b
Examples:
  verigen mutate train.jsonl --with renumber,rename --variants 10 --out mutants.jsonl --licence MIT
  verigen mutate train.jsonl --with renumber+rename --out mutants.jsonl --licence MIT
  verigen mutate train.jsonl --with renumber --program-by ./large.gguf --out mutants.jsonl --licence MIT

A comma parts mutators that work side by side, a plus joins those that work one after the other on one mutant.
`verigen parts` lists them. A word problem needs a worked solution in its row, or a program that --program-by writes;
what has none is refused and counted.
"""
SHOWN = 12
UNREAD = "the row can't be read"


@click.command("mutate", epilog=EPILOG)
@click.argument("bank")
@click.option(
    "--with", "mutators", required=True, help="Mutators, such as renumber,rename or renumber+rename."
)
@click.option(
    "--variants",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help="Maximum number of variants per problem and mutator.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="File to write the mutants to (JSON Lines)."
)
@click.option(
    "--refused",
    type=click.Path(path_type=Path),
    help="File to write refused problems and mutants to (JSON Lines), with reasons.",
)
@domain_option("Domain of a file's rows; default: as the first row shows:")
@click.option("--licence", help="SPDX licence of rows that name none.")
@click.option("--split", default="train", show_default=True, help="Split of a hub dataset.")
@column_option
@click.option("--limit", type=click.IntRange(1), help="Maximum number of problems.")
@click.option(
    "--check",
    type=click.FloatRange(0, 1),
    default=1.0,
    show_default=True,
    help="Share of mutants whose answer is derived a second time, by other code.",
)
@click.option(
    "--wrong",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File of problems whose reference is known to be wrong, one id a line or JSON Lines with an id; they get no "
    "mutants.",
)
@click.option(
    "--votes",
    "votes",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="RUN",
    help="Run of a strong teacher on the bank; problems where most of its answers are another than the reference's "
    "get no mutants.",
)
@program_options
@executor_options
@click.option("--seed", type=int, default=0, show_default=True)
def command(bank: str, mutators: str, out: Path, refused: Path | None, **options: Any) -> None:
    """Make up to so many variants of each problem with each mutator, and report what was refused.

    Every mutant's reference must pass its verifier; the report counts what did not, by reason. A row that can't be
    read is refused like a problem without a mutant.
    """
    from verigen.core import jsonl
    from verigen.core.errors import UserError
    from verigen.core.unread import UnreadRows
    from verigen.problems.mutate.mutate import Mutant
    from verigen.problems.mutate.yields import MutationReport

    report, unread = MutationReport(), UnreadRows()
    with jsonl.replacing(out) as file, jsonl.replacing(refused) if refused else nullcontext() as other:
        for each in _mutants(bank, mutators, report, unread, **options):
            report.add(each)
            if isinstance(each, Mutant):
                file.write(jsonl.encode(each.problem))
            elif other:
                row = {"parent": each.parent.id, "mutator": each.mutator, "reason": each.reason}
                other.write(jsonl.encode({**row, "message": each.message}))
        if other:
            other.writelines(map(jsonl.encode, map(_unread, unread.rows)))
        if not report.licences:
            raise UserError(f"no mutant of {bank}: {_most(report)}")
    _tell(report, unread, out)


def _unread(row: UnreadRow) -> dict[str, str]:
    return {"parent": row.place, "mutator": "", "reason": UNREAD, "message": row.reason}


def _mutants(
    bank: str, mutators: str, report: MutationReport, unread: UnreadRows, *, domain: str | None, licence: str | None, split: str,
    limit: int | None, variants: int, seed: int, check: float, executor: str, columns: dict[str, str],
    wrong: Path | None, votes: Path | None, programs: Callable[..., ProgramOrder] | None,
) -> Iterator[Mutant | Discarded]:  # fmt: skip
    from verigen.core import boundary, domains, registry
    from verigen.core.unread import UnreadRows
    from verigen.problems.banks.find import find, unique
    from verigen.problems.mutate import mutate

    parts = mutate.named(mutators, executor)
    domain = domain or _domain(bank, parts, columns)
    found = find(bank, domain, licence=licence, split=split, columns=columns)
    problems = islice(unique(found, bank, unread), limit)
    part = domains.named(domain)
    doubted = _doubted(wrong, votes)
    told = {}
    if programs:
        fit = (
            each
            for each in islice(unique(found, bank, UnreadRows()), limit)
            if not mutate.unfit(each, doubted, part)
        )
        told = written(programs(executor=executor, seed=seed), fit)
    asked = mutate.MutateOptions(
        variants=variants, seed=seed, check_share=check, wrong=doubted, programs=told
    )
    with boundary.opened(
        registry.make("verifier", part.default_verifier, {"executor": executor}), "verifier"
    ) as grader:
        yield from mutate.mutate(_counted(problems, report), parts, asked, part, grader)


def _doubted(wrong: Path | None, votes: Path | None) -> dict[str, str]:
    """What speaks against references: a list by hand, and the votes of a run."""
    from contextlib import closing

    from verigen.benchmarks.suspects import suspects
    from verigen.ledger.ledger import Ledger

    found: dict[str, str] = {}
    if votes:
        with closing(Ledger(votes / "ledger.db")) as ledger:
            found |= suspects(ledger.graded())
    if wrong:
        found |= dict.fromkeys(_ids(wrong), f"listed in {wrong}")
    return found


def _ids(path: Path) -> Iterator[str]:
    """The ids of a list: one a line, or the field `id` of rows."""
    from verigen.core import jsonl
    from verigen.core.errors import UserError
    from verigen.problems.banks import rows

    if path.suffix == ".txt":
        yield from filter(None, map(str.strip, path.read_text(encoding="utf-8").splitlines()))
        return
    for number, row in rows.read(path):
        if isinstance(row, jsonl.BadLine) or not isinstance(row, dict) or "id" not in row:
            raise UserError(f"{path}:{number} has no id; give JSON Lines with an id, or a .txt file of ids")
        yield str(row["id"])


def _domain(bank: str, parts: dict[str, Mutator], columns: dict[str, str]) -> str:
    """The domain of a bank of ours or of a file's rows; of any other bank, the one that its mutators work on."""
    from verigen.core.errors import UserError
    from verigen.dataset.decontaminate import read
    from verigen.problems.banks.find import entry

    if entry(bank) or Path(bank).is_file():
        return read.domain(bank, columns)
    wanted = {getattr(part, "domain", "") for part in parts.values()}
    if len(wanted) > 1 or not all(wanted):
        raise UserError(f"the domain of {bank} is not known; say it with --domain")
    return wanted.pop()


def _counted(problems: Iterator[Problem], report: MutationReport) -> Iterator[Problem]:
    for problem in problems:
        report.problems += 1
        yield problem


def _most(report: MutationReport) -> str:
    reasons = [
        f"{name}: {reason} ({count})"
        for name, each in report.yields.items()
        for reason, count in each.refused.most_common(1)
    ]
    return "; ".join(reasons) or "the bank gave none"


def _tell(report: MutationReport, unread: UnreadRows, out: Path) -> None:
    if unread.rows:
        click.echo(f"{len(unread.rows)} rows can't be read; the first: {unread.rows[0]}")
    for name, each in report.yields.items():
        share = 100 * each.parents / max(report.problems, 1)
        line = (
            f"{name}: {each.mutants} mutants of {each.parents} problems ({share:.1f} % of {report.problems})"
        )
        moved = "" if each.distance is None else f", K-S of the numbers {each.distance:.3f}"
        click.echo(f"{line}, {each.rechecked} derived twice{moved}")
        for reason, count in each.refused.most_common(SHOWN):
            click.echo(f"  {count:6} {reason}")
    click.echo(
        f"licence {report.licence}"
        + (f", the strictest of {', '.join(sorted(report.licences))}" if len(report.licences) > 1 else "")
    )
    click.echo(f"{out}")
