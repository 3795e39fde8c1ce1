"""Makes text from outside fit to print: one short line that steers no terminal."""

from __future__ import annotations


def one_line(text: str, longest: int) -> str:
    """The first characters; what is not printable, escape codes and marks of direction included, becomes a space."""
    return "".join(char if char.isprintable() else " " for char in text[:longest]).strip()
