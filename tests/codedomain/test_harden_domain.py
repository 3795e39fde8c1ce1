"""Hardening: which inputs a statement, the given tests and the layout of standard input allow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verigen.domains.code.reference import CodeReference
from verigen.domains.code.reference import Test as Example
from verigen.problems.harden import formats, stdin
from verigen.problems.harden.infer import Hints
from verigen.problems.harden.inputs import domain_of, draw
from verigen.problems.harden.statement import Statement, read

if TYPE_CHECKING:
    from collections.abc import Callable


def drawn(of: CodeReference, count: int = 150, said: Statement | None = None) -> list[Any]:
    domain = domain_of(of, Hints(said=said or Statement()))
    return draw(domain, count, 1) if domain else []


def functions(*inputs: list[Any], source: str = "") -> CodeReference:
    tests = [Example(args=args) for args in inputs]
    return CodeReference(mode="function", entry_point="f", tests=tests, solution=source or "def f(*a): pass")


SAYS: dict[str, tuple[str, dict[str, Any]]] = {
    "an empty list": ("Return 0 if the list is empty.", {"empty": True}),
    "never empty": ("You are given a non-empty list. An empty row is no row.", {"empty": False}),
    "an empty answer": ("Return an empty list if there are none.", {"empty": False}),
    "to empty": ("How often must you draw to empty the wells?", {"empty": False}),
    "nothing negative": (
        "Given an array of non-negative integers, sort it.",
        {"zero": True, "negative": False},
    ),
    "positive": ("Given a list of positive integers, sort it.", {"zero": False, "negative": False}),
    "integers": ("Given a list of integers, return the largest.", {"zero": False, "negative": True}),
    "ages": ("Given a list of ages as integers, return the largest.", {"negative": False}),
    "a range": ("Constraints: 1 <= n <= 10^4 and 0 ≤ m < 7", {"ranges": {"n": (1, 10_000), "m": (0, 6)}}),
    "any answer": ("If there are multiple answers, return any of them.", {"any_answer": True}),
    "any order": ("Return the words in any order.", {"any_order": True}),
    "the first": ("In case of equal lengths return the first one.", {"ties": True}),
    "a limit in words": ("Knowing that (a) is less then 100.", {"limits": {"a": (None, 99)}}),
    "a limit in signs": ("Assume n > 1 and is not a prime.", {"limits": {"n": (2, None)}}),
    "a case, no limit": ("If n is less than 10 return -1.", {"limits": {}}),
    "elements": ("You have to sort an array of non-negative integers.", {"element": 0}),
    "one positive number": ("Given a list of integers and a positive integer k.", {"element": None}),
    "different words": ("Take a list of strings. The list contains different words.", {"different": True}),
    "a guarantee": ("The given list is guaranteed to have unique elements.", {"different": True}),
    "a question": ("Return True if all elements are distinct.", {"different": False}),
    "an answer": (
        "Return the word that has unique letters, or the list of unique words.",
        {"different": False},
    ),
    "nothing": (
        "Do it.",
        {"empty": False, "zero": False, "negative": False, "any_answer": False, "ranges": {}},
    ),
}


@pytest.mark.parametrize(("statement", "expected"), SAYS.values(), ids=SAYS.keys())
def test_a_statement_says(statement: str, expected: dict[str, Any]) -> None:
    said = read(statement)

    assert {name: getattr(said, name) for name in expected} == expected


HAVE = {
    "a whole number": ("-12", "007"),
    "a decimal number": ("3.50", "3."),
    "a Roman numeral": ("XIV", "XIVX"),
    "a positive fraction": ("3/4", "3/0"),
    "a date, year first": ("2024-02-29", "2023-02-29"),
    "a date, month first": ("12/31/1999", "13/31/1999"),
    "a time of day": ("23:59", "24:00"),
    "an address of four bytes": ("192.168.0.1", "192.168.0.256"),
    "matched brackets": ("([]{})", "([)]"),
    "words of matched brackets": ("() (())", "(( ))"),
    "words with one blank between": ("a b", "a  b"),
    "an address of mail": ("a.b@c.org", "a.b@c"),
}


@pytest.mark.parametrize(("name", "texts"), HAVE.items(), ids=HAVE.keys())
def test_a_format_tells_its_own_from_others(name: str, texts: tuple[str, str]) -> None:
    its, other = texts

    assert formats.FORMATS[name](its)
    assert not formats.FORMATS[name](other)


KEPT: dict[str, tuple[list[list[Any]], Callable[..., bool]]] = {
    "a grid with each number once": (
        [[[[1, 2], [3, 4]], 1], [[[5, 9, 3], [4, 1, 6], [7, 8, 2]], 3], [[[4, 3], [2, 1]], 2]],
        lambda grid, _: sorted(n for row in grid for n in row) == list(range(1, len(grid) ** 2 + 1)),
    ),
    "operators between operands": (
        [[["+", "*"], [1, 2, 3]], [["-"], [4, 5]], [["*", "-", "+"], [1, 1, 2, 0]]],
        lambda signs, numbers: len(numbers) == len(signs) + 1 and set(signs) <= set("+-*"),
    ),
    "a total above its parts": (
        [["5 apples and 6 pears", 19], ["0 apples and 1 pears", 3], ["100 apples and 1 pears", 120]],
        lambda text, total: total >= sum(int(word) for word in text.split() if word.isdigit()),
    ),
    "an interval": (
        [[{"__tuple__": [1, 2]}], [{"__tuple__": [-3, 5]}], [{"__tuple__": [0, 0]}]],
        lambda pair: pair["__tuple__"][0] <= pair["__tuple__"][1],
    ),
    "all but one of another list": (
        [[[1, 2, 3, 4], [1, 2, 3]], [[2, 4, 6, 8, 10], [2, 4, 6, 8]], [[5, 9], [5]]],
        lambda whole, part: (
            len(part) == len(whole) - 1 and all(part.count(n) <= whole.count(n) for n in part)
        ),
    ),
    "a text to look for": ([["abab", "ab"], ["", "x"], ["cacac", "cac"]], lambda _, part: part != ""),
    "calendar days": (
        [["2024-01-31"], ["1999-12-01"], ["2021-11-30"]],
        formats.FORMATS["a date, year first"],
    ),
    "composite numbers": (
        [[15], [27], [63], [330]],
        lambda n: n > 1 and any(n % divisor == 0 for divisor in range(2, n)),
    ),
}


@pytest.mark.parametrize(("inputs", "holds"), KEPT.values(), ids=KEPT.keys())
def test_what_binds_the_given_inputs_binds_the_drawn_ones(
    inputs: list[list[Any]], holds: Callable[..., bool]
) -> None:
    calls = drawn(functions(*inputs))

    assert len(calls) >= 10
    assert all(holds(*call.args) for call in calls)


def test_one_test_against_the_rules_does_not_lift_them() -> None:
    right = [[[[1, 2], [3, 4]]], [[[4, 3], [2, 1]]], [[[9, 8, 7], [6, 5, 4], [3, 2, 1]]]]

    calls = drawn(functions(*right, [[[1, 3], [3, 2]]]))

    assert calls
    assert all(len({n for row in call.args[0] for n in row}) == len(call.args[0]) ** 2 for call in calls)


def test_a_statement_gives_leave_for_what_no_test_shows() -> None:
    shown = functions([[3, 12, 5]], [[8, 30]])

    assert all(call.args[0] and min(call.args[0]) > 0 for call in drawn(shown))
    leave = drawn(shown, said=read("Given a list of integers. Return 0 if it is empty."))
    assert [] in [call.args[0] for call in leave]
    assert min(n for call in leave for n in call.args[0]) < 0


def test_a_rule_of_the_statement_binds_although_a_given_test_breaks_it() -> None:
    numbers = functions([5], [30], [125], [1001], source="def f(a):\n    return a\n")
    lists = functions([[3, 1, 12]], [[-2, -3]], [[5, 9]], [[40, 8, 8]])
    words = functions([["ab", "c"]], [["play", "play"]], [["d", "abc"]], [["de", "fgh", "i"]])

    below = [call.args[0] for call in drawn(numbers, said=read("Knowing that (a) is less than 100."))]
    plain = [n for call in drawn(lists, said=read("a list of non-negative integers")) for n in call.args[0]]
    different = [call.args[0] for call in drawn(words, said=read("The list contains different words."))]

    assert len(set(below)) > 40
    assert max(below) < 100
    assert len(plain) > 40
    assert min(plain) >= 0
    assert len(different) > 10
    assert all(len(set(each)) == len(each) for each in different)


def test_lists_that_share_elements_in_the_tests_share_drawn_ones() -> None:
    sharing = functions([[14, 53, 653], [53, 121]], [[57, 3, 280], [3, 280, 999]], [[400, 3], []])
    apart = functions([[14, 53, 653], [5, 121]], [[57, 3, 280], [4, 281, 999]], [[400, 3], [2]])

    def shares(of: CodeReference) -> float:
        calls = drawn(of)
        return sum(not set(call.args[0]).isdisjoint(call.args[1]) for call in calls) / len(calls)

    assert shares(sharing) > 0.4 > shares(apart)


def test_numbers_of_a_given_call_change_places_within_their_ranges() -> None:
    sides = functions([3, 4, 5], [13, 12, 5], [6, 10, 8], [24, 7, 25])

    assert [12, 5, 13] in [call.args for call in drawn(sides)]
    assert all(call.args[0] < call.args[1] for call in drawn(functions([1, 90], [2, 80], [0, 71])))


def test_short_lists_that_are_permutations_by_chance_do_not_bind() -> None:
    lists = functions([[3, 1, 2, 4, 5]], [[1, 2, 3]], [[3, 2, 1]], [[3, 2, 1, 0, 4]], [[1]])

    free = [sorted(call.args[0]) for call in drawn(lists)]
    bound = [sorted(call.args[0]) for call in drawn(lists, said=read("Each number occurs exactly once."))]

    assert any(each != list(range(1, len(each) + 1)) for each in free)
    assert all(each == list(range(1, len(each) + 1)) for each in bound)


def test_zero_is_not_drawn_where_many_numbers_of_both_signs_leave_it_out() -> None:
    dense = [[[(-1) ** i * (1 + (i * k) % 3) for i in range(8)]] for k in range(1, 11)]

    assert all(0 not in call.args[0] for call in drawn(functions(*dense)))
    assert any(0 in call.args[0] for call in drawn(functions([[5, -3, 2]], [[-8, 1]])))


def test_numerals_get_no_leading_zeros_that_none_of_the_given_has() -> None:
    fractions = [["1/5"], ["1/16"], ["5/1"], ["17/10"], ["2/10"], ["7/2"], ["11/60"]]

    texts = [call.args[0] for call in drawn(functions(*fractions))]

    assert len(texts) > 10
    assert not [text for text in texts for part in text.split("/") if part[0] == "0"]


def test_a_range_in_the_statement_is_drawn_from_end_to_end() -> None:
    shown = functions([4], [90], source="def f(n):\n    return n\n")

    numbers = [call.args[0] for call in drawn(shown, said=read("1 <= n <= 1000"))]

    assert {1, 1000} <= set(numbers)
    assert all(1 <= number <= 1000 for number in numbers)


READ: dict[str, tuple[list[str], list[Any]]] = {
    "a counted list": (["3\n1 2 3\n", "1\n5\n"], [[1, 2, 3]]),
    "a matrix": (["2 3\n1 2 3\n4 5 6\n", "1 1\n7\n"], [[[1, 2, 3], [4, 5, 6]]]),
    "cases": (["2\n3\n1 2 3\n1\n5\n", "1\n2\n4 4\n"], [[[[1, 2, 3]], [[5]]]]),
    "rows with a name": (["2\nann 3\nbob 4\n", "1\ncy 9\n"], [[["ann", 3], ["bob", 4]]]),
    "queries": (["3 2\n1 2 3\n1 2\n2 3\n", "2 1\n4 4\n1 2\n"], [[1, 2, 3], [[1, 2], [2, 3]]]),
    "a tree": (["4\n1 2\n2 3\n3 4\n", "2\n1 2\n"], [[[1, 2], [2, 3], [3, 4]]]),
    "a map": (["2 3\n#..\n...\n", "1 2\n.#\n"], [["#..", "..."]]),
    "a sentence": (["a b c\n", "hello\n"], ["a b c"]),
    "two numbers": (["5 7\n", "1 9\n"], [5, 7]),
}


@pytest.mark.parametrize(("texts", "fields"), READ.values(), ids=READ.keys())
def test_a_layout_reads_the_fields_and_writes_them_back(texts: list[str], fields: list[Any]) -> None:
    layout = stdin.learn(texts)

    assert layout is not None
    assert layout.read(texts[0]) == fields
    assert [layout.render(layout.read(text)) for text in texts] == texts


AMBIGUOUS = {
    "words and numbers": ["2\npush 3\ntop\n", "1\ntop\n"],
    "a number that counts nothing seen": ["7\n1 2\n3 4\n5 6\n", "2\n1 2\n"],
    "nothing": [""],
}


@pytest.mark.parametrize("texts", AMBIGUOUS.values(), ids=AMBIGUOUS.keys())
def test_nothing_is_drawn_for_a_layout_that_is_not_clear(texts: list[str]) -> None:
    assert drawn(CodeReference(mode="stdio", tests=[Example(stdin=text) for text in texts])) == []


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=5), min_size=2, max_size=4), st.integers(0, 99)
)
def test_a_count_is_always_that_of_what_it_counts(lists: list[list[int]], seed: int) -> None:
    texts = [f"{len(each)}\n{' '.join(map(str, each))}\n" for each in lists]
    domain = domain_of(CodeReference(mode="stdio", tests=[Example(stdin=text) for text in texts]), Hints())

    for call in draw(domain, 20, seed) if domain else []:
        count, items = (call.stdin or "").removesuffix("\n").split("\n")
        assert int(count) == len(items.split(" "))


def test_the_same_seed_draws_the_same_on_any_version() -> None:
    calls = draw(domain_of(functions([[3, 1, 2], 5], [[7], 2]), Hints()), 3, 0)  # type: ignore[arg-type]

    assert [call.args for call in calls] == DRAWN


DRAWN: list[list[Any]] = [[[2], 2], [[3], 4], [[5], 5]]


def test_letters_left_out_by_chance_are_drawn_but_not_those_of_a_code() -> None:
    assert "q" in formats.open_letters(["the brown fox", "jumps over"])
    assert formats.open_letters(["ACGT", "GATTACA"]) == ""
