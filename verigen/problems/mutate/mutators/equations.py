"""Finds the equations of a worked solution: GSM8K's notes `<<48/2=24>>`, and arithmetic in the prose."""

# RUF001: texts use several characters for the product, minus and apostrophe signs.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from verigen.problems.mutate.mutators import unknowns
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.expressions import Leaf, Tree, evaluate, parse
from verigen.problems.mutate.mutators.program import Number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NOTE = re.compile(r"<<([^<>]*)>>")
MARK = "\0"
# kinds: a number, a sign, an equals sign, a word between number and sign, anything else
TOKEN = re.compile(
    r"(?P<number>(?:[$€£]\s?)?(?:\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)\s?%?(?!\d|[A-Za-z]\b|(?:st|nd|rd|th)\b)|(?:[$€£]\s?)?[½¼¾⅓⅔⅕⅛])"
    r"|(?P<sign>[-+*/×÷−–·∗()\[\]]|[xX](?=[\s\d($.]))|(?P<equals>=)|(?P<word>[A-Za-z][A-Za-z'’.]+|a(?=\s))|(?P<other>\S)"
)
# A unit that an amount is counted per: "$600/month * 12 months/year".
PER = re.compile(r"(?<=[\w.)])\s?/\s?[A-Za-z]{2,}")
HUNDREDFOLD = re.compile(r"[*x×]\s*100\s?%|100\s?%\s*[*x×]")
STOPS = frozenset(
    "and so is or then are was thus therefore hence because equals that which for to gives".split()
)
MOST_WORDS = 4
# After a label of words, `Pierson = <<278=278>>`, a result is only repeated.
SOLVED = re.compile(r"(?<![A-Za-z]{3})(?<![A-Za-z]{2} )\s*=[\s$€£]*$")
# Signs in words between numbers, "8 times .25 equals", each written with as many letters.
SPELLED = tuple(
    (re.compile(rf"(?<=[\d%])\s+(?:{words})\s+(?=[$€£]?\s?\.?\d)"), sign)
    for words, sign in (
        ("plus", "+"),
        ("minus", "-"),
        ("times|multiplied by", "*"),
        ("divided by", "/"),
        ("equals", "="),
    )
)
CONTRADICTORY = "contradictory arithmetic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """An equation whose `left` evaluates to `value` exactly; `place` is its position in the solution.

    `solved`: a note after an equals sign, as in `x = <<40=40>>`, which states a result and not how it came about.
    """

    left: Tree
    value: Number
    place: int
    solved: bool = False


def find(solution: str) -> list[Equation]:
    """Equations in the order of the solution. Raises Refused if one does not hold."""
    found = [*_notes(solution), *_prose(solution)] or _formula(solution)
    return sorted(found, key=lambda equation: equation.place)


def contradiction(solution: str) -> Refused | None:
    """The first equation of a worked solution that is false and no rounding; None where all hold or none is read."""
    try:
        find(solution)
    except Refused as refused:
        return refused if refused.reason == CONTRADICTORY else None
    return None


def _formula(solution: str) -> list[Equation]:
    """The equation of a solution that is a single formula, as in SVAMP and ASDiv: `( 8.0 - 2.0 )`, `GCD(12,16)=4`, `27=2+5*X`."""
    written, _, result = solution.partition("=")
    try:
        if (found := unknowns.isolated(solution)) is not None:
            return [] if isinstance(found, Leaf) else [Equation(left=found, value=evaluate(found), place=0)]
        tree = parse(written)
        if result and not isinstance(tree, Leaf):
            return [_equation(written, result, 0, f"'{solution}'")]
        return [] if isinstance(tree, Leaf) else [Equation(left=tree, value=evaluate(tree), place=0)]
    except (ValueError, ZeroDivisionError):
        return []


def _notes(solution: str) -> Iterator[Equation]:
    for note in NOTE.finditer(solution):
        *sides, last = note[1].split("=")
        what = f"the note <<{note[1]}>>"
        if not sides:
            raise Refused("a note without an equals sign", f"{what} has no equals sign")
        for side in sides:
            equation = _equation(side.lstrip(" +"), last, note.start(), what)
            if SOLVED.search(solution[: note.start()]):
                equation = replace(equation, solved=True)
            if not isinstance(equation.left, Leaf) or len(sides) == 1:
                yield equation


def _equation(left: str, right: str, place: int, what: str) -> Equation:
    try:
        tree, value = parse(left), evaluate(parse(right))
        got = evaluate(tree)
    except (ValueError, ZeroDivisionError) as error:
        raise Refused("a note that is not arithmetic", f"{what}: {error}") from None
    if got != value:
        kind = "a rounded result" if _near(got, value) else CONTRADICTORY
        raise Refused(kind, f"{what}: the left side is {got}, not {value}")
    return Equation(left=tree, value=value, place=place)


def _near(got: Number, value: Number) -> bool:
    return type(got) is not int and abs(Fraction(got - value)) <= max(Fraction(1, 2), abs(Fraction(got)) / 50)


def _prose(solution: str) -> Iterator[Equation]:
    """Arithmetic outside the notes; text that leads up to a note belongs to that note.

    A note that holds a result alone, as in `16 + 16 = <<32=32>>`, is the right side of the text before it.
    """
    results = {note.start(): note[1].rpartition("=")[2] for note in NOTE.finditer(solution) if _lone(note[1])}
    text = NOTE.sub(lambda note: MARK * len(note[0]), solution)
    text = PER.sub(lambda unit: " " * len(unit[0]), text)
    for words, sign in SPELLED:
        text = words.sub(lambda found, sign=sign: f" {sign}".ljust(len(found[0])), text)  # type: ignore[misc]
    for line in re.finditer(r"[^\n]+", text):
        tokens = list(TOKEN.finditer(line[0]))
        for at, token in enumerate(tokens):
            if token.lastgroup == "equals":
                left = _before(tokens, at)
                right = _after(tokens, at) or _noted(tokens, at, line.start(), results)
                if left and right and _is_arithmetic(left):
                    place = line.start() + token.start()
                    yield _equation(*_without_percent(left, right), place, f"'{left} = {right}'")


def _before(tokens: list[re.Match[str]], at: int) -> str:
    """The longest arithmetic that ends directly before the equals sign."""
    parts: list[str] = []
    words, after = 0, -1
    for token in reversed(tokens[:at]):
        kind = token.lastgroup
        if kind == "word":
            words += 1
            if words > MOST_WORDS or token[0].lower().strip(".") in STOPS or token[0].endswith("."):
                break
            continue
        if kind not in {"number", "sign"}:
            # after a variable or another equals sign the arithmetic is not complete
            return "" if kind == "other" and (token[0].isalpha() or token[0] == MARK) else _balanced(parts)
        multiplies = parts and parts[-1][0] == "(" and token.end() == after
        if (
            kind == "number"
            and parts
            and (parts[-1][0].isdigit() or parts[-1][0] in "$.(")
            and not multiplies
        ):
            break
        words = 0
        parts.append(token[0])
        after = token.start()
    return _balanced(parts)


def _balanced(parts: list[str]) -> str:
    """The parts in reading order, without leading operators; empty if their brackets do not match."""
    kept = parts[::-1]
    while kept and kept[0] in "+*/×÷xX)–−-·∗":
        kept = kept[1:]
    text = " ".join(kept)
    return text if text.count("(") + text.count("[") == text.count(")") + text.count("]") else ""


def _after(tokens: list[re.Match[str]], at: int) -> str:
    """The number after the equals sign, if nothing else is on that side."""
    rest = tokens[at + 1 : at + 3]
    if not rest or rest[0].lastgroup != "number":
        return ""
    if (
        len(rest) == 2
        and rest[1].lastgroup in {"sign", "other"}
        and (rest[1][0] in "-+*/×÷([xX" or rest[1][0].isalpha())
    ):
        return ""
    return rest[0][0]


def _lone(note: str) -> bool:
    """Whether a note has nothing but a number on each side."""
    return all(re.fullmatch(r"\s*[\d.,]*\s*", side) for side in note.split("="))


def _noted(tokens: list[re.Match[str]], at: int, start: int, results: Mapping[int, str]) -> str:
    """The result in a note that directly follows the equals sign, or the currency sign after it."""
    rest = [token for token in tokens[at + 1 : at + 3] if token[0] not in {"$", "€", "£"}]
    return results.get(start + rest[0].start(), "") if rest and rest[0][0] == MARK else ""


def _is_arithmetic(text: str) -> bool:
    try:
        return not isinstance(parse(text), Leaf)
    except ValueError:
        return False


def _without_percent(left: str, right: str) -> tuple[str, str]:
    """Drop the percent signs of an equation that counts in percent, as `100% - 60% = 40%` does.

    Also if the result is `40` without a sign, or if `* 100%` adds the percent.
    """
    if HUNDREDFOLD.search(left) or left.count("%") > 1 or ("%" in left and not _holds(left, right)):
        return left.replace("%", ""), right.replace("%", "")
    return left, right


def _holds(left: str, right: str) -> bool:
    try:
        return evaluate(parse(left)) == evaluate(parse(right))
    except (ValueError, ZeroDivisionError):
        return False
