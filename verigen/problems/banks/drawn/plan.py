"""Reads the name of a bank of drawn fields: schemas and options."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from verigen.core.errors import UserError
from verigen.problems.banks.drawn.values import faker
from verigen.verifiers.fields import schemas, tongues
from verigen.verifiers.fields.shape import SchemaFault
from verigen.verifiers.fields.tongues import ENGLISH

if TYPE_CHECKING:
    from verigen.verifiers.fields.shape import SchemaShape

ALL, FOLDER = "all", Path(__file__).with_name("schemas")
LOCALES = "en_US+en_GB+en_IN+de_DE+fr_FR+es_ES+it_IT+nl_NL+pl_PL+pt_BR+sv_SE+tr_TR"
OPTION = re.compile(r",(variants|seed|nulls|locale|language)=([^,]*)$")
USUAL = {"variants": "20", "seed": "0", "nulls": "0.25", "locale": LOCALES, "language": ENGLISH}


class NamedSchema(NamedTuple):
    """A schema with its shape. `ours`: it ships with verigen."""

    name: str
    schema: dict[str, Any]
    shape: SchemaShape
    ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsPlan:
    """What to draw: `variants` per schema; `nulls` is the share of the fields that may be missing and are."""

    schemas: tuple[NamedSchema, ...]
    variants: int
    seed: int
    nulls: float
    locales: tuple[str, ...]
    language: str


def shipped() -> list[str]:
    """The names of verigen's own schemas."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def read(path: str) -> FieldsPlan:
    """The plan that a bank's name means.

    Raises UserError in one line for an unknown option or locale, or a schema that can't be used.
    """
    schemas.require()
    name, given = _split(path)
    try:
        plan = FieldsPlan(
            schemas=tuple(_schema(each) for each in _names(name)),
            variants=int(given["variants"]),
            seed=int(given["seed"]),
            nulls=float(given["nulls"]),
            locales=tuple(given["locale"].split("+")),
            language=given["language"],
        )
    except ValueError as error:
        raise UserError(f"fields:{path}: {error}") from error
    if plan.language not in tongues.known():
        raise UserError(
            f"fields:{path}: no text in {plan.language!r} can be checked; language is one of {', '.join(tongues.known())}"
        )
    if plan.variants < 1 or not 0 <= plan.nulls <= 1:
        raise UserError(f"fields:{path}: variants is at least 1, and nulls a share from 0 to 1")
    for locale in plan.locales:
        faker(locale)
    return plan


def _split(path: str) -> tuple[str, dict[str, str]]:
    """The schemas and the options behind them; a file's name may hold commas."""
    given: dict[str, str] = {}
    while found := OPTION.search(path):
        given.setdefault(found[1], found[2])
        path = path[: found.start()]
    return path, USUAL | given


def _names(name: str) -> list[str]:
    if name in {"", ALL}:
        return shipped()
    return [name] if Path(name).is_file() else name.split("+")


def _schema(name: str) -> NamedSchema:
    """Raises UserError with the file's name, and the place and reason in it."""
    ours = name in shipped()
    path = FOLDER / f"{name}.json" if ours else Path(name)
    try:
        schema = json.loads(path.read_bytes())
        return NamedSchema(path.stem, schema, schemas.checked(schema), ours)
    except OSError as error:
        known = ", ".join(shipped())
        raise UserError(
            f"no schema {name!r}: {error.strerror}; a schema is a file or one of: {known}"
        ) from error
    except SchemaFault as error:
        raise UserError(f"{name}: {error}") from error
    except (ValueError, RecursionError) as error:
        raise UserError(f"{name}: no JSON: {error}") from error
