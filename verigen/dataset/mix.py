"""Mixes real data into the records for supervised fine-tuning, so that it keeps a floor of records and of text."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from verigen.core import domains, jsonl, seeds
from verigen.core.errors import PartFailed, UserError
from verigen.core.graded import Graded
from verigen.core.offers import FinalAnswers, ReadsRows, RowSource
from verigen.core.types import (
    UNKNOWN_LICENCE,
    Candidate,
    NoReference,
    Problem,
    Sampling,
    Source,
    Verdict,
)
from verigen.dataset import parquet
from verigen.dataset.decontaminate import subject
from verigen.dataset.decontaminate.read import read, related
from verigen.dataset.decontaminate.suites import Suites
from verigen.problems.banks import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from verigen.dataset.curate.order import ChosenFilter, RealOrder

TOKEN = re.compile(r"\w+|[^\w\s]")
LINEAGE = ("parent", "mutator", "generation_depth", "teacher", "candidate_id", "evidence")
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
    real = list(_real(order, suites, chain, licences, refused))
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


def _real(
    order: RealOrder,
    suites: Sequence[str],
    chain: Sequence[ChosenFilter],
    licences: Sequence[str],
    refused: Counter[str],
) -> Iterator[dict[str, Any]]:
    held = Suites(one.subject for name in suites for one in read(name)) if suites else None
    place = subject.BankFile(order.file, order.file.stem)
    if not order.file.is_file():
        raise UserError(
            f"no file {order.file}; --real takes JSON Lines of messages, or of a question and its solution"
        )
    for number, row in rows.read(order.file):
        if isinstance(row, jsonl.BadLine):
            raise UserError(f"{order.file}:{number}: {row.reason}")
        if not isinstance(row, dict):
            raise UserError(f"{order.file}:{number}: a real row is an object, not {type(row).__name__}")
        if reason := _synthetic(row) or _of_suite(row, number, place):
            refused[reason] += 1
            continue
        item = _item(row, number, place, order)
        reason = _unusable(item, held, chain, licences)
        if reason:
            refused[reason] += 1
        else:
            yield _record(item, row)


def _synthetic(row: dict[str, Any]) -> str:
    """Why a row is not real data; empty if nothing says so."""
    given = row.get("source")
    source = given if isinstance(given, dict) else {}
    if source.get("policy") == "heldout_only" or row.get("policy") == "heldout_only":
        return "of a held-out set"
    if (
        source.get("mutator")
        or source.get("parent")
        or source.get("depth")
        or any(row.get(name) for name in LINEAGE)
    ):
        return "mutants or generated text"
    return ""


def _of_suite(row: dict[str, Any], number: int, place: subject.BankFile) -> str:
    """Why a row is not training data: its domain knows it from a held-out set, such as AIME; empty if it does not."""
    name = subject.domain_of(row)
    part = domains.named(name)
    try:
        if not isinstance(part, ReadsRows) or not related(part, name, row, place):
            return ""
        with rows.reading(name, RowSource(name=place.name, licence=UNKNOWN_LICENCE)) as mapped:
            found = mapped.problem(row, number)
    except (ValueError, msgspec.DecodeError, PartFailed):
        return ""
    held = isinstance(found, Problem) and found.source.policy == "heldout_only"
    return "of a held-out set" if held else ""


def _item(row: dict[str, Any], number: int, place: subject.BankFile, order: RealOrder) -> Graded:
    """A real row as a graded candidate, so that the filters can read it. Raises UserError with file:line."""
    try:
        one = subject.of_row(row, number, place)
        text = subject.response(row)
    except ValueError as error:
        raise UserError(f"{place.path}:{number}: {error}") from error
    if text is None:
        raise UserError(
            f"{place.path}:{number}: no text to train on: neither an assistant's turn nor one of {', '.join(subject.SOLUTIONS)}"
        )
    source = row.get("source")
    said = (
        row.get("licence")
        or row.get("license")
        or (source.get("licence") if isinstance(source, dict) else None)
    )
    problem = Problem(
        id=f"real/{one.id}", domain=one.domain, prompt=one.prompt, family=one.family,
        reference=_reference(one),
        source=Source(bank=one.bank, licence=str(said or order.licence or UNKNOWN_LICENCE)),
    )  # fmt: skip
    candidate = Candidate(
        id=f"real/{one.id}", problem=problem.id, index=0, text=text, finish="stop", prompt_tokens=0,
        tokens=len(TOKEN.findall(text)), teacher="people", revision="", sampling=Sampling(), seed=0, seconds=0.0,
    )  # fmt: skip
    verdict = Verdict(outcome="correct", verifier="real", method="real", reason="real")
    return Graded(problem=problem, candidate=candidate, verdict=verdict)


def _reference(one: subject.Subject) -> object:
    domain = domains.named(one.domain)
    if one.answer is None or not isinstance(domain, FinalAnswers):
        return NoReference()
    return domain.answered(one.answer)


def _unusable(
    item: Graded, held: Suites | None, chain: Sequence[ChosenFilter], licences: Sequence[str]
) -> str:
    licence = item.problem.source.licence
    if licence == UNKNOWN_LICENCE:
        return "without a licence (--real-licence names that of the file)"
    if licences and licence not in licences:
        return f"of a licence that --licence does not allow: {licence}"
    if held is not None and held.hits(subject.of_problem(item.problem, "")):
        return "repeats a suite"
    for each in chain:
        if each.action != "flag" and (found := each.part.find(item)):
            return f"found by the filter {each.name}: {found[0].reason}"
    return ""


def _record(item: Graded, row: dict[str, Any]) -> dict[str, Any]:
    """A record with the columns of the format sft."""
    from verigen.dataset.formats.sft import Sft

    made = next(iter(Sft().rows([item])))
    turns = row.get("messages")
    messages = turns if isinstance(turns, list) else [
        {"role": "user", "content": item.problem.prompt}, {"role": "assistant", "content": item.candidate.text}
    ]  # fmt: skip
    known = {
        "id": f"sft/{item.candidate.id}",
        "messages": messages,
        "generation_depth": 0,
        "evidence": "real",
    }
    return {**made, **known, "teacher_licence": item.problem.source.licence, "teacher_terms": "open"}
