"""The first request of a conversation, which needs no teacher: for estimates, cards and lengths of prompts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.core.turns import Ask

if TYPE_CHECKING:
    from verigen.core.parts import Domain
    from verigen.core.types import Problem


def first_ask(domain: Domain, problem: Problem, *, reasoner: bool) -> Ask:
    """The first request of a conversation. Raises what the domain raises."""
    first = next(domain.turns(problem, reasoner=reasoner))
    assert isinstance(first, Ask), "a conversation begins with an Ask"
    return first
