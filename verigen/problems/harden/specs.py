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

A strategy draws inputs in their JSON forms, as verigen.core.values has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core.errors import UserError
from verigen.core.values import canonical
from verigen.problems.harden.edits import altered, edited

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Spec = dict[str, Any]


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
    "edited": edited,
    "altered": altered,
}
