"""Draws inputs of a contract with random numbers only: the same on every machine, whatever is installed.

A quarter of the sizes and numbers lie at the ends of their ranges, where programs go wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core.values import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from verigen.problems.harden.specs import Spec

AT_AN_END = 0.25
TRIES = 20  # draws for a new element, if the elements must differ


def value(spec: Spec, rng: Random) -> Any:
    """A value in its JSON form. Raises KeyError for a kind of spec that this module does not draw."""
    kind = next(key for key in spec if key in BUILDERS or key in {"edited", "altered"})
    return BUILDERS[kind](spec, rng)


def _number(bounds: Sequence[int], rng: Random) -> int:
    low, high = bounds
    return rng.choice((low, high)) if rng.random() < AT_AN_END else rng.randint(low, high)


def _float(spec: Spec, rng: Random) -> float:
    scale: int = 10 ** spec.get("places", 2)
    return _number([round(end * scale) for end in spec["float"]], rng) / scale


def _join(spec: Spec, rng: Random) -> str:
    parts = [value(each, rng) for each in spec["join"]]
    texts = [str(item) for part in parts for item in (part if isinstance(part, list) else [part])]
    joint: str = spec.get("by", "")
    return joint.join(texts)


def _several(draw: Callable[[], Any], spec: Spec, rng: Random, key: Callable[[Any], str] | None) -> list[Any]:
    """As many values as the spec requires; fewer if they must differ and no new one is found."""
    found: list[Any] = []
    seen: set[str] = set()
    for _ in range(_number(spec["len"], rng)):
        item = (
            draw()
            if key is None
            else next((i for i in (draw() for _ in range(TRIES)) if key(i) not in seen), None)
        )
        if key is not None and item is not None:
            seen.add(key(item))
        if key is None or item is not None:
            found.append(item)
    return found


def _list(spec: Spec, rng: Random) -> list[Any]:
    key = canonical if spec.get("unique") else None
    found = _several(lambda: value(spec["list"], rng), spec, rng, key)
    return sorted(found) if spec.get("sorted") else found


def _dict(spec: Spec, rng: Random) -> dict[str, Any]:
    key, held = spec["dict"]
    pairs = _several(lambda: [value(key, rng), value(held, rng)], spec, rng, lambda pair: canonical(pair[0]))
    return {"__dict__": pairs}


def _grid(spec: Spec, rng: Random) -> list[list[Any]]:
    width = _number(spec["cols"], rng)
    height = width if spec.get("square") else _number(spec["rows"], rng)
    return [[value(spec["grid"], rng) for _ in range(width)] for _ in range(height)]


def _counted(spec: Spec, rng: Random) -> str:
    items = value(spec["counted"], rng)
    return "\n".join([str(len(items)), *([spec["by"].join(map(str, items))] if items else [])])


def _row(specs: list[Spec], rng: Random) -> list[Any]:
    return [value(each, rng) for each in specs]


BUILDERS: dict[str, Callable[[Spec, Random], Any]] = {
    "int": lambda spec, rng: _number(spec["int"], rng),
    "float": _float,
    "choice": lambda spec, rng: rng.choice(spec["choice"]),
    "any": lambda spec, rng: value(rng.choice(spec["any"]), rng),
    "text": lambda spec, rng: "".join(_several(lambda: rng.choice(spec["text"]), spec, rng, None)),
    "join": _join,
    "list": _list,
    "row": lambda spec, rng: _row(spec["row"], rng),
    "tuple": lambda spec, rng: {"__tuple__": _row(spec["tuple"], rng)},
    "tuples": lambda spec, rng: {"__tuple__": _list({**spec, "list": spec["tuples"]}, rng)},
    "set": lambda spec, rng: {"__set__": _list({**spec, "list": spec["set"], "unique": True}, rng)},
    "dict": _dict,
    "record": lambda spec, rng: {
        "__dict__": [[key, value(held, rng)] for key, held in spec["record"].items()]
    },
    "grid": _grid,
    "counted": _counted,
}
