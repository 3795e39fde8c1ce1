"""Makes foreign text safe to print: one short line without terminal control codes."""

from __future__ import annotations


def one_line(text: str, longest: int) -> str:
    """The first `longest` characters.

    Unprintable ones, including escape codes and direction marks, become spaces.
    """
    return "".join(char if char.isprintable() else " " for char in text[:longest]).strip()
