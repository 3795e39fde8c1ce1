"""Finds personal data: e-mail addresses, telephone numbers, cards, accounts, identity numbers, addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.findings import masked
from verigen.dataset.filters import contacts, messages, numbers_of_people, reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded
    from verigen.dataset.filters.reading import Reading

DIGITS = re.compile(r"\D+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pii:
    """Personal data by pattern, proof and nearby word.

    The proofs are check digits and number plans: Luhn, mod 97, ranges of social security numbers, phonenumbers,
    python-stdnum. What the problem itself states, example domains, test cards and numbers for fiction are none.
    """

    version: str = "5"
    roles = messages.ALL | messages.QUESTION

    def find(self, graded: Graded) -> Sequence[Finding]:
        read = reading.of(graded)
        return [
            read.finding("pii", start, end, label=label, shown=masked(read.veiled, start, end))
            for start, end, label in spans(read)
        ]


def spans(read: Reading) -> list[tuple[int, int, str]]:
    """Where personal data stands, in order, none over another, and its sort."""
    found: list[tuple[int, int, str]] = []
    for start, end, label in (*numbers_of_people.found(read), *contacts.found(read)):
        if not _told(read, start, end) and all(end <= first or last <= start for first, last, _ in found):
            found.append((start, end, label))
    return sorted(found, key=lambda one: one[0])


def _told(read: Reading, start: int, end: int) -> bool:
    """Whether the problem itself states this."""
    said = read.text[start:end].strip()
    if said.lower() in read.low_prompt:
        return True
    digits = DIGITS.sub("", said)
    return len(digits) >= 7 and len(digits) > len(said) / 2 and digits in DIGITS.sub("", read.prompt)
