"""Looks up by a model's name whether its output may train other models."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from verigen.core.errors import UserError
from verigen.teachers import catalogue

Terms = Literal["open", "restricted", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFamily:
    """Models with the same terms; `models` are patterns of lower-case names."""

    models: list[str]
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    family: list[ModelFamily]


@cache
def families() -> list[ModelFamily]:
    table = tomllib.loads(Path(__file__).with_name("terms.toml").read_text())
    return msgspec.convert(table, Table).family


def terms(model: str) -> Terms:
    """The terms of the catalogue's teacher of this name, else of the first family that matches, else "unknown"."""
    if entry := catalogue.served_as(model):
        return entry.terms
    name = model.lower()
    short = name.rpartition("/")[2]
    for family in families():
        if any(fnmatchcase(known, pattern) for known in (name, short) for pattern in family.models):
            return family.terms
    return "unknown"


def allowed(teacher: str, terms: str) -> None:
    """Raises UserError for a teacher whose terms forbid training other models on its output."""
    if terms == "restricted":
        raise UserError(
            f"the terms of {teacher} forbid training other models on its output; --allow-restricted-terms says "
            "that you may"
        )
