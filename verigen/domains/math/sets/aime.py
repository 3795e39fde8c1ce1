"""Reads problems of the American Invitational Mathematics Examination, in any format of its known copies.

The cards of the copies name four licences (MIT, Apache-2.0, CC0-1.0, none) for texts that the Mathematical
Association of America owns; verigen uses none of them.
"""

from __future__ import annotations

import re
from typing import Any

from verigen.domains.math.reference import MathReference
from verigen.domains.math.sets import answers
from verigen.domains.math.sets.reading import RowReading, tags, text

COLUMNS: tuple[str, ...] = ("answer",)
NAME = re.compile(r"(?<![a-z])aime(?![a-z])", re.IGNORECASE)
# One problem has two accepted answers; copies write "080 or 081 (both were accepted)".
ANSWER = re.compile(r"\d{1,3}(?:\.0)?(?: or \d{1,3}.*)?")
ID = re.compile(r"(19[89]\d|20\d\d)-(?:(I{1,2})-)?(\d{1,2})")
URL = re.compile(r"(19[89]\d|20\d\d)_AIME(?:_(I{1,2}))?_Problems/Problem_(\d{1,2})\b")


def holds(row: dict[str, Any], bank: str) -> bool:
    """Whether a row is from AIME.

    Checks the columns or ids of known copies or the bank's name, and that the answer is a whole number from 0
    to 999.
    """
    told = _place(row) is not None or NAME.search(bank) is not None
    return told and ANSWER.fullmatch(str(row["answer"]).strip()) is not None


def read(row: dict[str, Any]) -> RowReading:
    answer = text(row, ("answer",), "answer")
    worked = str(row.get("solution") or "").strip()
    place = _place(row)
    family = place and "aime/" + "-".join(part for part in place if part)
    return RowReading(
        prompt=text(row, ("problem", "question", "prompt"), "problem"),
        reference=MathReference(
            answer=str(int(answer)) if answer.isdecimal() else answers.final(answer),
            solution=worked if len(worked) > len(answer) else None,
        ),
        family=family,
        policy="heldout_only",
        tags=tags(
            contest="AIME", year=place and place[0], paper=place and place[1], number=place and place[2]
        ),
    )


def _place(row: dict[str, Any]) -> tuple[str, str, str] | None:
    """Year, paper (empty before 2000) and number, from the id, the columns or the URL of the problem."""
    year, number = (str(row.get(name) or "").removesuffix(".0") for name in ("year", "problem number"))
    if year.isdecimal() and number.isdecimal():
        return year, _paper(row.get("part")), str(int(number))
    found = ID.fullmatch(str(row.get("id") or "").strip()) or URL.search(str(row.get("url") or ""))
    return (found[1], found[2] or "", str(int(found[3]))) if found else None


def _paper(told: object) -> str:
    plain = str(told or "").strip().upper()
    return plain if plain in {"I", "II"} else ""
