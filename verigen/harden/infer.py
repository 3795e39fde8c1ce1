"""Reads specs off the inputs that a problem's tests give: their shapes and the ranges of their values.

Staying inside what was seen is what keeps generated inputs valid where nobody wrote the contract down.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from verigen.values import canonical, split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.harden.specs import Spec

MOST_FIELDS = 6
MOST_PLACES = 6


def infer(values: Sequence[Any], widen: int = 1) -> Spec:
    """The spec of one position from the values seen there; `widen` stretches the ranges upwards that often."""
    groups: dict[str, list[Any]] = {}
    for value in values:
        groups.setdefault(_kind(value), []).append(value)
    specs = [INFERRERS.get(kind, _seen)(group, widen) for kind, group in groups.items()]
    return specs[0] if len(specs) == 1 else {"any": specs}


def _kind(value: Any) -> str:
    tag, inner = split(value)
    if tag == "number":
        return type(inner).__name__ if not isinstance(inner, float) or isfinite(inner) else "seen"
    return tag


def _seen(values: list[Any], widen: int) -> Spec:  # noqa: ARG001 - the shape of all inferrers
    return {"choice": list({canonical(value): value for value in values}.values())}


def _bool(values: list[Any], widen: int) -> Spec:  # noqa: ARG001 - the shape of all inferrers
    return {"choice": [False, True]}


def _int(values: list[Any], widen: int) -> Spec:
    numbers = [split(value)[1] for value in values]
    return {"int": [_floor(min(numbers), widen), _ceiling(max(numbers), widen)]}


def _floor(low: int, widen: int) -> int:
    """Downwards only to one, or as far again among the negative: zero is a case of its own."""
    if widen == 1:
        return low
    return min(low, 1) if low > 0 else low * widen


def _ceiling(high: int, widen: int) -> int:
    return high if high <= 0 or widen == 1 else high * widen


def _float(values: list[Any], widen: int) -> Spec:
    places = max(
        len(repr(value).partition(".")[2]) if "e" not in repr(value) else MOST_PLACES for value in values
    )
    low, high = min(values), max(values)
    return {
        "float": [low if low > 0 else low * widen, high * widen if high > 0 else high],
        "places": min(places, MOST_PLACES),
    }


def _text(values: list[Any], widen: int) -> Spec:
    """Edits of the texts seen, and texts of their characters; a closed vocabulary is only recombined."""
    texts = list(dict.fromkeys(split(value)[1] for value in values))
    alphabet = "".join(sorted(set("".join(texts))))
    lengths = [min(map(len, texts)), max(map(len, texts))]
    if not alphabet or len(alphabet) == 1 == lengths[1]:
        return {"choice": texts}
    words = [word for text in texts for word in text.split(" ")]
    if len(words) > 2 * len(set(words)) and len(words) > len(texts):
        counts = [len(text.split(" ")) for text in texts]
        return {
            "join": [{"list": {"choice": sorted(set(words))}, "len": [min(counts), max(counts)]}],
            "by": " ",
        }
    free = {"text": alphabet, "len": [lengths[0], min(lengths[1] * widen, 60)]}
    if lengths[1] <= 1:
        return free
    return {"any": [{"edited": texts}, free]} if _unstructured(texts) else {"edited": texts}


def _unstructured(texts: list[str]) -> bool:
    """Whether any text of these characters may do as well: letters only, or marks only, with nothing between."""
    together = "".join(texts)
    return together.isalpha() or together.isdigit() or not any(letter.isalnum() for letter in together)


def _sequence(values: list[list[Any]], widen: int) -> Spec | None:
    """What lists and tuples of these elements have in common: fields by position, or a range of lengths."""
    lengths = {len(value) for value in values}
    kinds = [{_kind(value[i]) for value in values} for i in range(min(lengths))]
    if (
        len(lengths) == 1
        and len(values) > 1
        and len(kinds) <= MOST_FIELDS
        and len(set(map(frozenset, kinds))) > 1
    ):
        return {"row": [infer([value[i] for value in values], widen) for i in range(len(kinds))]}
    elements = [element for value in values for element in value]
    if not elements:
        return None
    high = max(lengths)
    return {"list": infer(elements, widen), "len": [min(lengths), high if widen == 1 else high + widen]}


def _list(values: list[Any], widen: int) -> Spec:
    if grid := _grid(values, widen):
        return grid
    return _sequence(values, widen) or {"choice": [[]]}


def _grid(values: list[Any], widen: int) -> Spec | None:
    """Rows of one length in each value, more than one row somewhere."""
    rows = [[split(row)[1] for row in value if isinstance(row, list)] for value in values]
    whole = all(value and len(found) == len(value) for value, found in zip(values, rows, strict=True))
    if not whole or any(len({len(row) for row in found}) > 1 for found in rows):
        return None
    widths, heights = {len(found[0]) for found in rows}, {len(found) for found in rows}
    if heights == {1} or 0 in widths or (len(widths) == 1 and max(widths) <= 2):
        return None
    square = all(len(found) == len(found[0]) for found in rows)
    cells = infer([cell for found in rows for row in found for cell in row], widen)
    return {
        "grid": cells,
        "rows": [min(heights), max(heights)],
        "cols": [min(widths), max(widths)],
        "square": square,
    }


def _tuple(values: list[Any], widen: int) -> Spec:
    found = _sequence([split(value)[1] for value in values], 1)
    if found is None:
        return {"choice": [{"__tuple__": []}]}
    if "row" in found:
        return {"tuple": found["row"]}
    low, high = found["len"]
    return {"tuples": infer([e for value in values for e in split(value)[1]], widen), "len": [low, high]}


def _set(values: list[Any], widen: int) -> Spec:
    found = _sequence([split(value)[1] for value in values], widen)
    return {"set": found["list"], "len": found["len"]} if found and "list" in found else _seen(values, widen)


def _dict(values: list[Any], widen: int) -> Spec:
    tables = [split(value)[1] for value in values]
    keys = [tuple(canonical(key) for key, _ in table) for table in tables]
    named = all(isinstance(key, str) for table in tables for key, _ in table)
    if named and keys[0] and len(set(keys)) == 1:
        return {
            "record": {
                pair[0]: infer([table[i][1] for table in tables], widen) for i, pair in enumerate(tables[0])
            }
        }
    pairs = [pair for table in tables for pair in table]
    if not pairs:
        return {"choice": [{"__dict__": []}]}
    lengths = [len(table) for table in tables]
    return {
        "dict": [infer([key for key, _ in pairs], 1), infer([value for _, value in pairs], widen)],
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
