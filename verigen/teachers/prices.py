"""Prices of tokens: a TOML table whose keys are model names or patterns of names.

["gpt-4o-mini"]
input = 0.15     # dollars per million tokens of prompt
output = 0.60    # dollars per million tokens of answer, thinking included

["claude-*"]
input = 3
output = 15
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from verigen.core.errors import UserError

MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Dollars per million tokens."""

    input: Decimal
    output: Decimal

    def cost(self, prompt_tokens: int, tokens: int) -> Decimal:
        return (self.input * prompt_tokens + self.output * tokens) / MILLION


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Prices by model name or pattern, in the order of the file; `path` is the file, which need not exist."""

    path: Path
    table: dict[str, Price] = field(default_factory=dict)

    def of(self, model: str) -> Price | None:
        """The price of this name, else of the first pattern that it matches, else None."""
        if model in self.table:
            return self.table[model]
        return next((price for known, price in self.table.items() if fnmatchcase(model, known)), None)

    def need(self, model: str) -> Price:
        """The price of this name. Raises UserError that says which table to write in which file."""
        if (found := self.of(model)) is None:
            raise UserError(
                f"a budget in money needs the price of {model}: write into {self.path} (or a file given by "
                f'--prices) a table ["{model}"] with input = and output =, in dollars for a million tokens'
            )
        return found


def default() -> Path:
    """prices.toml in the user's configuration folder."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "verigen" / "prices.toml"


def read(path: Path | None = None) -> Prices:
    """The prices in this file; None reads the default file, and gives an empty table if that does not exist.

    Raises UserError for a file that can't be read.
    """
    place = path or default()
    if path is None and not place.exists():
        return Prices(path=place)
    try:
        rows = tomllib.loads(place.read_text(), parse_float=Decimal)
    except OSError as error:
        raise UserError(f"can't read the price table {place}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{place} is no TOML: {error}") from error
    return Prices(path=place, table={model: _price(row, model, place) for model, row in rows.items()})


def _price(row: Any, model: str, path: Path) -> Price:
    if not isinstance(row, dict) or set(row) != {"input", "output"} or not all(map(_dollars, row.values())):
        raise UserError(
            f'{path}: the price of "{model}" must be input = and output =, both numbers of dollars for a million '
            "tokens from zero up"
        )
    return Price(input=Decimal(row["input"]), output=Decimal(row["output"]))


def _dollars(value: Any) -> bool:
    return type(value) in {int, Decimal} and Decimal(value).is_finite() and value >= 0
