"""States fields in other languages than English, with the forms that people there use. Knows nothing of the verifier.

Months come from Faker's own tables where it has them.
"""

# Turkish has an i without a dot.
# ruff: noqa: RUF001

from __future__ import annotations

import random
import re
from datetime import date
from importlib import import_module
from typing import Any

from planted import leaves

LOCALES = {
    "German": "de_DE", "French": "fr_FR", "Spanish": "es_ES", "Italian": "it_IT", "Dutch": "nl_NL",
    "Polish": "pl_PL", "Portuguese": "pt_BR", "Swedish": "sv_SE", "Turkish": "tr_TR",
}  # fmt: skip
SWEDISH = "januari februari mars april maj juni juli augusti september oktober november december".split()
FLAGS = {
    "German": ("ja", "nein"), "French": ("oui", "non"), "Spanish": ("sí", "no"), "Italian": ("sì", "no"), "Dutch": ("ja", "nee"),
    "Polish": ("tak", "nie"), "Portuguese": ("sim", "não"), "Swedish": ("ja", "nej"), "Turkish": ("evet", "hayır"),
}  # fmt: skip
SAID = {
    "German": "Bei {} gilt: {}.", "French": "Pour {}, il faut noter : {}.", "Spanish": "En {} consta: {}.",
    "Italian": "Per {} vale: {}.", "Dutch": "Bij {} staat: {}.", "Polish": "Dla {} podano: {}.",
    "Portuguese": "Em {} consta: {}.", "Swedish": "För {} gäller: {}.", "Turkish": "{} için bilgi: {}.",
}  # fmt: skip
OF = {"Spanish": " de ", "Portuguese": " de "}
SPACES = {"French": "\u202f", "Polish": "\u00a0", "Swedish": " "}


def months(language: str) -> list[str]:
    if language == "Swedish":
        return SWEDISH
    found = import_module(f"faker.providers.date_time.{LOCALES[language]}").Provider.MONTH_NAMES
    return [str(each) for each in found.values()]


def day(value: date, language: str, rng: random.Random) -> str:
    name, of = months(language)[value.month - 1], OF.get(language, " ")
    dot = "." if language == "German" else ""
    return rng.choice(
        (
            value.isoformat(),
            f"{value.day}{dot}{of}{name}{of}{value.year}",
            f"{value.day:02}.{value.month:02}.{value.year}",
            f"{value.day:02}/{value.month:02}/{value.year}",
        )
    )


def number(value: float, language: str, rng: random.Random) -> str:
    whole, _, tail = f"{abs(value)}".partition(".") if "e" not in repr(value) else (repr(value), "", "")
    tail = "" if tail == "0" else tail
    if len(whole) > 3 and rng.random() < 0.5:
        groups = [whole[max(0, at - 3) : at] for at in range(len(whole), 0, -3)][::-1]
        whole = SPACES.get(language, ".").join(groups)
    return ("-" if value < 0 else "") + (f"{whole},{tail}" if tail else whole)


def clock(value: str, language: str, rng: random.Random) -> str:
    hour, minute = value[:2], value[3:5]
    forms = {
        "German": f"{hour}.{minute} Uhr",
        "French": f"{hour}h{minute}",
        "Swedish": f"kl. {hour}.{minute}",
    }
    return rng.choice((f"{hour}:{minute}", forms.get(language, f"{hour}:{minute}")))


def said(value: Any, form: str, language: str, rng: random.Random) -> str:
    if isinstance(value, bool):
        return FLAGS[language][not value]
    if isinstance(value, int | float):
        return number(value, language, rng)
    if form and not re.match(r"\d\d", value):
        return str(value)  # a value that was put in another one's place
    if form == "date":
        return day(date.fromisoformat(value), language, rng)
    if form == "date-time":
        return f"{day(date.fromisoformat(value[:10]), language, rng)}, {clock(value[11:], language, rng)}"
    if form == "time":
        return clock(value, language, rng)
    return str(value).replace("_", " ")


def sentences(
    fields: dict[str, Any], forms: dict[tuple[Any, ...], str], language: str, rng: random.Random
) -> str:
    made = []
    for at, (place, value) in enumerate(leaves(fields)):
        if value is not None:  # a made-up name, because the field's own could state a choice
            name = "Zu" + "aeiou"[at % 5] + "bdfgk"[at // 5 % 5] + "alun"[at // 25 % 4]
            made.append(SAID[language].format(name, said(value, forms.get(named(place), ""), language, rng)))
    return " ".join(made)


def named(place: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(step for step in place if isinstance(step, str))


def forms_of(schema: dict[str, Any], place: tuple[Any, ...] = ()) -> dict[tuple[Any, ...], str]:
    """The formats of a schema without references, by the names that lead to them."""
    found = {place: str(schema["format"])} if "format" in schema else {}
    for name, inner in schema.get("properties", {}).items():
        found |= forms_of(inner, (*place, name))
    return found | (forms_of(schema["items"], place) if "items" in schema else {})
