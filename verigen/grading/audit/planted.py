"""A planted answer, and helpers that write its parts inside brackets or a matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verigen.grading.audit.write import write

if TYPE_CHECKING:
    from verigen.grading.audit.answers import KnownAnswer
    from verigen.grading.audit.exact import Sum


class Planted(NamedTuple):
    """An answer and the kind of change that made it."""

    kind: str
    text: str


def enclosed(answer: KnownAnswer, parts: list[str], join: str = ", ") -> str:
    opening, closing = {"": ("", ""), "{}": ("\\{", "\\}")}.get(answer.brackets, tuple(answer.brackets))
    return f"{opening}{join.join(parts)}{closing}"


def grid(parts: tuple[Sum, ...], columns: int, name: str = "pmatrix") -> str:
    rows = [parts[at : at + columns] for at in range(0, len(parts), columns)]
    body = " \\\\ ".join(" & ".join(write(part) for part in row) for row in rows)
    return f"\\begin{{{name}}} {body} \\end{{{name}}}"
