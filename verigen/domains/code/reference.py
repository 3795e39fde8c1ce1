"""The reference of a programming problem: its tests, how outputs are compared, and a solution."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from verigen.core.types import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare:
    """How an output is compared with the expected one; `rel` and `abs` are tolerances of the float kinds."""

    kind: Literal["exact", "float", "tokens", "lines", "float_tokens", "checker"] = "exact"
    rel: float = 1e-6
    abs: float = 1e-9
    checker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One call (`args`, `kwargs`) or one run (`stdin`) and the expected result.

    JSON has no tuples or sets: {"__tuple__": [...]}, {"__set__": [...]}, {"__dict__": [[k, v], ...]} stand
    for them in `args`, `kwargs` and `expected`.
    """

    args: list[Any] = field(default_factory=list)
    kwargs: dict[str, Any] = field(default_factory=dict)
    stdin: str | None = None
    expected: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """Which inputs a program must handle.

    `inputs` holds one spec per argument (a single one for stdio, for its text), in the grammar of
    verigen.problems.harden.specs. `requires` is the source of a lambda over the arguments, for conditions
    between them.
    """

    inputs: list[Any]
    requires: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnTest:
    """One test of a InputRecipe: the class of its input (such as "maximal"), and the seed that draws it."""

    kind: str
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRecipe:
    """Tests whose inputs are drawn when they are needed, because they are too large to be stored.

    `code` defines `draw(kind, seed)`, which returns the list of a call's arguments, or the text of standard
    input. It contains no results: the expected ones are those of the problem's solution.
    """

    code: str
    tests: list[DrawnTest]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReference:
    """Tests of a program, and a solution that passes them; the tests of `drawn` follow the given ones.

    `examples` are public: a message to a teacher may tell their inputs and outputs. They grade nothing. A change to what
    the program does has to replace or empty them.
    """

    mode: Mode
    tests: list[Test]
    entry_point: str | None = None
    compare: Compare = field(default_factory=Compare)
    solution: str | None = None
    time_limit_s: float = 2.0
    memory_mb: int = 512
    contract: Contract | None = None
    drawn: InputRecipe | None = None
    examples: list[Test] = field(default_factory=list)
