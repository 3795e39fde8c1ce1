"""Compares a program's results with the expected ones, as plain data on the host."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING, Any

from verigen.core.values import close, equal

if TYPE_CHECKING:
    from verigen.core.types import Mode, Output
    from verigen.domains.code.reference import Compare, Test

RAISES, ARGS_AFTER = "__raises__", "__args_after__"


def passes(test: Test, output: Output, compare: Compare, mode: Mode) -> bool:
    """Whether an output without a fault is the expected one. Raises NotAValue where it is not a valid value."""
    wanted = special(test.expected)
    if wanted == ARGS_AFTER:
        return matches(test.expected[ARGS_AFTER], output.args_after, compare)
    if mode == "stdio":
        return same_text(test.expected, output.stdout, compare)
    return matches(test.expected, output.value, compare)


def raises(test: Test, output: Output) -> bool:
    """Whether the output is the exception that the test expects, or a subclass of it."""
    wanted = test.expected[RAISES]
    return wanted == output.exception or wanted in output.bases


def special(expected: Any) -> str | None:
    """RAISES or ARGS_AFTER where the test expects one of these; None where it expects a value."""
    if isinstance(expected, dict) and len(expected) == 1:
        (tag,) = expected
        return tag if tag in {RAISES, ARGS_AFTER} else None
    return None


def matches(expected: Any, value: Any, compare: Compare) -> bool:
    """Whether two values in JSON form match; `expected` must be valid, so that identical forms are equal.

    Raises NotAValue for an invalid `value`.
    """
    if expected == value:
        return True
    if isinstance(expected, str) and isinstance(value, str) and compare.kind not in {"exact", "float"}:
        return same_text(expected, value, compare)
    if compare.kind in {"float", "float_tokens"}:
        return close(expected, value, compare.rel, compare.abs)
    return equal(expected, value)


def same_text(expected: str, printed: str, compare: Compare) -> bool:
    match compare.kind:
        case "exact":
            return expected.removesuffix("\n") == printed.removesuffix("\n")
        case "lines":
            return _lines(expected) == _lines(printed)
        case "float" | "float_tokens":
            return _same_numbers(expected.split(), printed.split(), compare)
        case _:
            return expected.split() == printed.split()


def _lines(text: str) -> list[str]:
    """The lines without trailing white space and without empty lines at the end."""
    # splitlines would also split at a form feed or U+2028.
    return [line.rstrip() for line in text.rstrip().split("\n")]


def _same_numbers(expected: list[str], printed: list[str], compare: Compare) -> bool:
    if len(expected) != len(printed):
        return False
    return all(_same_token(one, other, compare) for one, other in zip(expected, printed, strict=True))


def _same_token(expected: str, printed: str, compare: Compare) -> bool:
    if expected == printed:
        return True
    # float() accepts 1_000 and full-width digits, which no contest judge accepts.
    if "_" in printed or not printed.isascii():
        return False
    try:
        return isclose(float(expected), float(printed), rel_tol=compare.rel, abs_tol=compare.abs)
    except ValueError:
        return False
