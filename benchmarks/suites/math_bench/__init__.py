"""The families of the suite math-bench, a module a topic; none of them is in problem_banks."""

from __future__ import annotations

from benchmarks.suites.math_bench import (
    calculus,
    calendars,
    chance,
    charts,
    commerce,
    encodings,
    figures,
    graphs,
    grids,
    linear,
    measurement,
    numbers,
    partitions,
    puzzles,
    relations,
    series,
)
from benchmarks.suites.math_bench.family import FAMILIES

__all__ = [
    "FAMILIES",
    "calculus",
    "calendars",
    "chance",
    "charts",
    "commerce",
    "encodings",
    "figures",
    "graphs",
    "grids",
    "linear",
    "measurement",
    "numbers",
    "partitions",
    "puzzles",
    "relations",
    "series",
]
