"""A whole number is read as any other text would be, only sooner."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from verigen.verifiers.symbolic.meaning import reading


@given(st.from_regex(r"-?[0-9]{1,17}", fullmatch=True))
def test_a_whole_number_has_the_meaning_that_the_whole_reading_finds(text: str) -> None:
    assert reading.read(text) == reading.understood(text)


@given(st.text("-0123456789+., \n٣", max_size=6))
def test_what_is_nearly_a_whole_number_is_read_as_it_was(text: str) -> None:
    assert told(reading.read, text) == told(reading.understood, text)


def told(how: object, text: str) -> object:
    try:
        return how(text)  # type: ignore[operator]
    except reading.Unreadable as why:
        return str(why)
