"""Reads the equations between numbers in a text, and says which are false."""

from __future__ import annotations

import itertools
import operator
import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from verigen.dataset.filters.screen import NOTHING, WatchedPattern, watch

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTE = re.compile(r"<<([^<>\n]*)>>")
UNREADABLE = re.compile(r"[\d)]\s+[\d(]|/\s*\d+\s*/|\.\s*\d+\s*\.|\.\d+\(\d+\)|(?<![\d.,])0\d|%|[,.]\s+\d")
SHELL = re.compile(  # every branch begins with one sign, so that `re` leaps from sign to sign
    r"\\[()\[\]]|\\\$|\$|\u20ac|\u00a3|\u00a5|\*\*(?=\S[^*\n]*\*\*)|\*\*(?<=\S\*\*)(?!\d)|\{(?=\s*[,}])|\}(?=\s*[,}])"
    r"|\\boxed|\\displaystyle|\\left|\\right|\\[,;:!]|&|\u00a0|\u202f"
)
TIMES = watch(
    re.compile(r"([\d)])([ \t]*[\u00d7\u2715\u2217\u22c5\u00b7][ \t]*| [xX] |[xX])(?=[\d(.])"), "plain"
)
WORDED = watch(
    re.compile(
        r"(?P<left>(?:[+*^\u00f7-]|/ )[ \t]*\(?\.?\d[\d.,]*\)?)(?P<words>[ \t]+(?:equals|is equal to|gives|makes|yields|is|are|ergibt|ist|son|es|font|fait|fa)[ \t]+)(?=-?\.?\d)"
    ),
    "plain",
)
SPELLED = tuple(
    (watch(re.compile(rf"(\d)( (?:{words}) )(?=\d)"), "plain"), sign)
    for words, sign in (
        ("times|multiplied by|mal", "*"),
        ("plus", "+"),
        ("minus", "-"),
        ("divided by|over", "/"),
    )
)
COMMAND = r"\\(?:cdot|times|div|[dt]?frac|sqrt)(?![a-zA-Z])"
SIDE = rf"(?:[\d.,()+\-*/^\u00f7\u2212\u2013%!{{}}]|{COMMAND}|[ \t](?![ \t]*\n))+"
CHAIN = re.compile(rf"{SIDE}(?:(?<![=<>!:+*/])=(?![=<>]){SIDE})+")
SIGNS = " \t0123456789.,()+-*/^\u00f7\u2212\u2013%!{}"  # of a side without commands
QUICK = re.compile(  # a whole chain "a + b = c" of whole numbers: neither side goes on beyond it
    rf"([0-9])(?:(?<![{re.escape(SIGNS)}=][0-9])|(?<=[^{re.escape(SIGNS)}=] [0-9]))([0-9]{{0,17}}) ?([-+*/]) ?([0-9]{{1,18}}) ?= ?([0-9]{{1,18}})"
    rf"(?=[.,]?(?: ?[^{re.escape(SIGNS)}=]|\Z))"
)
OTHERWISE = re.compile(r"[<>!:+*/=]=|=[<>]")
BREAK = re.compile(r"[,;](?=\s)|\.(?=\s|$)|,\s*$")
SIMPLE = re.compile(r"([0-9]{1,30}(?:\.[0-9]{1,30})?)(?: ?([+*/-]) ?([0-9]{1,30}(?:\.[0-9]{1,30})?))?")
OPERATIONS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
PLAIN = r"(?:[0-9]{1,18}(?:\.[0-9]{1,18})?|\.[0-9]{1,18})"
ARITHMETIC = re.compile(rf"{PLAIN}(?:[ \t]*[-+*/][ \t]*{PLAIN})*")
TERM = re.compile(rf"([-+*/]?)[ \t]*({PLAIN})")
BARE = re.compile(r"-?[\d.,]+")
FUNCTION_BEFORE = re.compile(  # what applies to the first term alone, or to the whole: twice 3 + 4 = 10
    r"\b(?:twice|thrice|double|triple|half|minus|plus|times|negative|(?:square|cube|root|half|third|quarter|fifth|tenth|factorial|inverse|reciprocal|double|triple|power|multiple) of)\s*$",
    re.IGNORECASE,
)
OPERATOR_END = re.compile(r"[-+*/^\u00f7\u2212\u2013(]\s*$|\\[a-z]+\s*$")
NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
MODULO = watch(
    re.compile(
        r"(?<![\w.)\]^*/+=-])(?P<left>[\d+\-*^() ]*\d\)?)\s*(?:=|\u2261|\\equiv|is congruent to)\s*(?P<right>-?\d+)\s*,?\s*(?:\(\s*|\\)?(?:p?mod(?:ulo)?|bmod)\b\s*\{?\s*(?P<modulus>\d+)"
    ),
    "plain",
)
RESIDUE = watch(
    re.compile(
        r"(?<![\w.)\]^*/+=-])(?P<left>[\d+\-*^() ]*\d\)?)\s*(?:\\bmod|\\mod|mod(?:ulo)?)\b\s*(?P<modulus>\d+)\s*(?:=|is|equals)\s*(?P<right>-?\d+)(?!\d|\.\d|\s*[-+*/^=(])"
    ),
    "plain",
)
SHARE = watch(
    re.compile(
        rf"(?<![\w.])(?P<share>\d+(?:\.\d+)?)\s*(?:\\?%|percent|per cent)\s+of\s+(?P<whole>{NUMBER})\s*(?:=|is|equals|gives|makes)\s*(?P<part>{NUMBER})(?![\d.]*\d|\s*[-+*/^=(%x])"
    ),
    "plain",
)
PORTION = watch(
    re.compile(
        rf"(?<![\w./])(?P<top>\d+)/(?P<bottom>\d+)\s+of\s+(?P<whole>{NUMBER})\s*(?:=|is|equals|gives)\s*(?P<part>{NUMBER})(?![\d.]*\d|\s*[-+*/^=(%x])"
    ),
    "plain",
)
ROOT = watch(
    re.compile(
        rf"\b(?:square )?root of\s+(?P<whole>{NUMBER})\s*(?:=|is|equals)\s*(?P<part>{NUMBER})(?![\d.]*\d|\s*[-+*/^=(])",
        re.IGNORECASE,
    ),
    "plain",
)
BEFORE = re.compile(r"(?P<word>[^\W\d_]+[.']?)?(?P<space>\s*)$")
LINKS = frozenset(
    "so and that also then thus hence indeed therefore since because as check have get gives is now note okay but or where with means wait yes first again obtain compute are know remember "
    "recall find see finally next together altogether has here using which for und also dann alors donc entonces luego y et e clearly similarly likewise once way aside passing says".split()
)
SLACK = Fraction(3, 100)
UNITS = frozenset(
    {Fraction(100), Fraction(1000), Fraction(10**6), Fraction(1, 100), Fraction(1, 1000), Fraction(1, 10**6)}
)


class StatedEquation(NamedTuple):
    """Two sides that a text sets equal. `left` and `right` are as they stand there; `start` and `end` span both."""

    start: int
    end: int
    left: str
    right: str
    false: bool
    kind: str = "equation"


def shelled(text: str) -> str:
    """The text with the marks of maths and money replaced, or the calculator's notes alone; offsets stay."""
    if "<<" in text and NOTE.search(text):
        return _notes(text)
    marked = any(mark in text for mark in "\\$*&{}\u20ac\u00a3\u00a5\u00a0\u202f")
    return SHELL.sub(_blank, text) if marked else text


def plain(text: str, impossible: frozenset[int] = NOTHING) -> str:
    """A shelled text with the words and signs for operations replaced; offsets stay.

    `impossible` are the watched patterns that can't match it.
    """
    if TIMES.number not in impossible:
        text = TIMES.pattern.sub(lambda found: found[1] + "*".ljust(len(found[2])), text)
    for words, sign in SPELLED:
        if words.number not in impossible:
            text = words.pattern.sub(lambda found, sign=sign: found[1] + sign.center(len(found[2])), text)  # type: ignore[misc]
    if WORDED.number not in impossible:
        text = WORDED.pattern.sub(lambda found: found["left"] + "=".center(len(found["words"])), text)
    return text


def _notes(text: str) -> str:
    """The calculator's notes alone, if a text has them: they state the equations that its author means."""
    kept = [" "] * len(text)
    for found in NOTE.finditer(text):
        kept[slice(*found.span(1))] = found[1]
        kept[found.end() - 1] = "\n"
    return "".join(kept)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def found(text: str) -> Iterator[StatedEquation]:
    """Every pair of neighbouring sides of every chain, in order, then remainders and shares."""
    for start, end in chains(text):
        yield from _chain(text, start, end)
    yield from _named(text, NOTHING)


def sound(text: str, impossible: frozenset[int]) -> bool:
    """Whether no equation of the text is false; quicker than to read them all."""
    if any(one.false for one in _named(text, impossible)):
        return False
    rest = QUICK.sub(_unless_false, text) if "=" in text else ""
    return all(
        _plainly(rest[start:end]) or not any(one.false for one in _chain(rest, start, end))
        for start, end in chains(rest)
    )


def _unless_false(found: re.Match[str]) -> str:
    """Letters in place of a true equation, so that it is not read again."""
    first, more, sign, other, result = found.groups()
    left, right, said = int(first + more), int(other), int(result)
    if sign == "/":
        left, said = said * right, left if right else -1
    else:
        left = OPERATIONS[sign](left, right)
    return "x" * len(found.group()) if left == said else found.group()


def _named(text: str, impossible: frozenset[int]) -> Iterator[StatedEquation]:
    """Remainders, shares and roots."""
    if "mod" in text:
        yield from _modular(text, impossible)
    for watched in (SHARE, PORTION) if " of " in text else ():
        yield from _shares(text, watched, impossible)
    if "root of" in text:
        yield from _roots(text, impossible)


def chains(text: str) -> Iterator[tuple[int, int]]:
    """Where sides stand that are set equal; a chain lies on one line."""
    place = text.find("=")
    while place >= 0:
        begin, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        end = len(text) if end < 0 else end
        if "\\" in text[begin:end] or OTHERWISE.search(text, begin, end):
            yield from (match.span() for match in CHAIN.finditer(text, begin, min(end + 1, len(text))))
        else:
            yield from _runs(text[begin:end].rstrip(" \t") if end < len(text) else text[begin:end], begin)
        place = text.find("=", end)


def _runs(line: str, place: int) -> Iterator[tuple[int, int]]:
    """What CHAIN finds in a line without commands and without other signs made of "=", which begins at `place`."""
    start = stop = -1  # of the chain under way: where its first side begins, and where its last one ends
    for part in line.split("="):
        run = len(part) - len(part.lstrip(SIGNS))
        if start >= 0 and run:
            stop = place + run
        if start < 0 or run < len(part) or not part:
            if stop >= 0:
                yield start, stop
            tail = len(part) - len(part.rstrip(SIGNS))
            start, stop = (place + len(part) - tail if tail else -1), -1
        place += len(part) + 1
    if stop >= 0:
        yield start, stop


def _plainly(chain: str) -> bool:
    """Whether the sides are sums and products of numerals with one value, as most are; an empty side says nothing."""
    sides = [_ratio(side) for side in chain.replace("\t", " ").split("=")]
    return all(
        one is not None
        and other is not None
        and (not (one and other) or one[0] * other[1] == one[1] * other[0])
        for one, other in itertools.pairwise(sides)
    )


@lru_cache(maxsize=1 << 14)
def _ratio(side: str) -> tuple[int, int] | tuple[()] | None:
    """Numerator and denominator of plain arithmetic, () for an empty side, None for what only the parser reads."""
    text = side.strip(" ,;").rstrip(".")
    if not text or text == ".":
        return ()
    if not ARITHMETIC.fullmatch(text):
        return None
    total, product = (0, 1), (0, 1)
    for sign, number in TERM.findall(text):
        top, bottom = _numeral(number)
        if sign == "*":
            product = (product[0] * top, product[1] * bottom)
        elif sign == "/":
            product = (product[0] * bottom, product[1] * top)
        else:
            total = _sum(total, product)
            product = (-top if sign == "-" else top, bottom)
    top, bottom = _sum(total, product)
    return (top, bottom) if bottom else None


def _sum(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] * other[1] + other[0] * one[1], one[1] * other[1]


def _numeral(text: str) -> tuple[int, int]:
    whole, _, places = text.partition(".")
    return int(whole + places), 10 ** len(places)


def _chain(text: str, start: int, end: int) -> Iterator[StatedEquation]:
    """The pairs of one chain; a comma or full stop between two equal signs begins a new chain."""
    sides = _sides(text, start, end)
    last: tuple[int, int] | None = None
    for number, (begin, stop) in enumerate(sides):
        first, tail = _parts(text, begin, stop, only=number in {0, len(sides) - 1}, first=number == 0)
        joined = number > 0 and last and first and _opens(text, *last) and _closes(text, *first)
        if joined and last and first and (one := _pair(text, last, first)) is not None:
            yield one
        last = tail


def _sides(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, begin = [], start
    for place in [*(i for i in range(start, end) if text[i] == "="), end]:
        found.append((begin, place))
        begin = place + 1
    return found


def _parts(
    text: str, begin: int, stop: int, *, only: bool, first: bool
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The expression that ends the equation before, and the one that begins the next: the same unless a mark parts
    them.
    """
    cuts = [begin, *(found.end() for found in BREAK.finditer(text, begin, stop)), stop]
    pieces = [_trim(text, a, b) for a, b in itertools.pairwise(cuts)]
    pieces = [piece for piece in pieces if piece[0] < piece[1]]
    if not pieces:
        return None, None
    return (pieces[-1] if only and first else pieces[0]), pieces[-1]


def _trim(text: str, begin: int, stop: int) -> tuple[int, int]:
    while begin < stop and (
        text[begin] in " \t,;" or (text[begin] == "." and not text[begin + 1 : begin + 2].isdigit())
    ):
        begin += 1
    while stop > begin and text[stop - 1] in " \t,.;":
        stop -= 1
    if (numbered := re.match(r"\d{1,2}\)\s+", text[begin:stop])) and text[begin:stop].count("(") < text[
        begin:stop
    ].count(")"):
        begin += numbered.end()
    while (
        stop > begin
        and text[stop - 1] in ")}"
        and text.count(text[stop - 1], begin, stop)
        > text.count("({"[")}".index(text[stop - 1])], begin, stop)
    ):
        stop -= 1
    while (
        stop > begin
        and text[begin] in "({"
        and text.count(text[begin], begin, stop) > text.count(")}"["({".index(text[begin])], begin, stop)
    ):
        begin += 1
    return begin, stop


def _opens(text: str, begin: int, stop: int) -> bool:
    """Whether an expression stands alone on its left: no variable, function or operator comes before it."""
    before = text[max(0, begin - 40) : begin]
    bare = before.rstrip()
    said = text[begin:stop].strip()
    if "\n" in before[len(bare) :]:
        return True
    if bare[-1:].isalpha() and FUNCTION_BEFORE.search(bare):
        return False
    if not bare or bare[-1] in '.,;:!?=\n>\u201d"' or before[-1:] == "\n":
        return not (bare and (before == bare or bare[-2:-1] == " ") and bare[-1] in ":.")
    if bare[-1] in "(-" and before != bare:
        return True
    if not bare[-1].isalpha():
        return bare[-1] in "()|\u2192\u21d2" and bare[-1] != ")" and before == bare and bare[-1] == "("
    if before == bare or said[0] in "+-*/^)!%\u2212\u2013":
        return False
    word = re.search(r"[^\W\d_]+$", bare)
    name = word.group().lower() if word else ""
    known = name in LINKS
    return known or (len(name) > 1 and not re.fullmatch(r"[\d.,]+", said))


def _closes(text: str, begin: int, stop: int) -> bool:
    """Whether an expression stands alone on its right."""
    after = text[stop : stop + 30]
    if OPERATOR_END.search(text[begin:stop]):
        return False
    if after[:1].isalpha() or after[:1] in {"_", "\\", "^", "'", ":", "[", "{"}:
        return False
    return not re.match(
        r"[ \t]*[a-zA-Z](?![\w.'])(?<![aIRr])|\s*(?:\\|[rR](?:em(?:ainder)?)?\b|remainder|with (?:a )?remainder|mod\b|modulo|\(mod|\.\.\.|\u2026|[*^_@#&|<>\u2248\u2261]|million|billion|thousand|dozen|hundred|percent|o'clock|am\b|pm\b|in base|in binary|/)",
        after,
    )


@lru_cache(maxsize=4096)
def value(text: str) -> Fraction | None:
    """The exact value of an arithmetic expression; None if it can't be read."""
    if UNREADABLE.search(text) or len(text) > 200:
        return None
    if (simple := SIMPLE.fullmatch(text)) is not None:  # most sides are; the parser takes fifty times as long
        one, sign, other = simple.groups()
        if sign is None:
            return Fraction(one)
        if sign != "/" or other.strip("0."):
            return Fraction(OPERATIONS[sign](Fraction(one), Fraction(other)))
    from verigen.verifiers.symbolic.parsing import parser, tree
    from verigen.verifiers.symbolic.values import exact

    try:
        return exact.rational(parser.parse(text.replace("\u2013", "-").strip()))
    except (tree.Unreadable, tree.Undecided, RecursionError, ValueError, OverflowError):
        return None


def _pair(text: str, one: tuple[int, int], other: tuple[int, int]) -> StatedEquation | None:
    left, right = text[slice(*one)].strip(), text[slice(*other)].strip()
    if (
        left == right
        or (BARE.fullmatch(left) and BARE.fullmatch(right))
        or text[one[1] : other[0]].strip(" \t") != "="
    ):
        return None
    a, b = value(left), value(right)
    if a is None or b is None:
        return None
    return StatedEquation(one[0], other[1], left, right, a != b and not _near(a, b, left, right))


def _near(a: Fraction, b: Fraction, left: str, right: str) -> bool:
    """Whether the sides differ by rounding, by a percent sign, or by the habit of running on: 3 + 4 = 7 * 2 = 14."""
    inexact = "." in left or "." in right or a.denominator != 1 or b.denominator != 1
    if inexact and abs(a - b) <= max(abs(a), abs(b)) * SLACK:
        return True
    if (
        inexact
        and abs(a - b) < 1
        and (a.denominator == 1 or b.denominator == 1)
        and ("/" in left or "\u00f7" in left or "div" in left or "frac" in left)
    ):
        return True  # an integer division
    if b and a / b in UNITS:
        return True  # a percent sign, or thousands that the text leaves out
    begun = re.match(r"\(?-?\d[\d,]*(?:\.\d+)?", right)
    return begun is not None and begun.group() != right and value(begun.group().lstrip("(")) == a


def _modular(text: str, impossible: frozenset[int]) -> Iterator[StatedEquation]:
    for watched in (MODULO, RESIDUE):
        for match in watched.within(text, impossible):
            left, right, modulus = value(match["left"].strip()), value(match["right"]), int(match["modulus"])
            if left is None or right is None or left.denominator != 1 or not modulus:
                continue
            false = (left - right) % modulus != 0
            yield StatedEquation(*match.span(), match["left"].strip(), match["right"], false, "modulo")


def _shares(text: str, watched: WatchedPattern, impossible: frozenset[int]) -> Iterator[StatedEquation]:
    for match in watched.within(text, impossible):
        whole, part = value(match["whole"].rstrip(",")), value(match["part"].rstrip(","))
        if watched is SHARE:
            share = Fraction(match["share"]) / 100
        elif int(match["bottom"]):
            share = Fraction(int(match["top"]), int(match["bottom"]))
        else:
            continue
        if whole is not None and part is not None:
            exact, left = share * whole, match.group().split("of")[0] + match["whole"]
            yield StatedEquation(
                *match.span(), left, match["part"], exact != part and not _near(exact, part, ".", ""), "share"
            )


def _roots(text: str, impossible: frozenset[int]) -> Iterator[StatedEquation]:
    for match in ROOT.within(text, impossible):
        whole, part = value(match["whole"].rstrip(",")), value(match["part"].rstrip(","))
        if whole is not None and part is not None and match.group()[:1] in "sSrR":
            exact = part * part == whole or abs(part * part - whole) <= whole * SLACK
            yield StatedEquation(*match.span(), f"root {match['whole']}", match["part"], not exact, "root")
