"""Chooses the public examples of a programming problem: short inputs beside its tests, with unlike results."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from verigen.core.values import canonical
from verigen.domains.code.reference import Test

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST, LONGEST = 3, 160  # examples, and characters of an input or a result


def beside(tests: Sequence[Test], calls: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """The short ones of the argument lists, or of the texts for standard input, that no test has."""
    known = {canonical([test.stdin] if test.stdin is not None else test.args) for test in tests}
    for call in calls:
        if (text := canonical(call)) not in known and len(json.dumps(call)) <= LONGEST:
            known.add(text)
            yield call


def chosen(shown: Sequence[Test], drawn: Iterable[Test]) -> list[Test]:
    """Those that the prompt tells, then drawn ones with unlike short results; at most MOST, or fewer if there are few."""
    found = list(shown)
    results = {canonical(each.expected) for each in shown}
    for each in drawn:
        if len(found) >= MOST:
            break
        if len(json.dumps(each.expected)) <= LONGEST and canonical(each.expected) not in results:
            results.add(canonical(each.expected))
            found.append(each)
    return found
