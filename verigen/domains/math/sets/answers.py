r"""Finds the final answer in a worked solution.

It is the text after GSM8K's ####, else in the last \boxed{}, else the whole text.
"""

from __future__ import annotations

BOXES = ("\\boxed{", "\\fbox{")


def final(solution: str) -> str:
    """The final answer of a solution. Raises ValueError if a box is opened and never closed."""
    if "####" in solution:
        return solution.rsplit("####", 1)[1].strip()
    start = max(solution.rfind(box) + len(box) if box in solution else -1 for box in BOXES)
    return solution.strip() if start < 0 else _balanced(solution, start)


def _balanced(text: str, start: int) -> str:
    depth = 1
    for end in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0) if text[end - 1] != "\\" else 0
        if depth == 0:
            return text[start:end].strip()
    raise ValueError("the solution's last \\boxed{ is never closed")
