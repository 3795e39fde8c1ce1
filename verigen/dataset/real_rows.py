"""Reads rows of real data to train on, and says of each other row why it is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core import domains, jsonl
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
from verigen.dataset.decontaminate import subject
from verigen.dataset.decontaminate.read import read, related
from verigen.dataset.decontaminate.suites import Suites
from verigen.dataset.filters import messages
from verigen.problems.banks import rows

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from verigen.dataset.curate.order import ChosenFilter, RealOrder

TOKEN = re.compile(r"\w+|[^\w\s]")
LINEAGE = ("parent", "mutator", "generation_depth", "teacher", "candidate_id", "evidence")


def usable(
    order: RealOrder,
    suites: Sequence[str],
    chain: Sequence[ChosenFilter],
    licences: Sequence[str],
    refused: Counter[str],
) -> Iterator[dict[str, Any]]:
    """The rows of a file as SFT records; those that are no real training data are counted in `refused` by reason.

    Raises UserError with file:line for a row of another form.
    """
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
        reason = _unusable(item, held, chain, licences) or _seen(item, row, chain)
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


def _seen(item: Graded, row: dict[str, Any], chain: Sequence[ChosenFilter]) -> str:
    """What a filter finds in the other messages of a row that is a conversation."""
    turns = row.get("messages")
    for one in messages.of(item, turns if isinstance(turns, list) else ()):
        for each in chain:
            looked = each.action != "flag" and one.item.said_by in messages.roles(each.part)
            if looked and (found := each.part.find(one.item)):
                return f"found by the filter {each.name}: {found[0].reason}"
    return ""


def _record(item: Graded, row: dict[str, Any]) -> dict[str, Any]:
    """A record with the columns of the format sft."""
    from verigen.dataset.formats.sft import Sft

    made = next(iter(Sft().rows([item])))
    turns = row.get("messages")
    said = turns if isinstance(turns, list) else [
        {"role": "user", "content": item.problem.prompt}, {"role": "assistant", "content": item.candidate.text}
    ]  # fmt: skip
    known = {
        "id": f"sft/{item.candidate.id}",
        "messages": said,
        "generation_depth": 0,
        "evidence": "real",
    }
    return {**made, **known, "teacher_licence": item.problem.source.licence, "teacher_terms": "open"}
