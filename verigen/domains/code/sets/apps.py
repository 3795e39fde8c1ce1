"""Reads rows of APPS and TACO: contest problems whose `input_output` and `solutions` are JSON in a text.

Source: Hendrycks et al. 2021, arXiv:2105.09938, hub codeparrot/apps, MIT; Li et al. 2023, arXiv:2312.14852,
hub BAAI/TACO, Apache-2.0.
"""

from __future__ import annotations

import re
from typing import Any

from verigen.domains.code.asserts import Inputs, Unconvertible
from verigen.domains.code.sets.reading import (
    SLOWNESS,
    CodeReading,
    decoded,
    method,
    program,
    python,
    texts,
    with_starter,
)

COLUMNS: tuple[tuple[str, ...], ...] = (("question", "input_output", "solutions"),)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
SECONDS, MEGABYTES = 4.0, 512.0


def holds(row: dict[str, Any]) -> bool:
    return row.keys() >= set(COLUMNS[0])


def read(row: dict[str, Any]) -> CodeReading:
    """Read a row. Raises Unconvertible if it has no tests, or no solution where its tests call a function."""
    texts(row, "question")
    told, starter = decoded(row, "input_output") or {}, str(row.get("starter_code") or "")
    solution = python(decoded(row, "solutions") or ())
    inputs, outputs = told.get("inputs") or (), told.get("outputs") or ()
    name = told.get("fn_name")
    tests: Any = (
        _calls(str(name), inputs, outputs, solution)
        if name
        else program(inputs, outputs, solution=solution, seconds=_seconds(row), megabytes=_megabytes(row))
    )
    taco = "raw_tags" in row or "skill_types" in row
    return CodeReading(
        prompt=with_starter(row["question"], starter),
        tests=tests,
        id=f"apps/{row['problem_id']}" if "problem_id" in row else None,
        licence="Apache-2.0" if taco else "MIT",
        tags={"difficulty": str(row["difficulty"])} if row.get("difficulty") else {},
    )


def _calls(name: str, inputs: Any, outputs: Any, solution: str | None) -> Inputs:
    if not inputs:
        raise Unconvertible("it has no tests")
    if solution is None:
        raise Unconvertible("it has no Python solution that could run on its inputs")
    called = method(solution, name)
    return Inputs(solution=solution, entry_point=called, source=repr(list(inputs)), wanted=list(outputs))


def _seconds(row: dict[str, Any]) -> float:
    """The time limit of a program: "2.0 seconds" in TACO, none in APPS."""
    found = NUMBER.search(str(row.get("time_limit") or ""))
    return SLOWNESS * float(found[0]) if found else SECONDS


def _megabytes(row: dict[str, Any]) -> float:
    found = NUMBER.search(str(row.get("memory_limit") or ""))
    return float(found[0]) if found else MEGABYTES
