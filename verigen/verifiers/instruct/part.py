"""The verifier of instructions as a part: a reply is correct if it passes every check."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import traces
from verigen.core.errors import ReferenceFault
from verigen.core.types import NoReference, Verdict
from verigen.domains.instruct.reference import InstructReference
from verigen.verifiers.instruct import contents, formats

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verigen.core.types import Candidate, Outcome, Problem
    from verigen.domains.instruct.reference import InstructCheck

NAME = "instructions/1"
LEAST = 5  # words: a shorter reply, such as "I don't know.", follows many instructions without an answer
CHECKS: dict[str, Callable[[InstructCheck, str], bool | None]] = {
    "keywords": contents.keywords,
    "keyword_count": contents.keyword_count,
    "forbidden": contents.forbidden,
    "letter_count": contents.letter_count,
    "language": contents.language,
    "starts": contents.starts,
    "ends": contents.ends,
    "quoted": contents.quoted,
    "postscript": contents.postscript,
    "placeholders": contents.placeholders,
    "choice": contents.choice,
    "repeated": contents.repeated,
    "first_word": contents.first_word,
    "words": formats.words,
    "sentences": formats.sentences,
    "paragraphs": formats.paragraphs,
    "divided": formats.divided,
    "bullets": formats.bullets,
    "numbered": formats.numbered,
    "headings": formats.headings,
    "highlights": formats.highlights,
    "sections": formats.sections,
    "json": formats.is_json,
    "title": formats.title,
    "two": formats.two,
    "upper": formats.upper,
    "lower": formats.lower,
    "capitals": formats.capitals,
    "no_comma": formats.no_comma,
    "no_digits": formats.no_digits,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionVerifier:
    """Checks every instruction by code. A check that depends on how somebody counts leaves the reply undecided."""

    needs_reference = True

    def open(self) -> AbstractContextManager[InstructionVerifier]:
        return nullcontext(self)

    @property
    def name(self) -> str:
        return NAME

    def check(self, problem: Problem) -> None:
        """Raises ReferenceFault for a reference without checks, or with one of an unknown kind."""
        checks = _checks(problem)
        if unknown := sorted({each.kind for each in checks} - CHECKS.keys()):
            raise ReferenceFault(f"problem {problem.id}: there is no check {', '.join(unknown)}")
        if not checks:
            raise ReferenceFault(f"problem {problem.id} has no checks")

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        if isinstance(problem.reference, NoReference):
            return _verdict("unverified", "no_reference", "the problem has no checks")
        self.check(problem)
        reply = traces.split(candidate.text).reply
        if not reply:
            return _verdict("incorrect", "no_answer", "no reply after the thinking")
        if not _answers(reply, _checks(problem)):
            return _verdict("incorrect", "too_short", f"fewer than {LEAST} words answer nothing")
        found = {each: passes(each, reply) for each in _checks(problem)}
        failed = [each for each, passed in found.items() if passed is False]
        if failed:
            return _verdict("incorrect", failed[0].kind, f"not followed: {told(failed)}")
        if undecided := [each for each, passed in found.items() if passed is None]:
            return _verdict("unverified", "undecided", f"depends on how it is counted: {told(undecided)}")
        return _verdict("correct", "followed", f"all of: {told(list(found))}")


def passes(check: InstructCheck, reply: str) -> bool | None:
    """Whether a reply follows one instruction; None if that is open."""
    return CHECKS[check.kind](check, reply)


def _answers(reply: str, checks: Sequence[InstructCheck]) -> bool:
    """Whether a reply is long enough to be one; a choice may be a single word."""
    return any(each.kind == "choice" for each in checks) or len(re.findall(r"[^\W\d_]+", reply)) >= LEAST


def told(checks: list[InstructCheck]) -> str:
    return ", ".join(
        " ".join(map(str, filter(None, (each.kind, each.relation, each.count, each.text, *each.words))))
        for each in checks
    )


def _checks(problem: Problem) -> tuple[InstructCheck, ...]:
    if not isinstance(problem.reference, InstructReference):
        raise ReferenceFault(f"problem {problem.id} has no reference of the domain instruct")
    return problem.reference.checks


def _verdict(outcome: Outcome, reason: str, message: str) -> Verdict:
    return Verdict(outcome=outcome, verifier=NAME, method="checks", reason=reason, message=message)
