"""Checks whether a value resembles the inputs in a problem's tests: others may be outside its contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core.values import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence


def fits(value: Any, seen: Sequence[Any]) -> bool:
    """Whether the value resembles the seen ones: their common type, range, order and distinctness.

    Numbers lie in the range seen. Texts and lists have a length within the range seen; texts consist of seen
    letters, and only if all seen texts are words. A list is sorted or free of repeats if all lists with more
    than one element are, and its elements fit theirs.
    """
    kinds = {type(each) for each in seen}
    if kinds != {type(value)}:
        return False
    if isinstance(value, bool) or canonical(value) in map(canonical, seen):
        return True
    if isinstance(value, int):
        return bool(min(seen) <= value <= max(seen))
    if not isinstance(value, str | list) or not _between(len(value), list(map(len, seen))):
        return False
    return _text(value, seen) if isinstance(value, str) else _list(value, seen)


def _between(value: int, seen: list[int]) -> bool:
    return min(seen) <= value <= max(seen)


def _text(value: str, seen: Sequence[str]) -> bool:
    letters = set("".join(seen))
    return all(letter.isalpha() or letter == " " for letter in letters) and set(value) <= letters


def _list(value: list[Any], seen: Sequence[list[Any]]) -> bool:
    longer = [each for each in seen if len(each) > 1]
    elements = [element for each in seen for element in each]
    if not elements or (longer and _ordered(longer) and not _ordered([value])):
        return not value
    if longer and all(map(_different, longer)) and not _different(value):
        return False
    if longer and all(map(_even, longer)) and not _even(value):
        return False
    return all(fits(element, elements) for element in value)


def _ordered(lists: Sequence[list[Any]]) -> bool:
    try:
        return all(each == sorted(each) for each in lists)
    except TypeError:
        return False


def _different(items: list[Any]) -> bool:
    return len(set(map(canonical, items))) == len(items)


def _even(items: list[Any]) -> bool:
    """Whether all elements that are lists have the same length."""
    return len({len(item) if isinstance(item, list) else 0 for item in items}) <= 1
