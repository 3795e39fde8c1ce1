"""Draws from the families of a bank in turns: only new prompts, the same for one seed on every machine."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import verigen
from verigen.core import seeds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verigen.problems.banks.live.family import Family

TRIES = 200  # draws without a new prompt before a family counts as used up
LAST_EASY_LEVEL = 3


class Drawn(NamedTuple):
    """The `variant`-th draw of a family, from 0."""

    family: Family[Any]
    variant: int
    draw: Any


def package(name: str) -> Any:
    """Import a module of problem_banks, benchmarks or sandboxes, which are next to verigen in a checkout.

    The wheel ships them as verigen/_data, whose folders without __init__ are packages too.
    """
    shipped = Path(verigen.__file__).parent / "_data" / name.partition(".")[0]
    return import_module(f"verigen._data.{name}" if shipped.is_dir() else name)


def mark(prompt: str) -> int:
    """63-bit hash of a prompt: a million hashes take a tenth of the memory of the texts."""
    return seeds.derive(0, "prompt", prompt)


def ordered(families: Iterable[Family[Any]], bank: str) -> list[Family[Any]]:
    """Sort the families so that the first problems already cover the topics at the easier levels.

    A small model is tried on the first problems of a bank, where it would fail all harder ones: levels 1 to 3
    come before 4 and 5. Each round takes the easiest remaining family of every topic, in the order of a hash,
    so that neither topics nor levels cluster.
    """
    places = {family.name: seeds.derive(0, bank, family.name) for family in families}
    met: Counter[tuple[bool, str]] = Counter()
    rounds = {}
    for family in sorted(families, key=lambda f: (f.level, places[f.name])):
        place = family.level > LAST_EASY_LEVEL, family.topic
        rounds[family.name] = place[0], met[place], places[family.name]
        met[place] += 1
    return sorted(families, key=lambda f: rounds[f.name])


def drawn(
    families: Iterable[Family[Any]],
    bank: str,
    variants: int,
    seed: int,
    taken: set[int],
    prompt: Callable[[Family[Any], Any], str],
) -> Iterator[Drawn]:
    """Yield the first variant of every family, then the second; skip families that have no new prompt left.

    `taken` holds the hashes of prompts that may not be drawn; those that are drawn are added. The k-th
    variant of a family depends on the earlier variants of that family, not on other families.
    """
    left = list(families)
    for variant in range(variants):
        for family in tuple(left):
            draw = _fresh(family, bank, variant, seed, taken, prompt)
            if draw is None:
                left.remove(family)
            else:
                yield Drawn(family, variant, draw)


def _fresh(
    family: Family[Any],
    bank: str,
    variant: int,
    seed: int,
    taken: set[int],
    prompt: Callable[[Family[Any], Any], str],
) -> Any:
    rng = seeds.rng(seed, "live", bank, family.name, variant)
    for _ in range(TRIES):
        draw = family.draw(rng)
        digest = mark(prompt(family, draw))
        if digest not in taken:
            taken.add(digest)
            return draw
    return None
