"""Checks of the form of a reply: lists, headings, sections, JSON, case."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from verigen.verifiers.instruct import counting

if TYPE_CHECKING:
    from verigen.domains.instruct.reference import InstructCheck

_FENCE = re.compile(r"^```(?:json)?\s*\n(.*?)\n?```$", re.DOTALL | re.IGNORECASE)


def words(check: InstructCheck, text: str) -> bool | None:
    return counting.meets(check, counting.words(text))


def sentences(check: InstructCheck, text: str) -> bool | None:
    return counting.meets(check, counting.sentences(text))


def paragraphs(check: InstructCheck, text: str) -> bool | None:
    return counting.meets(check, counting.paragraphs(text))


def divided(check: InstructCheck, text: str) -> bool | None:
    parts = counting.divided(text, re.escape(check.text))
    return parts is not None and counting.meets(check, len(parts))


def bullets(check: InstructCheck, text: str) -> bool | None:
    """Lines that begin with *, - or another bullet."""
    plain = len(re.findall(r"^[ \t]*[-*][ \t]+\S", text, re.MULTILINE))
    wide = len(re.findall(r"^[ \t]*(?:-(?!-)|[+•‣◦]|\*(?!\*))[ \t]*[^\s*-]", text, re.MULTILINE))
    return counting.meets(check, counting.Span(min(plain, wide), max(plain, wide)))


def numbered(check: InstructCheck, text: str) -> bool | None:
    """Items 1., 2., 3. and so on, each once and in order."""
    found = [int(each) for each in re.findall(r"^[ \t]*\**(\d{1,3})[.)]\**[ \t]+\S", text, re.MULTILINE)]
    return found == list(range(1, len(found) + 1)) and counting.meets(check, len(found))


def headings(check: InstructCheck, text: str) -> bool | None:
    return counting.meets(check, len(re.findall(r"^#{1,6}[ \t]+\S", text, re.MULTILINE)))


def highlights(check: InstructCheck, text: str) -> bool | None:
    """Parts between single or double asterisks; a bullet's asterisk is none."""
    bare = re.sub(r"^[ \t]*\*[ \t]+", "", text, flags=re.MULTILINE)
    double = re.findall(r"\*\*[^\n*]*\w[^\n*]*\*\*", bare)
    single = re.findall(r"(?<!\*)\*[^\n*]*\w[^\n*]*\*(?!\*)", re.sub(r"\*\*[^\n*]+\*\*", "", bare))
    return counting.meets(check, len(double) + len(single))


def sections(check: InstructCheck, text: str) -> bool | None:
    """Lines that begin with the separator and a number, such as SECTION 1."""
    found = re.findall(rf"^[\s#*]*{re.escape(check.text)}\s*\d+", text, re.MULTILINE | re.IGNORECASE)
    return counting.meets(check, len(found))


def is_json(_: InstructCheck, text: str) -> bool | None:
    """The whole reply is a JSON object or list, perhaps in a fence; a bare word or number that is JSON leaves it open."""
    fenced = _FENCE.match(text.strip())
    try:
        return isinstance(json.loads(fenced[1] if fenced else text), dict | list) or None
    except (ValueError, RecursionError):
        return False


def title(_: InstructCheck, text: str) -> bool:
    return re.search(r"<<[^<>\n]*\w[^<>\n]*>>", text) is not None


def two(_: InstructCheck, text: str) -> bool:
    """Two different answers, parted by six asterisks."""
    parts = counting.divided(text, r"(?<!\*)\*{6}(?!\*)")
    return parts is not None and len(parts) == 2 and parts[0] != parts[1]


def upper(_: InstructCheck, text: str) -> bool:
    return text.isupper()


def lower(_: InstructCheck, text: str) -> bool:
    return text.islower()


def capitals(check: InstructCheck, text: str) -> bool | None:
    """Words in capitals; those of a single letter, such as I, may count or not."""
    found = [each for each in re.findall(r"[^\W\d_][\w'-]*", text) if each.isupper()]
    return counting.meets(check, counting.Span(sum(len(each) > 1 for each in found), len(found)))


def no_comma(_: InstructCheck, text: str) -> bool:
    return not re.search("[,،、，]", text)  # noqa: RUF001 - commas of other scripts


def no_digits(_: InstructCheck, text: str) -> bool:
    return not re.search(r"\d", text)
