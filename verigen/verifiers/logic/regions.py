r"""Finds the places in a completion where the final answer may stand, the most explicit first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from verigen.core import traces
from verigen.verifiers.logic.cleaning import plain
from verigen.verifiers.symbolic.completion.extract import own_turn

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 12_000  # characters of a reply that are read, from its end
BLOCKS, BOXES = 16, 40
_BOX = re.compile(r"\\(?:boxed|fbox|framebox)\s*\{")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_OR = re.compile(
    r"^\W*(?:or\b|alternatively|another (?:possible )?(?:solution|answer)|(?:it|this) could also|also possible|option (?:2|b)\b)",
    re.IGNORECASE | re.MULTILINE,
)
_OR_BOX = re.compile(r"\bor\b[^\\]{0,40}\\(?:boxed|fbox)", re.IGNORECASE)
_TAG = re.compile(r"<(answer|final_answer|solution)>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```[\w+-]*[ \t]*\n(.*?)(?:```|\Z)", re.DOTALL)
_MARK = re.compile(
    r"(?:^|(?<=[.!?\n*#:>]))[\s*#_>-]{0,12}(?:here (?:is|are) )?(?:so,? |thus,? |therefore,? |hence,? )?(?:(?:the|my|our|your)\s+)?"
    r"(?:final|completed?|filled|unique|correct|full|only|resulting)?\s{0,8}"
    r"(?:answers?|solutions?|conclusions?|result|grid|assignment|ordering|order|schedule|arrangement|solved puzzle)"
    r"(?:\s+(?:to|of|for)\s+the\s+\w+)?"
    r"[\s*_]{0,8}(?::|is\b\s{0,8}:?|are\b\s{0,8}:?|=|\n)[\s*_]{0,8}",
    re.IGNORECASE,
)  # fmt: skip


class Region(NamedTuple):
    """A place: what it is, its text, and whether that is only a line of a block."""

    source: str
    text: str
    partial: bool = False

    @property
    def final(self) -> bool:
        """Whether the text says that the answer stands here."""
        return self.source in ("box", "answer tag", "final answer", "end") and not self.partial


def reply_of(completion: str) -> str:
    """What the model says after its thinking, in its own turn; empty if the thinking never ends."""
    return own_turn(traces.split(completion).reply)[-MOST:]


def regions(reply: str) -> Iterator[Region]:
    """The places, the most explicit first, then the last blocks of the reply."""
    boxes = list(_boxes(reply))
    if boxes:
        yield Region("box", plain(boxes[-1]))
        yield Region("boxes", plain("\n".join(boxes)))
    if tagged := [found[2] for found in _TAG.finditer(reply)]:
        yield Region("answer tag", plain(tagged[-1]))
    marks = list(_MARK.finditer(reply))
    if marks:
        yield from _growing(reply[marks[-1].end() :])
    if fenced := [found[1] for found in _FENCE.finditer(reply)]:
        yield Region("block", plain(fenced[-1]))
    yield from _shrinking(reply)


def alternatives(reply: str, region: Region) -> Iterator[str]:
    """What the reply offers beside the answer of a region, after an "or"."""
    if region.source == "box" and _OR_BOX.search(reply):
        yield from (plain(box) for box in _boxes(reply))
    whole = plain(reply)
    rest = whole[whole.rfind(region.text) + len(region.text) :] if region.text in whole else ""
    yield from (rest[found.start() :] for found in _OR.finditer(rest))


def _boxes(reply: str) -> Iterator[str]:
    """The content of each balanced box; one that never closes ends with the reply."""
    for opening in list(_BOX.finditer(reply))[-BOXES:]:
        depth = 1
        for brace in _BRACE.finditer(reply, opening.end()):
            depth += {"{": 1, "}": -1}.get(brace[0], 0)
            if depth == 0:
                yield reply[opening.end() : brace.start()]
                break
        else:
            yield reply[opening.end() :]


def _growing(text: str) -> Iterator[Region]:
    """The first line, then the first block, the first two and so on."""
    found = plain(text).strip()
    blocks = _blocks(found)
    yield Region("final answer", found.partition("\n")[0], partial=True)
    for count in range(1, len(blocks) + 1):
        yield Region("final answer", "\n\n".join(blocks[:count]))


def _shrinking(text: str) -> Iterator[Region]:
    """The last line, then the last block, the last two and so on."""
    blocks = _blocks(plain(text).strip())
    if blocks:
        yield Region("end", blocks[-1].rpartition("\n")[2], partial=True)
    for count in range(1, len(blocks) + 1):
        yield Region("end", "\n\n".join(blocks[-count:]))


def _blocks(text: str) -> list[str]:
    return [each for each in re.split(r"\n\s*\n", text) if each.strip()][-BLOCKS:]
