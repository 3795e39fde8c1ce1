"""Composes a reply that passes a set of checks, which proves that they do not contradict each other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from verigen.core.errors import NoOwnAnswer
from verigen.verifiers.instruct.part import passes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verigen.domains.instruct.reference import InstructCheck, InstructReference

FILLERS: Mapping[str, Sequence[str]] = {
    "en": (
        "People often find this subject quite useful in their daily life",
        "Most of it can be explained in very simple terms",
        "Small steps usually bring good results over time",
        "Many guides describe the same path with other examples",
    ),
    "de": (
        "Viele Menschen finden dieses Thema im Alltag sehr wichtig",
        "Das meiste davon kann man mit einfachen Worten gut erklären",
        "Kleine Schritte bringen mit der Zeit oft gute Ergebnisse",
    ),
    "fr": (
        "Beaucoup de gens trouvent ce sujet très utile dans leur vie quotidienne",
        "On peut expliquer presque tout avec des mots simples et clairs",
        "Les petits pas donnent souvent de bons résultats avec le temps",
    ),
    "es": (
        "Muchas personas encuentran este tema muy útil en su vida diaria",
        "Casi todo se puede explicar con palabras sencillas y claras",
        "Los pequeños pasos suelen dar buenos resultados con el tiempo",
    ),
}
MOST_TRIES = 120


def composed(reference: InstructReference) -> str:
    """A reply that passes all checks. Raises NoOwnAnswer if none is found."""
    by_kind = {each.kind: each for each in reference.checks}
    for number in range(MOST_TRIES):
        reply = _built(by_kind, sentences=1 + number % 40, offset=number // 40)
        if all(passes(each, reply) for each in reference.checks):
            return reply
    raise NoOwnAnswer("no reply was found that follows all instructions")


def _built(checks: Mapping[str, InstructCheck], *, sentences: int, offset: int) -> str:
    """A reply with about so many sentences; one of its lengths mostly fits."""
    if "choice" in checks:
        return checks["choice"].words[0]
    lines = _sentences(checks, sentences, offset)
    if "json" in checks:
        return json.dumps({"answer": " ".join(lines)}, ensure_ascii=False)
    text = _cased(checks, _framed(checks, _body(checks, lines)))
    if "no_comma" in checks:
        text = text.replace(",", "")
    return _letters(checks, text)


def _sentences(checks: Mapping[str, InstructCheck], count: int, offset: int) -> list[str]:
    language = checks["language"].text if "language" in checks else "en"
    banned = {word.casefold() for word in checks["forbidden"].words} if "forbidden" in checks else set()
    pool = [each for each in FILLERS[language] if not banned & set(each.casefold().split())] or ["Yes"]
    found = [pool[(at + offset) % len(pool)] for at in range(count)]
    if "keywords" in checks:
        found[0] += (
            f" with {' and '.join(checks['keywords'].words)}"
            if language == "en"
            else f" {' '.join(checks['keywords'].words)}"
        )
    if "keyword_count" in checks and checks["keyword_count"].relation != "at most":
        found[-1] += f" {checks['keyword_count'].text}" * checks["keyword_count"].count
    if "capitals" in checks and checks["capitals"].relation != "at most":
        found[-1] += " GOOD" * checks["capitals"].count
    if "placeholders" in checks:
        found[-1] += " [name]" * checks["placeholders"].count
    if "highlights" in checks:
        found[-1] += " *good advice*" * checks["highlights"].count
    if "words" in checks:
        _padded(found, checks["words"])
    return [f"{each}." for each in found]


def _padded(found: list[str], wanted: InstructCheck) -> None:
    """Words are added to the last sentence up to the count, if it is near."""
    missing = wanted.count - sum(len(each.split()) for each in found)
    if wanted.relation != "at most" and 0 < missing < 12:
        found[-1] += " indeed" * missing


def _body(checks: Mapping[str, InstructCheck], lines: list[str]) -> str:
    for kind, mark in (
        ("bullets", "- {1}"),
        ("numbered", "{0}. {1}"),
        ("headings", "# Part\n\n{1}"),
        ("sections", "{2} {0}\n{1}"),
    ):
        if kind in checks:
            count = checks[kind].count
            sign = checks[kind].text
            items = [mark.format(at + 1, lines[at % len(lines)], sign) for at in range(count)]
            return "\n".join(items) if kind in ("bullets", "numbered") else "\n\n".join(items)
    if "two" in checks:
        return f"{' '.join(lines)}\n\n******\n\n{lines[0]} {' '.join(lines)}"
    if "divided" in checks:
        return f"\n\n{checks['divided'].text}\n\n".join(_parts(lines, checks["divided"].count))
    if "first_word" in checks:
        parts = _parts(lines, checks["first_word"].count)
        at = checks["first_word"].place - 1
        parts[at] = f"{checks['first_word'].text.capitalize()} {parts[at][0].lower()}{parts[at][1:]}"
        return "\n\n".join(parts)
    if "paragraphs" in checks:
        return "\n\n".join(_parts(lines, checks["paragraphs"].count))
    return " ".join(lines)


def _parts(lines: list[str], count: int) -> list[str]:
    """The lines in so many parts; there are at least as many lines."""
    more = [*lines, *(lines[at % len(lines)] for at in range(count))][: max(count, len(lines))]
    size = len(more) // count
    return [" ".join(more[at * size : (at + 1) * size if at < count - 1 else None]) for at in range(count)]


def _framed(checks: Mapping[str, InstructCheck], body: str) -> str:
    """The body with its beginning and its end."""
    before = [f"<<{'A title' if 'language' not in checks else 'Titel'}>>"] if "title" in checks else []
    if "repeated" in checks:
        before.append(checks["repeated"].text)
    if "starts" in checks:
        body = f"{checks['starts'].text} {body}"
    after = [f"{checks['postscript'].text} {FILLERS['en'][0]}."] if "postscript" in checks else []
    if "ends" in checks:
        after.append(checks["ends"].text)
    text = (
        "\n\n".join([*before, body, *after])
        if "paragraphs" not in checks and "first_word" not in checks
        else " ".join([*before, body, *after])
    )
    return f'"{text}"' if "quoted" in checks else text


def _cased(checks: Mapping[str, InstructCheck], text: str) -> str:
    return text.upper() if "upper" in checks else text.lower() if "lower" in checks else text


def _letters(checks: Mapping[str, InstructCheck], text: str) -> str:
    """More of a letter, as a word of its own, where it must occur often."""
    wanted = checks.get("letter_count")
    if wanted is None or wanted.relation == "at most" or passes(wanted, text) is not False:
        return text
    return f"{text} {wanted.text * wanted.count}"
