"""Replaces personal data and keys by placeholders, and grades the candidate again."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Self

import msgspec

from verigen.core import boundary, domains, registry
from verigen.core.types import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded
    from verigen.core.parts import Grader
    from verigen.dataset.curate.inputs import Placed
    from verigen.dataset.curate.store import CurateStore


class Redactor:
    """Grades redacted candidates with their domain's verifier; a verdict is graded once and stored.

    Verifiers are opened when a candidate first needs one.
    """

    def __init__(self, store: CurateStore, executor: str) -> None:
        self._store, self._executor = store, executor
        self._open: dict[str, Grader] = {}
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def __call__(self, placed: Placed, findings: Sequence[Finding]) -> Graded | str:
        """The redacted candidate if its outcome stays; otherwise the reason in one line."""
        item = placed.item
        text = redacted(item.candidate.text, findings)
        candidate = replace(item.candidate, text=text)
        verdict = self.graded(placed, replace(item, candidate=candidate))
        if verdict.outcome != item.verdict.outcome:
            return f"redacted, it is {verdict.outcome}, not {item.verdict.outcome}: {verdict.message or verdict.reason}"
        return replace(item, candidate=candidate, verdict=verdict)

    def graded(self, placed: Placed, item: Graded) -> Verdict:
        """The verdict on another text of a candidate, graded once and stored."""
        name = domains.named(item.problem.domain).default_verifier
        key = hashlib.sha256(f"{name}\0{item.candidate.text}".encode("utf-8", "surrogatepass")).hexdigest()
        stored = self._store.redaction(placed.input, placed.place, key)
        if stored is not None:
            return msgspec.json.decode(stored, type=Verdict)
        verdict = boundary.grade(self._grader(name), item.problem, item.candidate)
        kept = replace(verdict, seconds=0.0)  # the same bytes in every run
        self._store.add_redaction(placed.input, placed.place, key, msgspec.json.encode(kept).decode())
        return kept

    def _grader(self, name: str) -> Grader:
        if name not in self._open:
            part = registry.make("verifier", name, {"executor": self._executor, "jobs": 1})
            self._open[name] = self._stack.enter_context(boundary.opened(part, "verifier"))
        return self._open[name]


def redacted(text: str, findings: Sequence[Finding]) -> str:
    """The text with each span replaced by a placeholder that names what stood there."""
    for one in sorted(findings, key=lambda each: each.start, reverse=True):
        text = f"{text[: one.start]}[{(one.label or one.reason).upper()}]{text[one.end :]}"
    return text
