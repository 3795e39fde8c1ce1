"""Parses foreign Python source."""

from __future__ import annotations

import ast
import warnings


def parse(source: str) -> ast.Module:
    r"""The syntax tree, without warnings about the source itself, such as for "\d" in a string.

    Raises SyntaxError, also for a NUL and for nesting too deep to parse.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(source)
        except (ValueError, RecursionError, MemoryError) as error:
            raise SyntaxError(str(error) or "nested too deeply") from error
