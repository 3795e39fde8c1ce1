"""Grades an extraction: the text states every field, and the fields that were read back are those."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from verigen.core.errors import ReferenceFault
from verigen.core.types import NoReference, Verdict
from verigen.domains.extract.reference import ExtractReference
from verigen.verifiers.fields import candidate as candidates
from verigen.verifiers.fields import schemas, stated
from verigen.verifiers.fields.compare import differences
from verigen.verifiers.fields.restore import restored
from verigen.verifiers.fields.shape import SchemaFault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Candidate, Outcome, Problem
    from verigen.verifiers.fields.shape import SchemaShape
    from verigen.verifiers.fields.stated import TextFault

NAME = "fields/1"
SHOWN = 3  # fields in a message
LONGEST = 200_000  # characters of a reply that is read
verdict = partial(Verdict, verifier=NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Compares fields by their normal forms, one by one.

    A candidate whose text lacks a fact, or states another one, is unverified: what should be read from it is not
    known. It is incorrect if the text is right and a field was read otherwise.
    """

    needs_reference = True

    def open(self) -> AbstractContextManager[Fields]:
        """Raises UserError if jsonschema-rs is not installed."""
        schemas.require()
        return nullcontext(self)

    @property
    def name(self) -> str:
        return NAME

    def check(self, problem: Problem) -> None:
        """Raises ReferenceFault if the schema can't be used or the reference does not fit it."""
        _shape(problem)

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        if isinstance(problem.reference, NoReference):
            return verdict(
                outcome="unverified",
                method="none",
                reason="no_reference",
                message="the problem has no fields to compare with",
            )
        shape, reference = _shape(problem), _reference(problem)
        text, read = candidates.split(candidate.text[:LONGEST], given=reference.text is not None)
        cut = candidate.finish == "length"
        if text is not None and not candidates.prose(text):
            return _open(
                "not_prose", "the text is empty, or holds a code block, JSON or a [Placeholder]", cut=cut
            )
        if read is None:
            return _open("not_read", "the text was not read back", cut=cut)
        try:
            found = json.loads(read, parse_constant=_refused)
        except (ValueError, RecursionError) as error:
            return _wrong("not_json", f"what was read is no JSON: {error}", read, cut=cut)
        if not isinstance(found, dict):
            return _wrong("not_json", "what was read is no JSON object", read, cut=cut)
        return _compared(shape, reference, text, found, read)


def _compared(
    shape: SchemaShape, reference: ExtractReference, text: str | None, found: dict[str, Any], read: str
) -> Verdict:
    wrong = list(differences(shape, reference.fields, found))
    at_fault = [] if text is None else stated.faults(shape, reference.fields, text, reference.language)
    if at_fault:
        return _faulty(at_fault, read)
    if wrong:
        return _wrong("misread", _listed([str(each) for each in wrong]), read)
    if not schemas.validator(reference.json_schema).is_valid(restored(shape, found)):
        return _wrong(
            "not_valid", "the fields are right, but written in a form that the schema excludes", read
        )
    method = "read" if text is None else "round_trip"
    return verdict(outcome="correct", method=method, reason="equal", extracted=read)


def _faulty(found: Sequence[TextFault], read: str) -> Verdict:
    """The text is at fault; its first fault names the verdict, and a missing fact comes first."""
    ranked = sorted(found, key=lambda each: ("missing", "ambiguous", "unasked").index(each.kind))
    return verdict(
        outcome="unverified",
        method="text",
        reason=f"fact_{ranked[0].kind}",
        extracted=read,
        message=_listed(list(dict.fromkeys(map(str, ranked)))),
    )


def _wrong(reason: str, message: str, read: str, *, cut: bool = False) -> Verdict:
    outcome: Outcome = "unverified" if cut else "incorrect"
    return verdict(outcome=outcome, method="fields", reason=reason, extracted=read, message=message)


def _open(reason: str, message: str, *, cut: bool) -> Verdict:
    found = "cut" if cut else reason
    return verdict(outcome="unverified", method="text", reason=found, message=message)


def _listed(found: Sequence[str]) -> str:
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return "; ".join(found[:SHOWN]) + more


def _refused(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _reference(problem: Problem) -> ExtractReference:
    if not isinstance(problem.reference, ExtractReference):
        raise ReferenceFault(f"problem {problem.id} has no fields to extract")
    return problem.reference


def _shape(problem: Problem) -> SchemaShape:
    reference = _reference(problem)
    try:
        shape = schemas.checked(reference.json_schema)
    except SchemaFault as fault:
        raise ReferenceFault(f"problem {problem.id}: its schema {fault}") from None
    if not schemas.validator(reference.json_schema).is_valid(reference.fields):
        raise ReferenceFault(f"problem {problem.id}: its fields do not fit its schema")
    return shape
