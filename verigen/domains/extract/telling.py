"""Lists drawn fields as lines that a person or a teacher reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.verifiers.fields import normal
from verigen.verifiers.fields.facts import Fact, facts
from verigen.verifiers.fields.shape import words_of
from verigen.verifiers.fields.tongues import ENGLISH, tongue

if TYPE_CHECKING:
    from collections.abc import Callable

    from verigen.verifiers.fields.shape import SchemaShape


def label(fact: Fact) -> str:
    """The names that lead to a fact, in words: "buyer, address" or "items 2, price"."""
    return ", ".join(" ".join(words_of(name)) or name for name in fact.names)


def plainly(fact: Fact, language: str = ENGLISH) -> str:
    """A value as text: yes or no, a choice in words, a number as the language writes it."""
    spoken = tongue(language)
    if isinstance(fact.value, bool):
        return spoken.said(flag=fact.value) if spoken else "yes" if fact.value else "no"
    if fact.shape.kind == "choice" and isinstance(fact.value, str):
        return " ".join(fact.value.replace("_", " ").split()) or fact.value
    number = normal.number(fact.value)
    return spoken.number(number) if spoken and number is not None else str(fact.value)


def lines(shape: SchemaShape, fields: dict[str, Any], say: Callable[[Fact], str] = plainly) -> list[str]:
    """A line for each fact."""
    return [f"- {label(each)}: {say(each)}" for each in facts(shape, fields) if each.value is not None]


def unknown(shape: SchemaShape, fields: dict[str, Any]) -> list[str]:
    """The names of the fields without a value."""
    return [label(each) for each in facts(shape, fields) if each.value is None]
