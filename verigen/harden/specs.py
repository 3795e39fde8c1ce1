r"""The grammar of a contract: specs of inputs as JSON, and the Hypothesis strategy that each stands for.

    {"int": [0, 9]}                            {"float": [0, 1], "places": 2}
    {"choice": [values]}                       {"any": [specs]}
    {"text": "abc", "len": [0, 5]}             {"join": [specs], "by": " "}: the texts of the parts in a row
    {"list": spec, "len": [0, 5], "unique": true, "sorted": true}      {"row": [specs]}: of fixed length
    {"tuple": [specs]}                         {"tuples": spec, "len": [0, 5]}: of any length
    {"set": spec, "len": [0, 5]}               {"dict": [key, value], "len": [0, 5]}
    {"record": {"name": spec}}                 {"grid": spec, "rows": [1, 3], "cols": [1, 3]}: rows of one length
    {"counted": list spec, "by": "\n"}: a line with the length, then the elements
    {"edited": [texts], "numbers": [12]}: small edits of texts, which may put the numbers in
    {"altered": [lists], "len": [0, 5]}: small edits of lists

A strategy draws inputs in their JSON forms, as verigen.values has them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from verigen.errors import UserError
from verigen.values import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

Spec = dict[str, Any]
MOST_EDITS = 2
NUMBER = re.compile(r"[0-9]{1,9}")


def strategy(spec: Spec) -> SearchStrategy[Any]:
    """Raises UserError for what is no spec."""
    kinds = [key for key in spec if key in BUILDERS]
    if len(kinds) != 1:
        raise UserError(f"no such spec: {spec!r:.100}; there are: {', '.join(BUILDERS)}")
    try:
        return BUILDERS[kinds[0]](spec)
    except (KeyError, TypeError, ValueError) as error:
        raise UserError(f"a malformed spec {spec!r:.100}: {error}") from error


def _int(spec: Spec) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    return st.integers(*spec["int"])


def _float(spec: Spec) -> SearchStrategy[Any]:
    """Decimal fractions: the last bits of a binary one are where right solutions differ."""
    from hypothesis import strategies as st

    scale = 10 ** spec.get("places", 2)
    low, high = spec["float"]
    return st.integers(round(low * scale), round(high * scale)).map(lambda n: n / scale)


def _choice(spec: Spec) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    return st.sampled_from(spec["choice"])


def _any(spec: Spec) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    return st.one_of([strategy(each) for each in spec["any"]])


def _text(spec: Spec) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    low, high = spec["len"]
    return st.lists(st.sampled_from(spec["text"]), min_size=low, max_size=high).map("".join)


def _join(spec: Spec) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    def texts(parts: tuple[Any, ...]) -> list[str]:
        return [str(item) for part in parts for item in (part if isinstance(part, list) else [part])]

    parts = [strategy(each) for each in spec["join"]]
    return st.tuples(*parts).map(lambda drawn: spec.get("by", "").join(texts(drawn)))


def _list(spec: Spec) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    low, high = spec["len"]
    unique = canonical if spec.get("unique") else None
    drawn = st.lists(strategy(spec["list"]), min_size=low, max_size=high, unique_by=unique)
    return drawn.map(sorted) if spec.get("sorted") else drawn


def _row(spec: Spec) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    return st.tuples(*map(strategy, spec["row"])).map(list)


def _tuple(spec: Spec) -> SearchStrategy[Any]:
    return _row({"row": spec["tuple"]}).map(lambda drawn: {"__tuple__": drawn})


def _tuples(spec: Spec) -> SearchStrategy[Any]:
    return _list({**spec, "list": spec["tuples"]}).map(lambda drawn: {"__tuple__": drawn})


def _set(spec: Spec) -> SearchStrategy[Any]:
    return _list({**spec, "list": spec["set"], "unique": True}).map(lambda drawn: {"__set__": drawn})


def _dict(spec: Spec) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    key, value = map(strategy, spec["dict"])
    low, high = spec["len"]
    pairs = st.lists(
        st.tuples(key, value), min_size=low, max_size=high, unique_by=lambda pair: canonical(pair[0])
    )
    return pairs.map(lambda drawn: {"__dict__": [list(pair) for pair in drawn]})


def _record(spec: Spec) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    drawn = st.fixed_dictionaries({key: strategy(value) for key, value in spec["record"].items()})
    return drawn.map(lambda fields: {"__dict__": [[key, value] for key, value in fields.items()]})


def _grid(spec: Spec) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    cell, (fewest, most) = strategy(spec["grid"]), spec["rows"]

    def rows(width: int) -> SearchStrategy[Any]:
        row = st.lists(cell, min_size=width, max_size=width)
        height = (width, width) if spec.get("square") else (fewest, most)
        return st.lists(row, min_size=height[0], max_size=height[1])

    return st.integers(*spec["cols"]).flatmap(rows)


def _counted(spec: Spec) -> SearchStrategy[Any]:
    def text(items: list[Any]) -> str:
        return "\n".join([str(len(items)), *([spec["by"].join(map(str, items))] if items else [])])

    return strategy(spec["counted"]).map(text)


def _edited(spec: Spec) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    texts = spec["edited"]

    @st.composite
    def edited(draw: DrawFn) -> str:
        text: str = draw(st.sampled_from(texts))
        for _ in range(draw(st.integers(1, MOST_EDITS))):
            text = _edit(draw, text, texts, spec.get("numbers", ()))
        return text

    return edited()


def _edit(draw: DrawFn, text: str, texts: list[str], special: Sequence[int]) -> str:
    """Change a number, drop, double or turn round a part, put in a character, or go over to another text."""
    from hypothesis import strategies as st

    numbers: list[re.Match[str]] = list(NUMBER.finditer(text))
    renumber: bool = draw(st.booleans())
    if numbers and renumber:
        number = draw(st.sampled_from(numbers))
        fitting = [each for each in special if len(str(each)) <= len(number[0])]
        any_ = st.integers(0, 10 ** len(number[0]) - 1)
        drawn = str(draw(st.one_of(any_, st.sampled_from(fitting)) if fitting else any_))
        return text[: number.start()] + drawn.zfill(len(number[0])) + text[number.end() :]
    start = draw(st.integers(0, len(text)))
    end = min(len(text), start + draw(st.integers(1, 4)))
    part, other = text[start:end], draw(st.sampled_from(texts))
    like: list[str] = sorted({c for each in texts for c in each if _class(c) == _class(part[:1])} or {""})
    letters: list[str] = sorted({c for each in texts for c in each})
    edits: list[str] = [
        text[:start] + text[end:],
        text[:end] + part + text[end:],
        text[:start] + part[::-1] + text[end:],
        text[:start] + other[start:],
        text[:start] + draw(st.sampled_from(like)) + text[start + 1 :],
        text[:start] + draw(st.sampled_from(letters)) + text[start:],
    ]
    return draw(st.sampled_from(edits))


def _altered(spec: Spec) -> SearchStrategy[Any]:
    from hypothesis import strategies as st

    lists = spec["altered"]
    low, high = spec["len"]

    @st.composite
    def altered(draw: DrawFn) -> list[Any]:
        items = list(draw(st.sampled_from(lists)))
        for _ in range(draw(st.integers(1, MOST_EDITS))):
            items = _alter(draw, items, lists)
        return items

    return altered().filter(lambda items: low <= len(items) <= high)


def _alter(draw: DrawFn, items: list[Any], lists: list[list[Any]]) -> list[Any]:
    """Drop, double, reverse or mirror a part, put in an element of another list, or go over to that list."""
    from hypothesis import strategies as st

    start = draw(st.integers(0, max(len(items) - 1, 0)))
    end = min(len(items), start + draw(st.integers(1, 4)))
    other = draw(st.sampled_from(lists))
    stranger = other[draw(st.integers(0, len(other) - 1)) :][:1] if other else []
    changes: list[list[Any]] = [
        items[:start] + items[end:],
        items[:start] + items[start:end] * 2 + items[end:],
        items[:start] + items[start:end][::-1] + items[end:],
        items[:end] + items[:start][::-1],
        items[:start] + stranger + items[start + 1 :],
        items[:start] + other[start:],
    ]
    return draw(st.sampled_from(changes))


def _class(letter: str) -> str:
    if letter.isalpha():
        return "upper" if letter.isupper() else "lower"
    return "digit" if letter.isdigit() else letter


BUILDERS = {
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
    "counted": _counted,
    "edited": _edited,
    "altered": _altered,
}
