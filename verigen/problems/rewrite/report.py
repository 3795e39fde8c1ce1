"""Sums up a rewriting run: yields, refusals by reason, tokens, licences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verigen.core.types import Problem
from verigen.problems.banks import licences

if TYPE_CHECKING:
    from verigen.problems.rewrite.order import Role
    from verigen.problems.rewrite.sift import Refusal


@dataclass(slots=True)
class RewriterYield:
    """Counts of one rewriter: `drafts` written, `solved` of them, and `kept` as problems."""

    drafts: int = 0
    solved: int = 0
    kept: int = 0
    parents: set[str] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class RewriteReport:
    """`tokens` by role, prompts included; `held_out` counts problems made from held-out ones, `unread` the bank's rows
    that are no problems.
    """

    yields: dict[str, RewriterYield] = field(default_factory=dict)
    licences: set[str] = field(default_factory=set)
    held_out: int = 0
    unread: int = 0
    tokens: dict[Role, int] = field(default_factory=dict)

    @property
    def licence(self) -> str:
        """The strictest licence of any problem."""
        return licences.strictest(self.licences)

    def draft(self, draft: Problem | Refusal) -> None:
        each = self._of(draft)
        each.drafts += 1
        each.solved += isinstance(draft, Problem)

    def add(self, each: Problem | Refusal) -> None:
        found = self._of(each)
        if not isinstance(each, Problem):
            found.refused[each.reason] += 1
            return
        found.kept += 1
        found.parents.add(str(each.source.parent))
        self.licences.add(each.source.licence)
        self.held_out += each.source.policy == "heldout_only"

    def _of(self, each: Problem | Refusal) -> RewriterYield:
        name = str(each.source.mutator) if isinstance(each, Problem) else each.mutator
        return self.yields.setdefault(name, RewriterYield())
