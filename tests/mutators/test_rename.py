from __future__ import annotations

import re
from itertools import islice

import pytest
from word_problems import made, problem

from verigen.core.types import Change, Problem
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.names import GIVEN_HE, GIVEN_SHE, HE, SHE, THINGS
from verigen.problems.mutate.mutators.rename import Rename, substitute


def changes(of: Problem, count: int = 20) -> list[Change]:
    return list(islice(Rename().changes(of, 0, ()), count))


def renamed(text: str) -> list[str]:
    return [change.prompt for change in changes(made(text, None, "1"))]


def test_a_name_changes_everywhere_and_the_numbers_stay() -> None:
    for change in changes(problem("pens")):
        assert "Clara" not in change.prompt
        assert re.findall(r"\d+", change.prompt) == re.findall(r"\d+", problem("pens").prompt)
        assert change.reference.answer == "66"


def test_pronouns_go_on_agreeing() -> None:
    she = {re.match(r"\w+", text)[0] for text in renamed("Fiona sold her car to Greg. How old is she?")}  # type: ignore[index]

    assert she <= set(GIVEN_SHE)


def test_a_name_of_the_other_list_follows_the_only_pronoun() -> None:
    assert all(
        re.match("|".join(GIVEN_SHE), text) for text in renamed("Mitchell sold her car. How old is she?")
    )


@pytest.mark.parametrize(
    ("text", "chosen", "expected"),
    [
        ("James' car and James's hat", {"James": "Peter"}, "Peter's car and Peter's hat"),
        ("Ann and Bob", {"Ann": "Bob", "Bob": "Ann"}, "Bob and Ann"),
        ("An apple, and an apple", {"apple": "pear"}, "A pear, and a pear"),
        ("a pear. Pears!", {"pear": "orange", "pears": "oranges"}, "an orange. Oranges!"),
        ("Annabel and ann", {"Ann": "Mia"}, "Annabel and ann"),
        ("Will Will go? He will.", {"Will": "Ian"}, "Ian Ian go? He will."),
    ],
)
def test_substitution(text: str, chosen: dict[str, str], expected: str) -> None:
    assert substitute(text, chosen) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The trip to Lake Victoria takes 3 days.",
        "Mrs. Martin has 3 cats.",
        "Martin Luther had 3 cats.",
        "The apple pie costs $3 and the orange juice $4.",
        "Some red pencils and a pencil case cost $3.",
        "There are 3 days.",
    ],
)
def test_places_surnames_and_compounds_are_left_alone(text: str) -> None:
    with pytest.raises(Refused, match="no person or thing"):
        changes(made(text, None, "1"))


def test_given_names_are_known_and_no_words_of_their_own() -> None:
    assert set(GIVEN_SHE) <= SHE | {"Carla"}
    assert len(set(GIVEN_SHE)) == len(GIVEN_SHE)
    assert not set(GIVEN_SHE) & set(GIVEN_HE)
    assert not any(name.endswith("s") for name in (*GIVEN_SHE, *GIVEN_HE))
    assert not SHE & HE


def test_things_differ_in_both_forms() -> None:
    for row in THINGS:
        assert all(one != many for one, many in row)
