"""The two calls of this package: grade a completion, or hold two bare answers against each other."""

# What a verdict is made of.

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from verigen.core.errors import ReferenceFault
from verigen.core.types import Verdict
from verigen.verifiers.symbolic.compare import compare as compare_nodes
from verigen.verifiers.symbolic.equal import Finding, either
from verigen.verifiers.symbolic.extract import Extraction, extract
from verigen.verifiers.symbolic.reading import read
from verigen.verifiers.symbolic.tolerance import Tolerance
from verigen.verifiers.symbolic.tree import Node, Op, Text, Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verigen.core.types import Outcome

NAME = "symbolic/1"


def verify(
    reference: str, text: str, *, tolerance: float | None = None, options: Mapping[str, str] | None = None
) -> Verdict:
    """Grade a completion against the reference answer.

    `tolerance` is a relative error; `options` are the texts behind the letters of a multiple choice. Raises
    ReferenceFault where the reference can't be read, nothing for whatever the completion says.
    """
    started = time.perf_counter()
    found = extract(text)
    if found.answer is None:
        return _verdict("incorrect", "extraction", "no_answer", found, found.source, started)
    if found.hedged:
        return _verdict(
            "incorrect", "extraction", "hedged", found, "several different final answers", started
        )
    return _judged(reference, found, relative(tolerance), options, started)


def compare(
    reference: str, answer: str, *, tolerance: float | None = None, options: Mapping[str, str] | None = None
) -> Verdict:
    """Hold two bare answers against each other; swapping them never changes the outcome."""
    return _judged(
        reference, Extraction(answer, "as given"), relative(tolerance), options, time.perf_counter()
    )


def relative(tolerance: float | None) -> Tolerance | None:
    return None if tolerance is None else Tolerance(relative=tolerance)


def _judged(
    reference: str,
    found: Extraction,
    tolerance: Tolerance | None,
    options: Mapping[str, str] | None,
    started: float,
) -> Verdict:
    answer = found.answer or ""
    if answer.strip() == reference.strip() and answer.strip():
        return _verdict("correct", "text", "equal", found, "the same text", started)
    wanted = read_reference(reference)
    try:
        finding = _decide(wanted, read(answer), tolerance, options)
    except Unreadable as reason:
        return _verdict("unverified", "parser", "unreadable", found, f"cannot read {reason}", started)
    except Exception as error:  # noqa: BLE001 - the boundary: no candidate's text may stop a run
        return _verdict(
            "unverified", "parser", "undecided", found, f"{type(error).__name__}: {error}", started
        )
    outcome: Outcome = "unverified" if finding.equal is None else "correct" if finding.equal else "incorrect"
    word = "undecided" if finding.equal is None else "equal" if finding.equal else "different"
    return _verdict(outcome, finding.method, word, found, finding.why, started)


def read_reference(reference: str) -> tuple[Node, ...]:
    """Raises ReferenceFault where the reference is no answer that can be read."""
    try:
        boxed = extract(reference) if "\\boxed" in reference or "####" in reference else None
        return read(boxed.answer if boxed and boxed.answer else reference)
    except Exception as reason:  # noqa: BLE001 - whatever stops the reading, the reference can't be used
        raise ReferenceFault(f"the reference {reference[:80]!r} cannot be read: {reason}") from None


def _decide(
    wanted: tuple[Node, ...],
    given: tuple[Node, ...],
    tolerance: Tolerance | None,
    options: Mapping[str, str] | None,
) -> Finding:
    findings = [compare_nodes(one, two, tolerance) for one in wanted for two in given]
    if options:
        findings += [compare_nodes(one, two, tolerance) for one in _option(wanted, options) for two in given]
        findings += [compare_nodes(one, two, tolerance) for one in wanted for two in _option(given, options)]
    return either(*findings)


def _option(nodes: tuple[Node, ...], options: Mapping[str, str]) -> tuple[Node, ...]:
    """The text behind a letter, read as an answer."""
    from verigen.verifiers.symbolic.words import letters, plain

    for node in nodes:
        spelled = node.words if isinstance(node, Text) else letters(node)
        for letter, text in options.items():
            if spelled and plain(spelled) == plain(letter):
                try:
                    return tuple(
                        part for part in read(text) if not isinstance(part, Op) or part.head != "choice"
                    )
                except Unreadable:
                    return ()
    return ()


def _verdict(
    outcome: Outcome, method: str, reason: str, found: Extraction, message: str, started: float
) -> Verdict:
    return Verdict(
        outcome=outcome,
        verifier=NAME,
        method=method,
        reason=reason,
        extracted=found.answer[:2000] if found.answer else None,
        message=message,
        seconds=time.perf_counter() - started,
    )
