"""Plants one error in an extraction that is right otherwise; knows nothing of how the verifier looks for it."""

from __future__ import annotations

import copy
import random
from datetime import date, timedelta
from typing import Any

from verigen.core import registry
from verigen.core.types import Candidate, Problem, Sampling
from verigen.problems.banks import find

KINDS = ("dropped", "swapped", "shifted_date", "changed_unit", "hallucinated_null", "invented", "misread")


def problems(variants: int, seed: int, schemas: str = "all") -> list[Problem]:
    bank = find.find(
        f"fields:{schemas},variants={variants},seed={seed}", "extract", licence=None, split="train"
    )
    return list(bank.problems())


def leaves(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in leaves(inner, (*place, key))]
    if isinstance(value, list):
        return [leaf for key, inner in enumerate(value) for leaf in leaves(inner, (*place, key))]
    return [(place, value)]


def with_value(fields: dict[str, Any], place: tuple[Any, ...], value: Any) -> dict[str, Any]:
    made = copy.deepcopy(fields)
    inner: Any = made
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return made


def sentences(fields: dict[str, Any]) -> str:
    """A text that states the fields one by one, in the order and form in which they come."""
    said = []
    for place, value in leaves(fields):
        if value is not None:
            name = " ".join(str(step) if isinstance(step, str) else "" for step in place).replace("_", " ")
            shown = ("yes" if value else "no") if isinstance(value, bool) else str(value).replace("_", " ")
            said.append(f"The {' '.join(name.split())} is {shown}.")
    return " ".join(said)


def planted(kind: str, fields: dict[str, Any], rng: random.Random) -> tuple[dict[str, Any], Any] | None:
    """The fields that the text states, and those that are read back; None where the kind needs other fields."""
    real = [(place, value) for place, value in leaves(fields) if value is not None]
    if kind == "dropped":
        place, _ = rng.choice(real)
        stated = with_value(fields, place, None)
        return stated, rng.choice((stated, fields))  # an honest reader, or one that guesses
    if kind == "swapped":
        # items of a plain list may stand in any order
        texts = [
            (place, value) for place, value in real if isinstance(value, str) and isinstance(place[-1], str)
        ]
        pairs = (
            [(a, b) for a in texts for b in texts if a[0] < b[0] and a[1] != b[1]] if len(texts) > 1 else []
        )
        if not pairs:
            return None
        (one, first), (two, second) = rng.choice(pairs)
        stated = with_value(with_value(fields, one, second), two, first)
        return stated, stated
    if kind == "shifted_date":
        days = [(p, v) for p, v in real if isinstance(v, str) and len(v) == 10 and v[4] == "-"]
        if not days:
            return None
        place, value = rng.choice(days)
        moved = (date.fromisoformat(value) + timedelta(days=rng.choice((-1, 1)))).isoformat()
        stated = with_value(fields, place, moved)
        return rng.choice(((stated, stated), (stated, fields), (fields, stated)))
    if kind == "changed_unit":
        amounts = [(p, v) for p, v in real if isinstance(v, int | float) and not isinstance(v, bool)]
        if not amounts:
            return None
        place, amount = rng.choice(amounts)
        stated = with_value(fields, place, round(amount * rng.choice((10, 100, 1000, 0.1, 2.2)), 4))
        return rng.choice(((stated, stated), (stated, fields), (fields, stated)))
    if kind == "hallucinated_null":
        place, _ = rng.choice(real)
        return fields, with_value(fields, place, None)
    if kind == "invented":
        return {**fields, "deposit": rng.randrange(100_000, 999_999)}, fields
    place, value = rng.choice(real)
    other = (not value) if isinstance(value, bool) else f"{value}x" if isinstance(value, str) else value + 1
    return fields, with_value(fields, place, other)


def candidate(text: str, finish: str = "stop") -> Candidate:
    return Candidate(
        id="p#0",
        problem="p",
        index=0,
        text=text,
        finish=finish,  # type: ignore[arg-type]
        prompt_tokens=1,
        tokens=1,
        teacher="t",
        revision="r",
        sampling=Sampling(),
        seed=1,
        seconds=0.0,
    )


def domain() -> Any:
    return registry.make("domain", "extract")
