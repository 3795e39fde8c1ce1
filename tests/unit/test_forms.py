"""Tagged texts of any length are read in a time that grows with their length alone."""

from __future__ import annotations

import pytest

from verigen.core.forms import READERS, NotAValue

LONG = 300_000  # with a time that grows with the square of this the test would take minutes
PIECES = ["9", "0", "f", "9.", ".9", "9e", "-", "0x", "date 2", " ", "1_"]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("end", ["", "x", "!", "e", "."])
@pytest.mark.parametrize("tag", sorted(READERS))
def test_a_long_text_is_read_or_refused_in_one_pass(tag: str, piece: str, end: str) -> None:
    try:
        READERS[tag](piece * (LONG // len(piece)) + end)
    except NotAValue:
        return
