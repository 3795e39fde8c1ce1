"""Reads rows of HumanEval+ and MBPP+: the sets' tests and many more inputs, whose outputs the solution computes.

Source: Liu et al. 2023, arXiv:2305.01210, Apache-2.0. Two forms are read: the releases of
github.com/evalplus/evalplus with `base_input` and `plus_input`, and hub evalplus/humanevalplus and
evalplus/mbppplus, whose `test` lists the inputs. Both sets are held out.
"""

from __future__ import annotations

import ast
from typing import Any

from verigen.core.syntax import parse
from verigen.domains.code.asserts import Inputs, Unconvertible
from verigen.domains.code.sets import humaneval, mbpp
from verigen.domains.code.sets.reading import CodeReading, texts

RELEASE = {"prompt", "canonical_solution", "entry_point", "base_input", "plus_input"}
COLUMNS: tuple[tuple[str, ...], ...] = (
    tuple(sorted(RELEASE)),
    ("task_id", "prompt", "canonical_solution", "entry_point", "test"),
    ("task_id", "prompt", "code", "test_list", "test"),
)


def holds(row: dict[str, Any]) -> bool:
    return row.keys() >= RELEASE or ("test" in row and "assertion(" in str(row["test"]))


def read(row: dict[str, Any]) -> CodeReading:
    """Read a row. Raises Unconvertible if its inputs can't be found in its tests."""
    if "test_list" in row:
        texts(row, "code", "test_list", "test")
        solution = str(row["code"])
        name = mbpp.entry_point(solution, [parse(str(test).strip()) for test in row["test_list"]])
    else:
        texts(row, "prompt", "canonical_solution", "entry_point")
        solution, name = row["prompt"] + row["canonical_solution"], row["entry_point"]
    source, near = _released(row) if row.keys() >= RELEASE else _listed(row["test"])
    return CodeReading(
        prompt=mbpp.asked(row) if "test_list" in row else humaneval.asked(row),
        tests=Inputs(solution=solution, entry_point=name, source=source, near=near),
        licence="Apache-2.0",
        policy="heldout_only",
    )


def _released(row: dict[str, Any]) -> tuple[str, float]:
    """The inputs of a release, as source, and their tolerance."""
    if str(row.get("task_id", "")).startswith("Mbpp/"):
        raise Unconvertible(
            "the release of MBPP+ holds tuples as lists; hub evalplus/mbppplus has them right"
        )
    return repr([*row["base_input"], *row["plus_input"]]), float(row.get("atol") or 0.0)


def _listed(test: str) -> tuple[str, float]:
    """The inputs that a test lists, as source, and the tolerance of its assertions."""
    nodes = list(ast.walk(parse(test)))
    lists = [
        node.value
        for node in nodes
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "inputs"
    ]
    if not lists:
        raise Unconvertible("its test lists no inputs")
    return ast.unparse(lists[0]), max((found for node in nodes if (found := _tolerance(node))), default=0.0)


def _tolerance(node: ast.AST) -> float | None:
    match node:
        case ast.Call(
            func=ast.Name(id="assertion"), args=[_, _, ast.Constant(value=float() | int() as near)]
        ):
            return float(near)
        case _:
            return None
