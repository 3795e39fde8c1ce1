"""Mixes real data into the records for supervised fine-tuning, so that it keeps a floor of records and of text."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from verigen.core import jsonl, seeds
from verigen.core.errors import UserError
from verigen.dataset import parquet, real_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from verigen.dataset.curate.order import ChosenFilter, RealOrder

MEASURES = ("records", "tokens", "characters")


class Weight(NamedTuple):
    """What a record adds to each measure."""

    records: int
    tokens: int
    characters: int


class CutRecord(NamedTuple):
    """The candidate and the problem of a synthetic record that was left out."""

    candidate: str
    problem: str


@dataclass(slots=True, kw_only=True)
class Mixed:
    """The result: how much is real in each measure, what was refused, how many rows are missing, licences of those taken."""

    real: int
    records: int
    cut: int
    missing: int
    least: float
    shares: dict[str, float]
    refused: Counter[str] = field(default_factory=Counter)
    offered: int = 0
    licences: set[str] = field(default_factory=set)
    left_out: list[CutRecord] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        shares = ", ".join(f"{share:.1%} of {name}" for name, share in self.shares.items())
        yield f"real         {self.real} of {self.offered} real rows: {shares}, at least {self.least:.0%}"
        for reason, count in sorted(self.refused.items()):
            yield f"             {count} real row{'s' * (count > 1)} refused: {reason}"
        if self.cut:
            yield (
                f"             {self.cut} synthetic records left out, because about {self.missing} real rows are missing "
                f"for {self.least:.0%} with all of them"
            )

    def figures(self) -> Iterator[tuple[str, str]]:
        for name, share in self.shares.items():
            yield f"real share of {name}", f"{share:.1%}"


def mix(
    out: Path,
    order: RealOrder,
    suites: Sequence[str],
    chain: Sequence[ChosenFilter],
    seed: int,
    licences: Sequence[str] = (),
) -> Mixed:
    """Add real rows to `out`/sft/train.jsonl until their share of records, tokens and characters is `least`.

    As few real rows as suffice are taken, in a random order. If all of them do not suffice, synthetic records are
    left out in a random order until the share holds. `licences`: those that real rows may have (empty: any). Raises
    UserError if no real row is usable.
    """
    path = out / "sft" / "train.jsonl"
    if not path.is_file():
        raise UserError("--real mixes into the format sft, which is not made; add --format sft")
    if not 0 <= order.least < 1:
        raise UserError(f"--min-real {order.least} is no share: say 0.3 for 30 %")
    refused: Counter[str] = Counter()
    real = list(real_rows.usable(order, suites, chain, licences, refused))
    if not real:
        told = (
            "; ".join(f"{count} {reason}" for reason, count in refused.most_common(3)) or "it holds no rows"
        )
        raise UserError(f"no row of {order.file} is usable as real data: {told}")
    made = [(row["id"], _weight(row)) for _, row in jsonl.read(path, dict[str, Any])]
    found = _choose([_weight(row) for row in real], made, order.least, seed)
    left_out = _write(path, [real[i] for i in sorted(found.real)], {made[i][0] for i in found.cut})
    return Mixed(
        real=len(found.real), records=len(found.real) + len(made) - len(found.cut), cut=len(found.cut), missing=found.missing,
        least=order.least, shares=found.shares, refused=refused, offered=len(real) + sum(refused.values()),
        licences={str(real[i]["licence"]) for i in found.real}, left_out=left_out,
    )  # fmt: skip


class MixChoice(NamedTuple):
    """Indices of the real rows taken and of the synthetic records left out."""

    real: list[int]
    cut: list[int]
    missing: int
    shares: dict[str, float]


def _choose(real: Sequence[Weight], made: Sequence[tuple[str, Weight]], least: float, seed: int) -> MixChoice:
    total, has = [sum(w[i] for _, w in made) for i in range(3)], [0, 0, 0]
    floor = Fraction(str(least))  # as it was typed: 0.07 * 100 is more than 7

    def holds() -> bool:
        return all(h >= floor * (h + t) for h, t in zip(has, total, strict=True))

    order = sorted(range(len(real)), key=lambda i: seeds.derive(seed, "real", i))
    taken: list[int] = []
    for index in order:
        if holds():
            break
        taken.append(index)
        has = [a + b for a, b in zip(has, real[index], strict=True)]
    missing = _missing(has, total, floor, len(taken))
    cut: list[int] = []
    places = sorted(range(len(made)), key=lambda i: seeds.derive(seed, "cut", made[i][0]))
    while not holds() and places:
        cut.append(places.pop())
        total = [a - b for a, b in zip(total, made[cut[-1]][1], strict=True)]
    shares = {name: h / ((h + t) or 1) for name, h, t in zip(MEASURES, has, total, strict=True)}
    return MixChoice(taken, cut, missing, shares)


def _missing(has: Sequence[int], total: Sequence[int], least: Fraction, taken: int) -> int:
    """How many more real rows of the mean size the floor needs with all synthetic records."""
    lacks = (least * t / (1 - least) - h for h, t in zip(has, total, strict=True))
    per_row = (Fraction(h, max(taken, 1)) for h in has)
    more = (math.ceil(lack / size) for lack, size in zip(lacks, per_row, strict=True) if size)
    return max(0, max(more, default=0))


def _weight(row: dict[str, Any]) -> Weight:
    """Records, tokens and characters; `tokens` is the engine's count, for real rows that of words and signs."""
    text = "\n".join(str(message.get("content", "")) for message in row["messages"])
    return Weight(1, int(row.get("tokens") or 0), len(text))


def _write(path: Path, real: Sequence[dict[str, Any]], cut: set[str]) -> list[CutRecord]:
    """Write the records that stay and the real ones; return those that were left out, in the order of the file."""
    left: list[CutRecord] = []

    def kept() -> Iterator[dict[str, Any]]:
        for _, row in jsonl.read(path, dict[str, Any]):
            if row["id"] in cut:
                left.append(CutRecord(str(row["candidate_id"]), str(row["problem_id"])))
            else:
                yield row

    spare = path.with_name(".train.jsonl.mixed")
    jsonl.write(spare, (row for rows_ in (kept(), real) for row in rows_))
    parquet.write(spare, path.with_suffix(".parquet"))
    spare.replace(path)
    return left
