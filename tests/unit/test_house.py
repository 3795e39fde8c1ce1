"""Laws of the house: one name for one thing, and functions that fit on a screen."""

from __future__ import annotations

import ast
import graphlib
from collections import defaultdict
from pathlib import Path
from statistics import median

PACKAGE = Path(__file__).parents[2] / "verigen"
TREES = {path.relative_to(PACKAGE): ast.parse(path.read_text()) for path in PACKAGE.rglob("*.py")}
MOST_LINES, MEDIAN_LINES = 50, 8


def test_no_two_classes_have_one_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path, tree in TREES.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(str(path))

    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_functions_are_short() -> None:
    lengths = {
        f"{path}:{node.name}": node.end_lineno - node.lineno + 1
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
    }

    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}
    assert median(lengths.values()) <= MEDIAN_LINES


def test_no_file_of_core_imports_itself_through_others_not_even_for_types() -> None:
    core = {
        f"verigen.{'.'.join(path.with_suffix('').parts)}": tree
        for path, tree in TREES.items()
        if path.parts[0] == "core"
    }

    order = graphlib.TopologicalSorter(
        {name: _imported(tree) & core.keys() - {name} for name, tree in core.items()}
    )

    order.prepare()  # raises CycleError with the circle


def _imported(tree: ast.Module) -> set[str]:
    """The modules that a file imports, also where only a type checker does."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return {str(node.module) for node in found} | {
        f"{node.module}.{alias.name}" for node in found for alias in node.names
    }
