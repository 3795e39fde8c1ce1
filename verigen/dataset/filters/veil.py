"""Hides personal data and keys in a text, so that no filter's excerpt shows what another one found beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.dataset.filters import pii, reading, secret

if TYPE_CHECKING:
    from verigen.core.graded import Graded
    from verigen.dataset.filters.reading import Reading

KEPT = 2  # characters that are shown of a longer one
LONG = 6
PIECE = 8  # characters of a secret that are hidden wherever they stand together


def veiled(read: Reading) -> str:
    """The text with an asterisk for each character of personal data and keys but the first two; offsets stay."""
    text = read.text
    for start, end, _ in (*secret.spans(read), *pii.spans(read)):
        begin = start + KEPT if end - start > LONG else start
        text = f"{text[:begin]}{'*' * (end - begin)}{text[end:]}"
    return text


def hidden(item: Graded, shown: str) -> str:
    """A text that another's filter shows of a candidate, without the candidate's personal data and keys.

    Found is what stands in the candidate, whole or in pieces of PIECE characters, and what the text itself shows to be such.
    """
    read = reading.of(item)
    for start, end, _ in (*secret.spans(read), *pii.spans(read)):
        shown = _without(shown, " ".join(read.text[start:end].split()))
    return veiled(reading.read(shown, item.problem.prompt))


def _without(shown: str, value: str) -> str:
    """The text with asterisks where pieces of the value stand."""
    size = min(PIECE, len(value))
    covered: set[int] = set()
    for piece in {value[at : at + size] for at in range(len(value) - size + 1)}:
        place = shown.find(piece) if piece else -1
        while place >= 0:
            covered.update(range(place, place + size))
            place = shown.find(piece, place + 1)
    return (
        "".join("*" if place in covered else char for place, char in enumerate(shown)) if covered else shown
    )
