"""Infers specs from the inputs of a problem's tests: their shapes and the ranges of their values.

Without a written contract, generated inputs are valid only if they stay within what the tests show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING, Any

from verigen.core.values import canonical, split
from verigen.problems.harden import formats
from verigen.problems.harden.statement import NOTHING, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.problems.harden.specs import Spec

MOST_FIELDS = 6
PAIR = 2
MOST_PLACES = 6
MOST_LETTERS = 60
LARGE = 4
FEW_SIGNS = 4
# Lists whose numbers are all smaller may hold flags, bits or digits.
ENOUGH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """`widen` multiplies the upper ends of ranges; `numbers` are tried if they are in range.

    `said` is what the statement allows beyond what the tests show, `name` the argument's own name. `inside`:
    the values are elements of a list, so the statement's permissions for list elements apply. `strict`: texts
    with any structure are drawn only as the tests have them.
    """

    widen: int = 1
    numbers: tuple[int, ...] = ()
    said: Statement = NOTHING
    name: str = ""
    inside: bool = False
    strict: bool = False


PLAIN = Hints()


def infer(values: Sequence[Any], hints: Hints = PLAIN) -> Spec:
    """The spec of one position, inferred from the values seen there."""
    groups: dict[str, list[Any]] = {}
    for value in values:
        groups.setdefault(_kind(value), []).append(value)
    specs = [INFERRERS.get(kind, _seen)(group, hints) for kind, group in groups.items()]
    return specs[0] if len(specs) == 1 else {"any": specs}


def _kind(value: Any) -> str:
    tag, inner = split(value)
    if tag == "number":
        return type(inner).__name__ if not isinstance(inner, float) or isfinite(inner) else "seen"
    return tag


def _seen(values: list[Any], hints: Hints) -> Spec:  # noqa: ARG001 - the shape of all inferrers
    return {"choice": list({canonical(value): value for value in values}.values())}


def _bool(values: list[Any], hints: Hints) -> Spec:  # noqa: ARG001 - the shape of all inferrers
    return {"choice": [False, True]}


def _int(values: list[Any], hints: Hints) -> Spec:
    numbers = [split(value)[1] for value in values]
    low, high = _floor(min(numbers), hints.widen), _ceiling(max(numbers), hints.widen)
    low, high = _allowed(low, high, hints)
    special = [number for number in hints.numbers if low <= number <= high]
    ways: list[Spec] = [{"int": [low, high]}]
    if high > LARGE * max(numbers):
        # The statement's range is far wider than what the tests show: most draws stay with the tests.
        ways.append({"int": [low, max(numbers)]})
    ways += [{"choice": special}] if special else []
    return ways[0] if len(ways) == 1 else {"any": ways}


def _allowed(low: int, high: int, hints: Hints) -> tuple[int, int]:
    """The range, extended by what the statement allows, and cut where it sets a limit."""
    if limits := hints.said.limits.get(hints.name):
        least, most = (
            low if limits[0] is None else max(low, limits[0]),
            high if limits[1] is None else min(high, limits[1]),
        )
        return (least, most) if least <= most else (low, high)
    if bounds := hints.said.ranges.get(hints.name):
        return min(low, bounds[0]), max(high, bounds[1])
    if hints.said.zero and low > 0:
        low = 0
    if hints.said.negative and hints.inside and low >= 0 and high >= ENOUGH:
        low = -max(high, 1)
    return low, high


def _floor(low: int, widen: int) -> int:
    """The widened lower end: at least down to 1 if positive, multiplied if negative; 0 is a case of its own."""
    if widen == 1:
        return low
    return min(low, 1) if low > 0 else low * widen


def _ceiling(high: int, widen: int) -> int:
    return high if high <= 0 or widen == 1 else high * widen


def _float(values: list[Any], hints: Hints) -> Spec:
    places = max(
        len(repr(value).partition(".")[2]) if "e" not in repr(value) else MOST_PLACES for value in values
    )
    low, high = min(values), max(values)
    return {
        "float": [low if low > 0 else low * hints.widen, high * hints.widen if high > 0 else high],
        "places": min(places, MOST_PLACES),
        "wholes": any(value.is_integer() for value in values),
    }


def _text(values: list[Any], hints: Hints) -> Spec:
    """Edits of the texts seen, and texts of their characters; a closed vocabulary is only recombined."""
    texts = list(dict.fromkeys(split(value)[1] for value in values))
    spec = _of_texts(texts, hints)
    return {"any": [spec, spec, spec, {"choice": [""]}]} if hints.said.empty and "" not in texts else spec


def _of_texts(texts: list[str], hints: Hints) -> Spec:
    alphabet = "".join(sorted({*"".join(texts), *formats.open_letters(texts)}))
    lengths = [min(map(len, texts)), max(map(len, texts))]
    if not alphabet or len(alphabet) == 1 == lengths[1]:
        return {"choice": texts}
    if hints.inside and lengths[1] <= PAIR and not any(map(str.isalnum, alphabet)):
        # Short signs, such as operators.
        return {"choice": texts}
    if hints.strict and (hints.inside or not _plain(texts)):
        return {"choice": texts}
    if "a decimal number" in formats.common(texts):
        return _numeral(texts)
    if found := _worded(texts):
        return found
    free = {"text": alphabet, "len": [lengths[0], min(lengths[1] * hints.widen, MOST_LETTERS)]}
    if lengths[1] <= 1:
        return free
    signs = "".join(sign for sign in hints.said.letters if sign in alphabet)
    ways: list[Spec] = [
        {
            "edited": texts,
            "letters": alphabet,
            "signs": signs,
            "numbers": [number for number in hints.numbers if number >= 0],
        }
    ]
    ways += [free] if _unstructured(texts) else []
    ways += [_recombined(texts)] if any(" " in text for text in texts) else []
    return {"any": ways}


def _numeral(texts: list[str]) -> Spec:
    """Numbers as text: signs, whole parts and fractions as in the texts, and halves if there are fractions."""
    parts = [re.fullmatch(r"([+-]?)(\d+)([.,]\d+)?", text) for text in texts if text]
    found = [(part[1], part[2], part[3] or "") for part in parts if part]
    fractions = sorted({fraction for _, _, fraction in found})
    marks = sorted({fraction[0] for fraction in fractions if fraction})
    halves = [f"{mark}{digits}" for mark in marks for digits in ("5", "4", "6", "49", "51")]
    return {
        "join": [
            {"choice": sorted({sign for sign, _, _ in found})},
            {"int": [0, max(int(whole) for _, whole, _ in found)]},
            {"choice": fractions + halves},
        ]
    }


def _plain(texts: list[str]) -> bool:
    """Whether all texts are plain words, any of which can replace another."""
    return all(word.isalpha() for text in texts for word in text.split(" "))


def _worded(texts: list[str]) -> Spec | None:
    """Texts of a closed vocabulary, which is only recombined; if texts differ only in gaps, these are filled."""
    rows = [text.split(" ") for text in texts]
    words = [word for row in rows for word in row]
    if len({len(row) for row in rows}) == 1 < len(rows[0]) and len(texts) > 1:
        columns = [sorted({row[i] for row in rows}) for i in range(len(rows[0]))]
        if any(len(column) == 1 for column in columns):
            return {"join": [_gap(column) for column in columns], "by": " "}
    if 2 * len(words) >= 3 * len(set(words)) and len(words) > len(texts):
        return _recombined(texts)
    return None


def _gap(words: list[str]) -> Spec:
    if len(words) > 1 and all(word.isdigit() and str(int(word)) == word for word in words):
        return {"int": [min(map(int, words)), max(map(int, words))]}
    return {"choice": words}


def _recombined(texts: list[str]) -> Spec:
    words = sorted({word for text in texts for word in text.split(" ")} - {""}) or [""]
    counts = [len(text.split(" ")) for text in texts]
    return {"join": [{"list": {"choice": words}, "len": [min(counts), max(counts)]}], "by": " "}


def _unstructured(texts: list[str]) -> bool:
    """Whether any text of these characters is equally valid: letters only, or marks only, without separators."""
    together = "".join(texts)
    return together.isalpha() or together.isdigit() or not any(letter.isalnum() for letter in together)


def _sequence(values: list[list[Any]], hints: Hints) -> Spec | None:
    """The common spec of lists and tuples: fields by position, or a range of lengths."""
    lengths = {len(value) for value in values}
    kinds = [{_kind(value[i]) for value in values} for i in range(min(lengths))]
    if (
        len(lengths) == 1
        and len(values) > 1
        and len(kinds) <= MOST_FIELDS
        and len(set(map(frozenset, kinds))) > 1
    ):
        return {"row": [infer([value[i] for value in values], hints) for i in range(len(kinds))]}
    elements = [element for value in values for element in value]
    if not elements:
        return None
    high = max(lengths)
    return {
        "list": infer(elements, replace(hints, inside=True)),
        "len": [0 if hints.said.empty else min(lengths), high if hints.widen == 1 else high + hints.widen],
    }


def _list(values: list[Any], hints: Hints) -> Spec:
    special = (_table(values, hints) or _lines(values)) if hints.strict else None
    if found := special or _grid(values, hints):
        return found
    found = _sequence(values, hints) or {"choice": [[]]}
    if "list" not in found:
        return found
    # The tests have structure that free draws rarely have: palindromes, runs, one element out of order.
    return {"any": [found, {"altered": values, "len": found["len"]}]}


def _table(values: list[list[Any]], hints: Hints) -> Spec | None:
    """Rows of equal width in all values: each column is drawn on its own.

    Many rows that contain only numbers are a grid instead.
    """
    rows = [row for value in values for row in value]
    widths = {len(row) if isinstance(row, list) else 0 for row in rows}
    if len(widths) != 1 or not 0 < max(widths) <= MOST_FIELDS:
        return None
    if max(widths) > PAIR and all(type(item) is int for row in rows for item in row):
        return None
    lengths = [len(value) for value in values]
    columns = [infer(list(column), replace(hints, inside=True)) for column in zip(*rows, strict=True)]
    return {"list": {"row": columns}, "len": [min(lengths), max(lengths)]}


def _lines(values: list[list[Any]]) -> Spec | None:
    """Lines of few different signs, of equal length within each value, as in a map or a board."""
    if not all(value and all(isinstance(line, str) for line in value) for value in values):
        return None
    signs = sorted({sign for value in values for line in value for sign in line})
    if any(len(set(map(len, value))) > 1 for value in values) or not 1 < len(signs) <= FEW_SIGNS:
        return None
    widths, heights = [len(value[0]) for value in values], [len(value) for value in values]
    return {"lines": "".join(signs), "rows": [min(heights), max(heights)], "cols": [min(widths), max(widths)]}


def _grid(values: list[Any], hints: Hints) -> Spec | None:
    """Rows of equal length within each value, with more than one row in some value."""
    rows = [[split(row)[1] for row in value if isinstance(row, list)] for value in values]
    whole = all(value and len(found) == len(value) for value, found in zip(values, rows, strict=True))
    if not whole or any(len({len(row) for row in found}) > 1 for found in rows):
        return None
    widths, heights = {len(found[0]) for found in rows}, {len(found) for found in rows}
    if heights == {1} or 0 in widths or (len(widths) == 1 and max(widths) <= PAIR):
        return None
    square = all(len(found) == len(found[0]) for found in rows)
    cells = infer([cell for found in rows for row in found for cell in row], hints)
    return {
        "grid": cells,
        "rows": [min(heights), max(heights)],
        "cols": [min(widths), max(widths)],
        "square": square,
    }


def _tuple(values: list[Any], hints: Hints) -> Spec:
    found = _sequence([split(value)[1] for value in values], PLAIN)
    if found is None:
        return {"choice": [{"__tuple__": []}]}
    if "row" in found:
        return {"tuple": found["row"]}
    low, high = found["len"]
    return {"tuples": infer([e for value in values for e in split(value)[1]], hints), "len": [low, high]}


def _set(values: list[Any], hints: Hints) -> Spec:
    found = _sequence([split(value)[1] for value in values], hints)
    return {"set": found["list"], "len": found["len"]} if found and "list" in found else _seen(values, hints)


def _dict(values: list[Any], hints: Hints) -> Spec:
    tables = [split(value)[1] for value in values]
    keys = [tuple(canonical(key) for key, _ in table) for table in tables]
    named = all(isinstance(key, str) for table in tables for key, _ in table)
    if named and keys[0] and len(set(keys)) == 1:
        return {
            "record": {
                pair[0]: infer([table[i][1] for table in tables], hints) for i, pair in enumerate(tables[0])
            }
        }
    pairs = [pair for table in tables for pair in table]
    if not pairs:
        return {"choice": [{"__dict__": []}]}
    lengths = [len(table) for table in tables]
    return {
        "dict": [infer([key for key, _ in pairs]), infer([value for _, value in pairs], hints)],
        "len": [min(lengths), max(lengths)],
    }


INFERRERS = {
    "bool": _bool,
    "int": _int,
    "float": _float,
    "text": _text,
    "list": _list,
    "__tuple__": _tuple,
    "__set__": _set,
    "__dict__": _dict,
}
