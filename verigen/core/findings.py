"""A finding: what a filter saw in a candidate, and where."""

from __future__ import annotations

from dataclasses import dataclass

UNDECIDED = "undecided"  # the reason of a finding where the filter itself failed
EARLIER = "messages["  # how the field of a finding in an earlier message begins
QUESTION = "prompt"  # the field of a finding in the question, where a teacher wrote it
SHOWN = 160  # characters of an excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Why a candidate should not train, or not as it is.

    `field` names the part of the candidate ("trace", "reply", or "text" for the whole), or an earlier message of its
    record ("messages[3]"), or the question ("prompt"); `start` and `end` are offsets into that text. `score` is the filter's own measure, 1.0 if it has none. `shown` is a
    short excerpt for people, with secrets masked. `label` is the sort of thing ("email", "card"), which also
    names the placeholder that redaction puts in its place.
    """

    reason: str
    field: str
    start: int
    end: int
    score: float = 1.0
    shown: str = ""
    label: str = ""

    @property
    def earlier(self) -> bool:
        """Whether it is in the question or in another message before the candidate's answer."""
        return self.field == QUESTION or self.field.startswith(EARLIER)

    @property
    def told(self) -> str:
        """The excerpt, after the name of the message unless that is the answer."""
        return f"{self.field}: {self.shown}" if self.earlier else self.shown


def excerpt(text: str, start: int, end: int, around: int = 30) -> str:
    """The span with some text around it on one line, at most SHOWN characters."""
    left, right = max(0, start - around), min(len(text), end + around)
    shown = " ".join(text[left:right].split())
    return shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 3]}..."


def masked(text: str, start: int, end: int, around: int = 30) -> str:
    """An excerpt whose span keeps its first two characters; the rest is replaced by asterisks."""
    kept = 2 if end - start > 6 else 0
    hidden = text[start : start + kept] + "*" * min(end - start - kept, 12)
    left, right = max(0, start - around), min(len(text), end + around)
    return " ".join(f"{text[left:start]}{hidden}{text[end:right]}".split())[:SHOWN]
