"""Every pair of the case tables, both ways round."""

from __future__ import annotations

import pytest
from tables import DIFFERENT, EQUAL

from verigen.core.errors import ReferenceFault
from verigen.verifiers.symbolic import compare

PAIRS = {
    want: [
        pytest.param(one, two, id=f"{kind}: {one} | {two}")
        for kind, rows in table.items()
        for one, two in rows
    ]
    for want, table in ((True, EQUAL), (False, DIFFERENT))
}


def accepted(reference: str, answer: str) -> bool | None:
    """None where the reference is no answer at all, as in pairs that hold garbage."""
    try:
        return compare(reference, answer).outcome == "correct"
    except ReferenceFault:
        return None


@pytest.mark.parametrize(("one", "two"), PAIRS[True])
def test_equal_answers_are_accepted_whichever_is_the_reference(one: str, two: str) -> None:
    assert accepted(one, two) is True
    assert accepted(two, one) is True


@pytest.mark.parametrize(("one", "two"), PAIRS[False])
def test_different_answers_are_never_accepted(one: str, two: str) -> None:
    assert not accepted(one, two)
    assert not accepted(two, one)
