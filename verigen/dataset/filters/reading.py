"""Divides a candidate into trace and reply, prose and sentences, once for all filters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from verigen.core import traces
from verigen.core.findings import Finding, excerpt
from verigen.dataset.filters import screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.graded import Graded
    from verigen.dataset.filters.screen import WatchedPattern

FENCE = re.compile(r"```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)", re.DOTALL)
INLINE = re.compile(r"`[^`\n]+`")
MATHS = re.compile(
    r"\$\$.+?\$\$|\\\[.+?\\\]|\\\(.+?\\\)|\\boxed\{(?:[^{}]|\{[^{}]*\})*\}|<<[^<>\n]*>>"
    r"|\$(?=[^$\n]*[\\=^_+*/<>]|[\w.,]{1,12}\$)[^$\n]{1,200}\$",
    re.DOTALL,
)
SENTENCE = re.compile(r"[^\n.!?。！？]*(?:[.!?](?=\S)[^\n.!?。！？]*)*[.!?。！？]*")  # noqa: RUF001 - Chinese marks
SPACED = re.compile(r"[.!?][\t\r\x0b\x0c\x1c-\x1f]")
RUN = re.compile(r"[^\W_]+")
LETTERS = re.compile(r"[^\W\d_]+")
LONG = re.compile(r"\d(?:[ .()/-]{0,2}\d){6}")
BENIGN = frozenset(
    "number numbers numbered simple simply simplify simplified simplifies price prices piece pieces worth integer integers into internal filter filtered filters standard "
    "compute computes computed computing computation complete completes completed compare comparison component components companion common a i come comes group groups "
    "correct correctly right rights check checked checks grid goes go going end ends ended ending back last most know known knows since called calls call name names named "
    "using use used up find finds found found finder cut less beat find without with within together work works working worker workers means mean meaning large".split()
) - frozenset("correct known know last since".split())
LETTERED = bytes(code if chr(code).isalpha() and code < 128 else 32 for code in range(256))
BEYOND = re.compile(r"[^\W\x00-\x7f]")
STEM = 4  # letters of a word's stem
NOT_NEWLINE = re.compile(r"[^\n]")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")


class TextPiece(NamedTuple):
    """A part of the candidate's text: "trace" or "reply", and where it stands."""

    name: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence of a piece without code and maths; `start` and `end` are offsets into the candidate's text."""

    piece: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=False, eq=False)
class Reading:
    """A candidate's text, divided. Everything is computed once, when a filter first asks for it."""

    text: str
    prompt: str
    pieces: tuple[TextPiece, ...] = field(default=())

    @cached_property
    def trace(self) -> str | None:
        return next((self.text[p.start : p.end] for p in self.pieces if p.name == "trace"), None)

    @cached_property
    def reply(self) -> str:
        return next((self.text[p.start : p.end] for p in self.pieces if p.name == "reply"), "")

    @cached_property
    def uncoded(self) -> str:
        """The text with code replaced by spaces; offsets stay."""
        if "`" not in self.text and "~~~" not in self.text:
            return self.text
        return INLINE.sub(_spaces, FENCE.sub(_spaces, self.text))

    @cached_property
    def prose(self) -> str:
        """The text with code and maths replaced by spaces; offsets stay."""
        return MATHS.sub(_spaces, self.uncoded)

    @cached_property
    def impossible(self) -> frozenset[int]:
        """The watched patterns that can't match the text."""
        return screen.impossible("text", self.text) if self.latin else screen.NOTHING

    @cached_property
    def impossible_prose(self) -> frozenset[int]:
        return screen.impossible("prose", self.prose) if self.latin else screen.NOTHING

    def may(self, watched: WatchedPattern) -> bool:
        """Whether a pattern watched in the text may match."""
        return watched.number not in self.impossible

    def found(self, watched: WatchedPattern) -> Iterator[re.Match[str]]:
        return watched.within(self.text, self.impossible)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(self._sentences())

    @cached_property
    def chunks(self) -> tuple[list[str], ...]:
        """What stands between spaces in each sentence, in lower case."""
        return tuple(one.text.lower().split() for one in self.sentences)

    def _sentences(self) -> Iterator[Sentence]:
        for name, begin, end in self.pieces:
            for start, said in _divided(self.prose[begin:end]):
                bare = said.strip()
                if bare:
                    place = begin + start + said.index(bare)
                    yield Sentence(name, place, place + len(bare), bare)

    @cached_property
    def low(self) -> str:
        """The text in lower case; offsets stay."""
        return _lower(self.text)

    @cached_property
    def low_words(self) -> list[str]:
        """What stands between spaces in the text, in lower case."""
        return self.low.split()

    @cached_property
    def low_prose(self) -> str:
        return _lower(self.prose)

    @cached_property
    def words(self) -> frozenset[str]:
        """The runs of letters, in lower case."""
        if self.latin:
            return frozenset(self.low.encode("ascii", "replace").translate(LETTERED).decode().split())
        return frozenset(LETTERS.findall(self.low))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The first four letters of every word but the commonest of such texts, for a quick look."""
        return frozenset(word[:STEM] for word in set(RUN.findall(self.low)) - BENIGN)

    @cached_property
    def long_number(self) -> bool:
        """Whether seven digits stand close together."""
        return LONG.search(self.text) is not None

    @cached_property
    def quick(self) -> bool:
        """Whether the text is of ASCII characters alone, so that no rule for other languages applies."""
        return self.text.isascii()

    @cached_property
    def latin(self) -> bool:
        """Whether every letter is one of ASCII; other signs may be beyond it."""
        return self.quick or BEYOND.search(self.text) is None

    @cached_property
    def low_prompt(self) -> str:
        return self.prompt.lower()

    @cached_property
    def code(self) -> tuple[tuple[int, int], ...]:
        """Spans of code."""
        return tuple(found.span() for found in FENCE.finditer(self.text)) if "```" in self.text else ()

    def in_code(self, place: int) -> bool:
        return any(start <= place < end for start, end in self.code)

    def piece_of(self, place: int) -> str:
        return next((p.name for p in self.pieces if p.start <= place < p.end), "text")

    @cached_property
    def veiled(self) -> str:
        """The text without personal data and keys, for excerpts; offsets stay."""
        from verigen.dataset.filters import veil  # which reads with this module

        return veil.veiled(self)

    def finding(
        self, reason: str, start: int, end: int, *, score: float = 1.0, label: str = "", shown: str = ""
    ) -> Finding:
        """A finding over this span, with an excerpt unless one is given."""
        return Finding(
            reason=reason,
            field=self.piece_of(start),
            start=start,
            end=end,
            score=score,
            shown=shown or excerpt(self.veiled, start, end),
            label=label,
        )


def _divided(text: str) -> Iterator[tuple[int, str]]:
    """Sentences with their places. A mark and the line break or space after it end one, and so does a line break."""
    if not text.isascii() or SPACED.search(text):
        yield from ((found.start(), found.group()) for found in SENTENCE.finditer(text))
        return
    place = 0
    for said in text.replace(". ", ".\n").replace("? ", "?\n").replace("! ", "!\n").split("\n"):
        yield place, said
        place += len(said) + 1


def of(graded: Graded) -> Reading:
    return read(graded.candidate.text, graded.problem.prompt)


@lru_cache(maxsize=16)
def read(text: str, prompt: str) -> Reading:
    return Reading(text, prompt, _pieces(text))


def _pieces(text: str) -> tuple[TextPiece, ...]:
    """Where trace and reply stand, as verigen.core.traces divides them."""
    bare = FENCE.sub(_spaces, text) if "```" in text else text
    for opening, closing in traces.PAIRS:
        # a tag inside a program is a part of that program; one that begins a line ends even an unclosed program
        end = max(bare.rfind(closing), text.rfind(f"\n{closing}") + 1 or -1)
        if end >= 0:
            begin = text.find(opening, 0, end)
            start = begin + len(opening) if begin >= 0 and not text[:begin].strip() else 0
            return (TextPiece("trace", start, end), TextPiece("reply", end + len(closing), len(text)))
    for opening, _ in traces.PAIRS:
        if text.lstrip().startswith(opening):
            return (TextPiece("trace", text.index(opening) + len(opening), len(text)),)
    return (TextPiece("reply", 0, len(text)),)


def _lower(text: str) -> str:
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(each if len(each) == 1 else char for char in text for each in (char.lower(),))


def _spaces(found: re.Match[str]) -> str:
    return NOT_NEWLINE.sub(" ", found.group())


def forget() -> None:
    """Forget what was read last, as for a measurement."""
    read.cache_clear()
