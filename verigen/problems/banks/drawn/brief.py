"""Writes the request for a text: its kind, the facts in the form of everyday writing, and what it must not say."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from verigen.domains.extract.telling import lines, plainly, unknown
from verigen.verifiers.fields import normal
from verigen.verifiers.fields.tongues import ENGLISH, tongue

if TYPE_CHECKING:
    import random

    from verigen.verifiers.fields.facts import Fact
    from verigen.verifiers.fields.shape import SchemaShape

KINDS = (
    "a short e-mail",
    "a message to a colleague",
    "a paragraph of a report",
    "a short letter",
    "a notice on a website",
    "notes of a phone call, in whole sentences",
)
DATES = ("%Y-%m-%d", "{day} %B %Y", "%B {day}, %Y")
WORDS = "{words}"  # a date as the language writes it


def written(shape: SchemaShape, fields: dict[str, Any], language: str, rng: random.Random) -> str:
    """The request, with dates and numbers in one of the forms that its language has."""
    style = rng.choice(DATES if language == ENGLISH else (DATES[0], WORDS))
    grouped = rng.random() < 0.5

    def say(fact: Fact) -> str:
        return _said(fact, style, language, grouped=grouped)

    title = str(shape.rules.get("title") or "").strip()
    about = f" about this {title.lower()}" if title else ""
    listed = "\n".join(lines(shape, fields, say))
    silent = unknown(shape, fields)
    rest = f"\n\nThe text must say nothing about: {'; '.join(silent)}." if silent else ""
    most = max(1, -(-listed.count("\n- ") // 2))
    length = "one sentence" if most == 1 else f"at most {most} sentences"
    return (
        f"Write {rng.choice(KINDS)} in {language}{about}, in {length}. Every fact below must be in the text, each value "
        "exactly as it is given here. Write sentences, not a list. Add no other names, dates or numbers.\n\n"
        f"{listed}{rest}"
    )


def _said(fact: Fact, style: str, language: str, *, grouped: bool) -> str:
    """A value as people write it."""
    value = fact.value
    if fact.shape.form == "date":
        return _dated(datetime.fromisoformat(value), style, language)
    if fact.shape.form == "date-time":
        moment = datetime.fromisoformat(value)
        return f"{_dated(moment, style, language)}, {moment:%H:%M}"
    if fact.shape.form == "time":
        return normal.clock(value)[0].strftime("%H:%M")
    number = normal.number(value)
    if number is None or fact.shape.kind == "choice":
        return plainly(fact, language)
    year = "year" in fact.names[-1].lower()
    parted = grouped and not year and abs(number) >= 1000
    if spoken := tongue(language):
        return spoken.number(number, grouped=parted)
    return f"{number.normalize():,f}" if parted else f"{number.normalize():f}"


def _dated(day: datetime, style: str, language: str) -> str:
    spoken = tongue(language)
    if style == WORDS and spoken:
        return spoken.day(day.year, day.month, day.day)
    return day.strftime(style.replace("{day}", str(day.day)))
