"""Translates the settings of a run that an earlier version stored to the form of this one.

Earlier versions wrote a goal as text, and several teachers in one text. The oldest had a number of candidates
instead of a goal.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

_GOAL = re.compile(
    r"(?P<what>n|correct|pair|pass-rate):(?P<value>[\d.]+)(?:\+(?P<wrong>\d+))?(?P<options>(?:,\w+=[\d.e-]+)*)"
)
_SEPARATORS = (" > ", " + ")  # of teachers in a cascade, and of those that share the candidates


def translated(text: str) -> str:
    """The settings as JSON of this version; the text itself where that is unknown. Raises MsgspecError."""
    stored = msgspec.json.decode(text, type=dict[str, Any])
    if "n" in stored and "goal" not in stored:
        stored["goal"] = f"n:{stored.pop('n')}"
    if isinstance(goal := stored.get("goal"), str) and (found := _GOAL.fullmatch(goal)):
        stored["goal"] = _goal(goal, found)
    if isinstance(stored.get("teacher"), str):
        stored |= _teachers(*(str(stored.pop(name, "")) for name in ("teacher", "revision", "engine")))
    stored.setdefault("weights", [1.0] * len(stored.get("teachers", ())))
    return msgspec.json.encode(stored).decode()


def _goal(name: str, found: re.Match[str]) -> dict[str, Any]:
    options = dict(each.split("=") for each in found["options"].split(",")[1:])
    shares = {key: float(value) for key, value in options.items() if key != "max"}
    most = int(options.get("max", found["value"]))
    match found["what"]:
        case "n":
            return {"name": name, "kind": "n", "max": most}
        case "pass-rate":
            return {"name": name, "kind": "pass-rate", "max": most, "width": float(found["value"])}
        case _:
            wanted = {"correct": int(found["value"]), "incorrect": int(found["wrong"] or 0)}
            return {"name": name, "kind": "wanted", "max": most, **wanted, **shares}


def _teachers(*columns: str) -> dict[str, Any]:
    """Teachers, revisions and engines, each joined in one text."""
    between = next((each for each in _SEPARATORS if each in columns[1]), _SEPARATORS[1])
    split = [column.split(between) for column in columns]
    rows = zip(*split, strict=True) if len(set(map(len, split))) == 1 else [columns]
    return {
        "teachers": [dict(zip(("name", "revision", "engine"), row, strict=True)) for row in rows],
        "cascade": between == _SEPARATORS[0],
    }
