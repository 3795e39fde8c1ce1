"""Builds the request for a new problem, and extracts the problem from the reply."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from verigen.core import domains, traces
from verigen.core.offers import Rewritable
from verigen.core.types import Message
from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Problem

FOLDER = Path(__file__).with_name("prompts")
OPEN, CLOSE = "<problem>", "</problem>"
EXAMPLE = "A box holds 4 red and 3 blue pens. How many pens do 5 boxes hold?"
_SLOT = re.compile(r"\{([a-z]+)\}")


def ask(
    name: str, problem: Problem, others: Sequence[str] = (), *, wish: str = "", example: str = ""
) -> tuple[Message, ...]:
    """The request in prompts/NAME.txt about this problem, with `others` as further seeds.

    `example` is the rewriting of EXAMPLE, shown as a first turn. If it is part of the request itself, small
    models copy the problem.
    """
    template = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip()
    domain = domains.offered(problem.domain, Rewritable, "how its problems are rewritten")
    rules = domain.copying
    shown = (
        Message(role="user", content=_filled(template, problem=EXAMPLE, others="", wish=wish, rules=rules)),
        Message(role="assistant", content=f"{OPEN}\n{example}\n{CLOSE}"),
    )
    more = "".join(f"\n\nProblem:\n{text.strip()}" for text in others)
    asked = _filled(template, problem=problem.prompt.strip(), others=more, wish=wish, rules=rules)
    return (*(shown if example and domain.examples else ()), Message(role="user", content=asked))


def _filled(template: str, **slots: str) -> str:
    """Fill the template's own slots in one pass: a problem's text is never treated as a slot."""
    return _SLOT.sub(lambda slot: slots[slot[1]], template)


def found(reply: str) -> str:
    """The text between the tags; the closing tag may be missing, because the reply stops there.

    Raises Refused if there is no such text.
    """
    said = traces.split(reply).reply
    head, closed, _ = said.rpartition(CLOSE)
    _, opened, text = (head if closed else said).rpartition(OPEN)
    text = text.strip()
    if not opened or not text:
        raise Refused("no problem in the reply", f"it holds no text after {OPEN}: {said[:80]!r}")
    return text
