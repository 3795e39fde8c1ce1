"""Hides personal data and keys in a text, so that no filter's excerpt shows what another one found beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.dataset.filters import pii, secret

if TYPE_CHECKING:
    from verigen.dataset.filters.reading import Reading

KEPT = 2  # characters that are shown of a longer one
LONG = 6


def veiled(read: Reading) -> str:
    """The text with an asterisk for each character of personal data and keys but the first two; offsets stay."""
    text = read.text
    for start, end, _ in (*secret.spans(read), *pii.spans(read)):
        begin = start + KEPT if end - start > LONG else start
        text = f"{text[:begin]}{'*' * (end - begin)}{text[end:]}"
    return text
