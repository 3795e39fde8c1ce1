"""Says which facts a text lacks, and which dates and numbers it states that are no fact.

A reader that guesses can give the right fields for a text that does not state them. So each value is looked for in the
text itself: strings as they stand, dates and times in any usual form of the text's language, numbers in digits or words.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from verigen.core.text import numbers
from verigen.verifiers.fields import dates, normal
from verigen.verifiers.fields.compare import brief
from verigen.verifiers.fields.facts import Fact, facts
from verigen.verifiers.fields.shape import words_of
from verigen.verifiers.fields.tongues import ENGLISH, tongue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verigen.verifiers.fields.dates import DateMention
    from verigen.verifiers.fields.shape import SchemaShape

GONE = "\x01"  # stands where a fact was, so that its digits are not read again
BULLET = re.compile(r"(?m)^\s*\(?\d{1,2}[.)](?=\s)")
ORDINAL = re.compile(r"(?<!\w)(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
SCALES = {"hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "billion": 10**9}
SIGNED = re.compile(
    r"(?P<minus>(?<![\w.,)-])-\s?|\b(?:minus|negative)\s)?[$€£¥]?(?P<digits>\d[\d.,\u00a0\u202f]*\d|\d)"
    r"(?:\s?(?P<scale>hundred|thousand|million|billion|k)\b)?",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.\w+|https?://\S+|\bwww\.\S+", re.IGNORECASE)
COMMON = frozenset("the and for with has was are its per not yes".split())


class TextFault(NamedTuple):
    """What is wrong with a text: a fact is missing, a date can be read in two ways, or a value is no fact."""

    kind: Literal["missing", "ambiguous", "unasked"]
    place: str
    value: Any

    def __str__(self) -> str:
        if self.kind == "unasked":
            return f"the text states {brief(self.value)}, which no field has"
        why = "can be read in two ways" if self.kind == "ambiguous" else "is not in the text"
        return f"{self.place}: {brief(self.value)} {why}"


def faults(shape: SchemaShape, fields: dict[str, Any], text: str, language: str = ENGLISH) -> list[TextFault]:
    """The faults of a text, by kind of value."""
    every = [each for each in facts(shape, fields) if each.value is not None]
    return _Search(every, text, language).faults()


class _Search:
    """Looks for the facts kind by kind, and takes what it finds out of the text."""

    def __init__(self, every: list[Fact], text: str, language: str) -> None:
        self._facts, self._language, self._tongue = every, language, tongue(language)
        self._whole = normal.text(text).casefold()
        self._rest = normal.text(BULLET.sub(" ", text)).casefold()
        self._found: list[TextFault] = []

    def faults(self) -> list[TextFault]:
        self._strings([each for each in self._facts if _plain(each)])
        self._moments()
        self._choices([each for each in self._facts if each.shape.kind == "choice"])
        self._flags([each for each in self._facts if isinstance(each.value, bool)])
        self._numbers([each for each in self._facts if normal.number(each.value) is not None])
        self._found += [TextFault("unasked", "", each) for each in ADDRESS.findall(self._rest)]
        return self._found

    def _miss(self, fact: Fact, kind: Literal["missing", "ambiguous"] = "missing") -> None:
        self._found.append(TextFault(kind, fact.place, fact.value))

    def _strings(self, found: list[Fact]) -> None:
        """Longest first, because one may stand inside another; one of several fields must be said as often."""
        left = self._whole
        plain = _grouped(found, lambda value: normal.text(value).casefold())
        for value, same in sorted(plain.items(), key=lambda each: -len(each[0])):
            wanted = re.compile(_bounded(re.escape(value)))
            left, times = wanted.subn(GONE, left)
            self._rest = wanted.sub(GONE, self._rest)
            for fact in same[times:]:
                self._miss(fact)

    def _choices(self, found: list[Fact]) -> None:
        """A choice is looked for by its words, in every language; one of several fields must be said as often."""
        for value, same in _grouped([each for each in found if isinstance(each.value, str)]).items():
            wanted = re.compile(_worded(value))
            times = len(wanted.findall(self._whole))
            self._rest = wanted.sub(GONE, self._rest)
            for fact in same[times:]:
                self._miss(fact)

    def _flags(self, found: list[Fact]) -> None:
        """A yes or no can be said in many ways: some word of the field's name must be in the text.

        In other languages the name is translated: the text must say yes or no in words, once per field.
        """
        if self._tongue:
            said = Counter(re.findall(r"\w+", self._whole))
            for flag, words in ((True, self._tongue.yes), (False, self._tongue.no)):
                same = [fact for fact in found if fact.value is flag]
                for fact in same[sum(said[word] for word in words) :]:
                    self._miss(fact)
            return
        for fact in found:
            names = words_of(" ".join(fact.names)) or [""]
            wanted = [word[:5] for word in names if len(word) > 2 and word not in COMMON]
            if wanted and not any(re.search(rf"\b{re.escape(word)}", self._whole) for word in wanted):
                self._miss(fact)

    def _moments(self) -> None:
        days = [(fact, _day(fact)) for fact in self._facts if fact.shape.form in {"date", "date-time"}]
        clocks = [(fact, _clock(fact)) for fact in self._facts if fact.shape.form in {"time", "date-time"}]
        # first the dates are taken out: "2026.03.12" holds no time
        self._mentions(dates.dates, [(fact, day) for fact, day in days if day is not None])
        self._mentions(dates.times, [(fact, clock) for fact, clock in clocks if clock is not None])

    def _mentions(
        self, read: Callable[[str, str], Iterator[DateMention]], wanted: list[tuple[Fact, Any]]
    ) -> None:
        mentions = list(read(self._rest, self._language))
        sure = {each.readings[0] for each in mentions if len(each.readings) == 1}
        unsure = {reading for each in mentions for reading in each.readings}
        for fact, value in wanted:
            if value not in sure:
                self._miss(fact, "ambiguous" if value in unsure else "missing")
        values = {value for _, value in wanted}
        for each in sorted(mentions, reverse=True):
            if not values & set(each.readings):
                self._found.append(TextFault("unasked", "", self._rest[each.start : each.end]))
            self._rest = self._rest[: each.start] + GONE + self._rest[each.end :]

    def _numbers(self, found: list[Fact]) -> None:
        every = {value for fact in found if (value := normal.number(fact.value)) is not None}
        if self._tongue:
            self._rest = self._tongue.joined(self._rest, {abs(each).normalize() for each in every})
        said = [(match.group().strip(), set(self._readings(match))) for match in self._mentioned()]
        spelled = self._spelled()
        for value, same in _grouped(found, normal.number).items():
            times = sum(value in readings for _, readings in said) + (value in spelled) * len(same)
            for fact in same[times:]:
                self._miss(fact)
        wanted = every | self._counts()
        for text, readings in said:
            if not readings & wanted:
                self._found.append(TextFault("unasked", "", text))

    def _spelled(self) -> set[Decimal]:
        """The numbers that the text has in words."""
        if self._tongue:
            small = self._tongue.small
            return {
                Decimal(small[word]) for word in small if re.search(_bounded(re.escape(word)), self._rest)
            }
        found = set(map(_decimal, numbers.numbers(re.sub(r"\d\S*", GONE, self._rest))))
        return found | ({Decimal(1)} if re.search(r"\b(one|single)\b", self._rest) else set())

    def _mentioned(self) -> Iterable[re.Match[str]]:
        most = max(self._counts(), default=Decimal(0))
        rest = ORDINAL.sub(lambda each: GONE if int(each[1]) <= most else each[0], self._rest)
        return SIGNED.finditer(rest)

    def _readings(self, match: re.Match[str]) -> Iterator[Decimal]:
        """What a number in digits can mean: points and commas part decimals or thousands, by the language."""
        scale = SCALES.get((match["scale"] or "").lower(), 1) * (-1 if match["minus"] else 1)
        digits = re.sub("[\u00a0\u202f]", "", match["digits"])
        if self._tongue:
            yield from (each.normalize() * scale for each in self._tongue.readings(digits))
            return
        form = digits.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{2,3})+(\.\d+)?", digits) else digits
        if re.fullmatch(r"\d{1,30}(\.\d{1,30})?", form):
            yield Decimal(form).normalize() * scale

    def _counts(self) -> set[Decimal]:
        """How many items the arrays have: a text may number or count them."""
        found = re.findall(r"/(\d+)(?=/|\n)", "".join(f"{each.place}\n" for each in self._facts))
        return {Decimal(int(each) + 1) for each in found}


def _plain(fact: Fact) -> bool:
    if not isinstance(fact.value, str) or fact.shape.kind == "choice":
        return False
    return fact.shape.form not in {"date", "time", "date-time"}


def _grouped(found: list[Fact], key: Callable[[Any], Any] = str) -> dict[Any, list[Fact]]:
    """Facts of equal values together."""
    made: dict[Any, list[Fact]] = {}
    for fact in found:
        made.setdefault(key(fact.value), []).append(fact)
    return made


def _worded(value: str) -> str:
    """A pattern for a choice: full_time is also "full-time"; a long last word may have an ending."""
    words = words_of(value) or [value.casefold()]
    parts = re.split(r"[\W_]+", value.strip())
    between = r"[\W_]{1,3}" if len(parts) == len(words) else r"[\W_]{0,3}"
    ending = r"(?!\d)" if len(words[-1]) > 3 else r"(?![^\W_])"
    return r"(?<![^\W_])" + between.join(map(re.escape, words)) + ending


def _bounded(pattern: str) -> str:
    return rf"(?<![^\W_]){pattern}(?![^\W_])"


def _day(fact: Fact) -> date | None:
    found = normal.formed(fact.value, fact.shape.form)
    return getattr(found, "date", lambda: found)() if isinstance(found, date) else None


def _clock(fact: Fact) -> time | None:
    found = normal.formed(fact.value, fact.shape.form)
    if isinstance(found, tuple):
        clock: time = found[0]
        return clock
    return found.time() if hasattr(found, "time") else None


def _decimal(value: Any) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
