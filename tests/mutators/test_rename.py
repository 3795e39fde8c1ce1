from __future__ import annotations

import re
from collections import Counter
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_problems import made, problem

from verigen.core.seeds import rng
from verigen.core.types import Change, Problem
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.names import GIVEN_HE, GIVEN_SHE, HE, KNOWN_HE, KNOWN_SHE, SHE, THINGS
from verigen.problems.mutate.mutators.rename import Rename, _drawn, substitute


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

    assert she <= set(GIVEN_SHE.names)


def test_a_name_of_the_other_list_follows_the_only_pronoun() -> None:
    texts = renamed("Mitchell sold her car. How old is she?")

    assert {text.partition(" ")[0] for text in texts} <= set(GIVEN_SHE.names)


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
        "A pen of rabbits and two pens of hens hold 30 animals.",
    ],
)
def test_places_surnames_and_compounds_are_left_alone(text: str) -> None:
    with pytest.raises(Refused, match="no person or thing"):
        changes(made(text, None, "1"))


def test_given_names_are_many_of_one_pronoun_each_and_no_places_or_days() -> None:
    she, he = set(GIVEN_SHE.names), set(GIVEN_HE.names)

    assert len(she) > 1000
    assert len(he) > 1000
    assert len(she) + len(he) == len(GIVEN_SHE.names) + len(GIVEN_HE.names)
    assert not KNOWN_SHE & KNOWN_HE
    assert not SHE & HE
    assert not (she | he) & set(
        "Paris London Monday May April Will Rose Penny Christmas She He The An".split()
    )
    assert all(re.fullmatch(r"[A-Z][a-z]+", name) for name in she | he)


@pytest.mark.parametrize("names", [GIVEN_SHE, GIVEN_HE])
def test_common_names_are_drawn_more_often_and_others_of_many_origins_too(names) -> None:
    drawn = Counter(islice(_drawn(names, rng(0, "test")), 20_000))
    common, rare = names.names[:20], [name for name in names.names if name in FAR]

    assert sum(drawn[name] for name in common) > 0.08 * 20_000
    assert len(drawn) > 900
    assert len(rare) >= 10
    assert 10 < sum(drawn[name] for name in rare) < 600


FAR = set(
    "Aisha Amina Fatima Layla Priya Ngozi Yuki Sakura Mei Linh Zainab Anjali Chioma Wanjiru Thandi Oksana Kavya Meera "
    "Kofi Kwame Hiroshi Kenji Arjun Vikram Wei Minh Emeka Tunde Sipho Thabo Bilal Hamza Sergei Nikolai Mehdi Matteo".split()
)


@given(st.data())
def test_a_new_name_is_nowhere_in_the_story_and_changes_no_pronoun(data) -> None:
    she, he = data.draw(st.sampled_from(GIVEN_SHE.names)), data.draw(st.sampled_from(GIVEN_HE.names))
    noise = data.draw(
        st.lists(st.sampled_from(["bob", "anna's", "markets", "john", "the mary", "joe"]), max_size=4)
    )
    text = f"{she} has 3 stones and {he} has 4. {' '.join(noise)} She asks {he}: how many do we have?"

    for new in renamed(text)[:5]:
        first, second = new.split()[0], new.split(" and ")[1].split()[0]
        if she.lower() not in text.replace(she, "").lower():
            assert first in GIVEN_SHE.names
            assert first.lower() not in text.lower()
        if he.lower() not in text.replace(he, "").lower():
            assert second in GIVEN_HE.names
            assert second.lower() not in text.lower()
        assert new.count("She") >= 1


def test_things_differ_in_both_forms() -> None:
    for row in THINGS:
        assert all(one != many for one, many in row)


@pytest.mark.parametrize("answer", ["Kate", "\\text{Kate}", "**KATE**"])
def test_who_is_the_answer_keeps_the_name(answer: str) -> None:
    race = made("Kate and Hugo run a race. Kate is faster than Hugo. Who is the first of them?", None, answer)

    for change in changes(race, 5):
        assert "Kate" in change.prompt
        assert "Hugo" not in change.prompt
