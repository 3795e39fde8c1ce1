"""Measures the recall of near-duplicates: python -m benchmarks.checks.near_duplicates [--texts 1000000] [--seed 0]

Draws texts of made-up words and, for a twentieth of them, an edited copy that comes later: words replaced, added, taken
away or moved, sentences added, signs changed, capitals and spaces changed. An index of this script's own says how alike
the two are; it shares no code with the search. Copies with an index of 0.8 or more count for the recall, those below for
the false ones, and so do texts with another number, which are variants. Memory is that of this process, with
its peak at a fifth of the texts.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import tempfile
import time
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

from verigen.core import seeds
from verigen.dataset.curate.twins import Problems

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

LEAST = 0.8
EVERY = 20  # texts of which one is copied
LATER = 5000  # texts after which a copy comes at the latest
PARTS = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[a-z]+(?:['\u2019][a-z]+)*|[^\sa-z0-9]")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="where to work; default: a temporary folder")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        _measure(asked.texts, asked.seed, Path(folder))


def _measure(count: int, seed: int, folder: Path) -> None:
    begun, search, drawn = time.process_time(), Problems(LEAST, folder), Drawn(seed)
    early = 0
    with (folder / "texts").open("w+b") as file:
        places = array("Q")
        for number in range(count):
            text = drawn.text(number)
            places.append(file.tell())
            file.write(json.dumps(text).encode() + b"\n")
            search.add(text)
            early = _peak() if number == count // 5 else early
        added = time.process_time()

        def texts(numbers: Iterable[int]) -> dict[int, str]:
            return {number: _at(file, places[number]) for number in numbers}

        found = {twin.later for twin in search.twins(texts)}
    search.close()
    same = {number for number, like in drawn.copies.items() if like >= LEAST}
    others = {number for number, like in drawn.copies.items() if like < LEAST}
    print(f"texts         {count:,}: {len(same):,} copies at {LEAST} or more, {len(others):,} below")
    print(
        f"recall        {len(found & same):,} of {len(same):,}: {len(found & same) / max(1, len(same)):.4f}"
    )
    print(
        f"false         {len(found & others)} copies below, {len(found - same - others)} texts that are no copies"
    )
    print(
        f"CPU           {added - begun:.0f} s to draw and add, {time.process_time() - added:.0f} s to sort and compare"
    )
    print(f"memory        {early} MiB at most until a fifth, {_peak()} MiB at the end")


def _at(file: object, place: int) -> str:
    file.seek(place)  # type: ignore[attr-defined]
    return str(json.loads(file.readline()))  # type: ignore[attr-defined]


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class Drawn:
    """Draws texts by number. `copies`: the index of likeness of each copy with its original."""

    def __init__(self, seed: int) -> None:
        self._seed, self.copies = seed, dict[int, float]()
        random = seeds.rng(seed, "words")
        signs = "bcdfghklmnprstvw", "aeiou"
        self._words = ["".join(random.choice(signs[i % 2]) for i in range(random.randint(3, 9))) for _ in range(9000)]  # fmt: skip
        self._due: dict[int, tuple[str, bool]] = {}

    def text(self, number: int) -> str:
        random = seeds.rng(self._seed, "text", number)
        if number in self._due:
            original, variant = self._due.pop(number)
            text = _edited(original, random, self._words)
            if variant:
                text = re.sub(r"[0-9]+", lambda found: str(int(found.group()) + 1), text, count=1)
            self.copies[number] = 0.0 if variant else _likeness(original, text)
            return text
        said = [random.choice(self._words) for _ in range(random.randint(25, 70))]
        said[len(said) // 3] = str(random.randrange(10, 9999))
        said[len(said) // 2] += random.choice((".", ",", ";"))
        text = " ".join(said).capitalize() + random.choice((".", "?", ". How many?"))
        if number % EVERY == 0:
            due = number + random.randint(1, LATER)
            self._due.setdefault(due, (text, random.random() < 0.1))
        return text


def _edited(text: str, random: Random, words: list[str]) -> str:
    said = text.split()
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        place = random.randrange(len(said))
        if said[place][0].isdigit():
            continue
        kind = random.choice(("replace", "add", "take", "swap"))
        if kind == "replace":
            said[place] = random.choice(words)
        elif kind == "add":
            said.insert(place, random.choice(words))
        elif kind == "take" and len(said) > 10:
            del said[place]
        elif kind == "swap" and place:
            said[place - 1 : place + 1] = said[place], said[place - 1]
    text = random.choice((" ", "  ", "\n")).join(said)
    return random.choice((text, text.lower(), text.upper(), f"{text} Say it again.", f"{text}!"))


def _likeness(one: str, other: str) -> float:
    """The Jaccard index of runs of three words and signs."""
    found = []
    for text in (one, other):
        parts = PARTS.findall(text.lower())
        found.append({tuple(parts[i : i + 3]) for i in range(max(1, len(parts) - 2))})
    return len(found[0] & found[1]) / len(found[0] | found[1])


if __name__ == "__main__":
    main()
