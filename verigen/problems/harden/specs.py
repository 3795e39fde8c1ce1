r"""The grammar of a contract: specs of inputs as JSON, and the draw that each stands for.

    {"int": [0, 9]}                            {"float": [0, 1], "places": 2, "wholes": true}
    {"choice": [values]}                       {"any": [specs]}
    {"text": "abc", "len": [0, 5]}             {"join": [specs], "by": " "}: the texts of the parts in a row
    {"list": spec, "len": [0, 5], "unique": true, "sorted": true}      {"row": [specs]}: of fixed length
    {"tuple": [specs]}                         {"tuples": spec, "len": [0, 5]}: of any length
    {"set": spec, "len": [0, 5]}               {"dict": [key, value], "len": [0, 5]}
    {"record": {"name": spec}}                 {"grid": spec, "rows": [1, 3], "cols": [1, 3]}: rows of one length
    {"lines": "#.", "rows": [1, 3], "cols": [1, 3]}: texts of one length
    {"counted": list spec, "by": "\n"}: a line with the length, then the elements
    {"edited": [texts], "numbers": [12], "letters": "abc", "signs": ".!"}: small edits of texts, which may insert these
    {"altered": [lists], "len": [0, 5]}: small edits of lists

A draw gives an input in the JSON form of verigen.core.values. Draws depend only on the random generator, not
on a library's version: the same seed gives the same inputs everywhere. Ends of ranges, and repeats within a
list, are more likely than in a uniform draw.
"""

from __future__ import annotations

from collections.abc import Callable
from math import floor
from random import Random
from typing import Any

from verigen.core.errors import UserError
from verigen.core.values import canonical
from verigen.problems.harden.edits import altered, edited

Spec = dict[str, Any]
Draw = Callable[[Random], Any]

AT_AN_END = 0.25
# Halves are exact in binary, and a threshold may lie on them.
AT_A_HALF = 0.3
# Lists of few different elements: programs often miscount elements that occur two or three times.
FEW_DIFFERENT, NEIGHBOURS, IN_ORDER = 0.2, 0.15, 0.1
TRIES = 8


def strategy(spec: Spec) -> Draw:
    """The draw of a spec. Raises UserError for an invalid spec."""
    kinds = [key for key in spec if key in BUILDERS] if isinstance(spec, dict) else []
    if len(kinds) != 1:
        raise UserError(f"no such spec: {spec!r:.100}; there are: {', '.join(BUILDERS)}")
    try:
        return BUILDERS[kinds[0]](spec)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"a malformed spec {spec!r:.100}: {error}") from error


def _range(pair: Any) -> tuple[int, int]:
    low, high = pair
    if not low <= high:
        raise ValueError(f"{low} is above {high}")
    return int(low), int(high)


def whole(random: Random, low: int, high: int) -> int:
    """A whole number of the range; its ends and zero are drawn more often than the rest."""
    if random.random() < AT_AN_END:
        ends = [low, high, *(each for each in (low + 1, high - 1, 0, 1, -1) if low <= each <= high)]
        return random.choice(ends)
    return random.randint(low, high)


def _int(spec: Spec) -> Draw:
    low, high = _range(spec["int"])
    return lambda random: whole(random, low, high)


def _float(spec: Spec) -> Draw:
    """Decimal fractions: correct solutions differ in the last bits of binary ones."""
    scale = 10 ** spec.get("places", 2)
    low, high = spec["float"]
    lowest, highest = _range((round(low * scale), round(high * scale)))
    wholes = spec.get("wholes", True)

    def draw(random: Random) -> float:
        drawn: float = whole(random, lowest, highest) / scale
        half = round(2 * drawn) / 2 if wholes else floor(drawn) + 0.5
        return half if random.random() < AT_A_HALF and lowest <= half * scale <= highest else drawn

    return draw


def _choice(spec: Spec) -> Draw:
    values = list(spec["choice"])
    if not values:
        raise ValueError("nothing to choose from")
    return lambda random: random.choice(values)


def _any(spec: Spec) -> Draw:
    draws = [strategy(each) for each in spec["any"]]
    if not draws:
        raise ValueError("nothing to choose from")
    return lambda random: random.choice(draws)(random)


def _size(random: Random, low: int, high: int) -> int:
    return whole(random, low, high)


def _text(spec: Spec) -> Draw:
    (low, high), letters = _range(spec["len"]), spec["text"]
    if not letters and high:
        raise ValueError("no letters to draw from")

    def draw(random: Random) -> str:
        size = _size(random, low, high)
        few = size and random.random() < FEW_DIFFERENT
        some = random.sample(letters, min(2, len(letters))) if few else letters
        return "".join(random.choice(some) for _ in range(size))

    return draw


def _join(spec: Spec) -> Draw:
    parts, by = [strategy(each) for each in spec["join"]], spec.get("by", "")

    def draw(random: Random) -> str:
        drawn = [part(random) for part in parts]
        texts = [str(item) for part in drawn for item in (part if isinstance(part, list) else [part])]
        return str(by.join(texts))

    return draw


def _list(spec: Spec) -> Draw:
    (low, high), element = _range(spec["len"]), strategy(spec["list"])
    unique, in_order = spec.get("unique"), spec.get("sorted")

    def draw(random: Random) -> list[Any]:
        size = _size(random, low, high)
        drawn = _different(random, element, size) if unique else _elements(random, element, size)
        return sorted(drawn) if in_order else drawn

    return draw


def _elements(random: Random, element: Draw, size: int) -> list[Any]:
    """Mostly free draws; sometimes few different values, values close to each other, or all of them sorted."""
    shape = random.random() if size > 1 else 1.0
    if shape < FEW_DIFFERENT:
        few = [element(random) for _ in range(max(1, size // 2))]
        return [random.choice(few) for _ in range(size)]
    if shape < FEW_DIFFERENT + NEIGHBOURS:
        many = [element(random) for _ in range(3 * size)]
        start = random.choice([0, size, 2 * size])
        return random.sample(_ordered(many)[start : start + size], size)
    drawn = [element(random) for _ in range(size)]
    return _ordered(drawn) if shape < FEW_DIFFERENT + NEIGHBOURS + IN_ORDER else drawn


def _ordered(drawn: list[Any]) -> list[Any]:
    """Numbers or texts sorted; anything else unchanged."""
    plain = {type(item) for item in drawn}
    return sorted(drawn) if plain <= {int, float} or plain == {str} else drawn


def _different(random: Random, element: Draw, size: int) -> list[Any]:
    """At most `size` different elements; fewer if the domain has no more."""
    found: dict[str, Any] = {}
    for _ in range(size * TRIES):
        if len(found) == size:
            break
        drawn = element(random)
        found.setdefault(canonical(drawn), drawn)
    return list(found.values())


def _row(spec: Spec) -> Draw:
    parts = [strategy(each) for each in spec["row"]]
    return lambda random: [part(random) for part in parts]


def _tuple(spec: Spec) -> Draw:
    row = _row({"row": spec["tuple"]})
    return lambda random: {"__tuple__": row(random)}


def _tuples(spec: Spec) -> Draw:
    items = _list({**spec, "list": spec["tuples"]})
    return lambda random: {"__tuple__": items(random)}


def _set(spec: Spec) -> Draw:
    items = _list({**spec, "list": spec["set"], "unique": True})
    return lambda random: {"__set__": items(random)}


def _dict(spec: Spec) -> Draw:
    key, value = map(strategy, spec["dict"])
    low, high = _range(spec["len"])

    def draw(random: Random) -> dict[str, Any]:
        keys = _different(random, key, _size(random, low, high))
        return {"__dict__": [[each, value(random)] for each in keys]}

    return draw


def _record(spec: Spec) -> Draw:
    fields = {key: strategy(value) for key, value in spec["record"].items()}
    return lambda random: {"__dict__": [[key, field(random)] for key, field in fields.items()]}


def _grid(spec: Spec) -> Draw:
    cell, rows, columns = strategy(spec["grid"]), _range(spec["rows"]), _range(spec["cols"])

    def draw(random: Random) -> list[Any]:
        width = _size(random, *columns)
        height = width if spec.get("square") else _size(random, *rows)
        return [[cell(random) for _ in range(width)] for _ in range(height)]

    return draw


def _lines(spec: Spec) -> Draw:
    signs, rows, columns = spec["lines"], _range(spec["rows"]), _range(spec["cols"])

    def draw(random: Random) -> list[str]:
        height, width = _size(random, *rows), _size(random, *columns)
        return ["".join(random.choice(signs) for _ in range(width)) for _ in range(height)]

    return draw


def _counted(spec: Spec) -> Draw:
    items, by = strategy(spec["counted"]), spec["by"]

    def draw(random: Random) -> str:
        drawn = items(random)
        return "\n".join([str(len(drawn)), *([by.join(map(str, drawn))] if drawn else [])])

    return draw


BUILDERS: dict[str, Callable[[Spec], Draw]] = {
    "int": _int,
    "float": _float,
    "choice": _choice,
    "any": _any,
    "text": _text,
    "join": _join,
    "list": _list,
    "row": _row,
    "tuple": _tuple,
    "tuples": _tuples,
    "set": _set,
    "dict": _dict,
    "record": _record,
    "grid": _grid,
    "lines": _lines,
    "counted": _counted,
    "edited": edited,
    "altered": altered,
}
