"""One drawn programming problem, and the templates of its texts.

The input specs use the grammar of verigen.problems.harden.specs. Every family gives its answer twice: as the
reference solution, a text that the sandbox runs, and as an `oracle`, a function that computes the same output
in another way. The build refuses a problem on which they differ.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from string import Template
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from verigen.problems.harden.specs import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One problem of a family; `given` holds argument tuples, or whole inputs of a program, edge cases first.

    `solution` defines a function named like the family. For a program it is the whole text, and the oracle takes
    standard input and gives standard output. `compare` as in verigen.domains.code.reference.Compare. `shown`: like
    `given`, the inputs whose outputs the prompt tells.
    """

    prompt: str
    solution: str
    inputs: list[Spec]
    given: list[Any]
    oracle: Callable[..., Any]
    requires: str | None = None
    compare: str = "exact"
    program: bool = False
    shown: Sequence[Any] = ()


NONE = "~"


def fill(template: str, **parts: object) -> str:
    """The program text with its $names replaced. Raises KeyError for a name without a value."""
    return Template(textwrap.dedent(template).strip("\n") + "\n").substitute(parts)


def fill_some(template: str, **parts: object) -> str:
    """Like fill, but without the lines that contain only NONE; such lines are needed by some draws only."""
    lines = fill(template, **parts).split("\n")
    return "\n".join(line for line in lines if line.strip() != NONE)


def ordinal(number: int) -> str:
    """2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
