"""Edge inputs that neither the statement nor the given tests show; other programs must accept each."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from verigen.core.seeds import rng
from verigen.core.types import Call
from verigen.core.values import split
from verigen.problems.harden import relations
from verigen.problems.harden.inputs import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from verigen.problems.harden.relation import Relation
    from verigen.problems.harden.statement import Statement

# An edge value replaces an argument in this many given inputs.
GIVEN = 3


def edges(known: Sequence[Call], seed: int, said: Statement, bound: Sequence[Relation]) -> list[Call]:
    """Calls with one argument replaced by an edge value of its kind; none for programs on standard input.

    Of the relations that the given inputs keep (`bound`), an edge may break only those on characters, blanks
    and lengths of texts.
    """
    structure = [relation for relation in bound if not relation.loose]
    random = rng(seed, "edges")
    called = [call for call in known if call.stdin is None and call.args]
    found: dict[str, Call] = {}
    for call in random.sample(called, min(GIVEN, len(called))):
        for place, value in enumerate(call.args):
            for edge in _edges(value, random):
                args = copy.deepcopy(call.args)
                args[place] = edge
                if not relations.keeps(structure, args) or _below(args, said.least):
                    continue
                changed = Call(args=args, kwargs=call.kwargs)
                found.setdefault(key(changed), changed)
    given = {key(call) for call in known}
    return [call for name, call in found.items() if name not in given]


def _below(value: Any, least: int | None) -> bool:
    """Whether the value contains a number below the statement's minimum."""
    if isinstance(value, list):
        return any(_below(item, least) for item in value)
    return least is not None and type(value) in (int, float) and value < least


def _edges(value: Any, random: Random) -> Iterator[Any]:
    tag, inner = split(value)
    if tag == "number" and isinstance(inner, int):
        yield from (0, 1, -1, 2, -inner, inner + 1, inner - 1)
    elif tag == "number":
        yield from (0.0, -inner, 0.5, -0.5, float(round(inner)), round(inner) + 0.5)
    elif tag == "text":
        yield from _texts(inner, random)
    elif tag in {"list", "__tuple__"}:
        yield from (each if tag == "list" else {tag: each} for each in _lists(inner))
    elif tag == "__dict__":
        yield from ({tag: [list(pair) for pair in each]} for each in (inner[:0], inner[:1]))


def _texts(text: str, random: Random) -> Iterator[str]:
    at = random.randint(0, len(text))
    yield from ("", " ", text[:1], text.upper(), text.lower(), text.swapcase(), text[::-1], text + text)
    yield from (f" {text}", f"{text} ", f"  {text}")
    yield from (
        text[:at] + mark + text[at:] for mark in ("  ", "   ", ".", ",", "!", "?", "-", "_", "0", "7", "1234")
    )
    yield text.replace(" ", "  ")


def _lists(items: list[Any]) -> Iterator[list[Any]]:
    yield from ([], items[:1], items[:2], items[::-1], items + items, items[:1] * 3)
    numbers = [item for item in items if isinstance(item, int | float) and not isinstance(item, bool)]
    if numbers and len(numbers) == len(items):
        yield from (
            sorted(items),
            sorted(items, reverse=True),
            [-item for item in items],
            [0, *items],
            [*items, 0],
            [0],
        )
        yield from (
            [*items, max(items)],
            [*items, min(items)],
            [abs(item) for item in items],
            [item * 10 for item in items],
        )
    elif items and all(isinstance(item, str) for item in items):
        yield from ([*items, ""], [""], [item.upper() for item in items], [*items, items[0]])
