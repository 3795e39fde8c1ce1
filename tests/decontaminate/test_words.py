from hypothesis import given
from hypothesis import strategies as st

from verigen.core.text import words
from verigen.core.text.shape import alike, common, shape

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def test_numbers_and_names_are_masked_and_runs_of_them_are_one() -> None:
    found = words.masked("Ada and Clara Schmidt sold twenty-five (25) red apples to her uncle for $3.50.")

    assert found == ["@", "and", "@", "sold", "#", "red", "appl", "to", "@", "uncl", "for", "#"]


def test_other_numbers_names_and_pronouns_leave_the_same_mask() -> None:
    one = "Ada has 12 marbles. She loses a third of her marbles."
    other = "Boris has 1,240 marbles. He loses half of his marbles."

    assert words.masked(one) != words.masked(other)  # "a third" and "half"
    assert words.masked(one.replace("a third", "half")) == words.masked(other)


def test_plain_text_forgets_case_spaces_and_compatibility_forms() -> None:
    assert words.plain(" The \uff11\uff12\n apples ") == words.plain("the 12 APPLES")


@given(TEXT)
def test_any_text_is_alike_to_itself_or_says_too_little(text: str) -> None:
    one = shape(text)

    assert alike(one, one) in {0.0, 1.0}


@given(TEXT, TEXT)
def test_likeness_is_symmetric(one: str, other: str) -> None:
    a, b = shape(f"{one} {other}"), shape(other)

    assert alike(a, b) == alike(b, a)


def plain_common(one: list[int], other: list[int]) -> int:
    rows = [0] * (len(other) + 1)
    for a in one:
        last = rows[:]
        for index, b in enumerate(other, 1):
            rows[index] = last[index - 1] + 1 if a == b else max(last[index], rows[index - 1])
    return rows[-1]


@given(st.lists(st.integers(0, 5), max_size=70), st.lists(st.integers(0, 5), max_size=70))
def test_the_bit_parallel_subsequence_is_as_long_as_the_plain_one(one: list[int], other: list[int]) -> None:
    from array import array

    assert common(array("I", one), array("I", other)) == plain_common(one, other)
