"""Rescale, distract, backward, compose and underdetermine."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest
from word_problems import STORIES, made, problem

from verigen.core.offers import Solved
from verigen.core.types import Change, Problem
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate import recheck
from verigen.problems.mutate.mutators.backward import Backward
from verigen.problems.mutate.mutators.compose import Compose
from verigen.problems.mutate.mutators.distract import Distract, insert
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.rename import known_names
from verigen.problems.mutate.mutators.rescale import Rescale
from verigen.problems.mutate.mutators.underdetermine import ANSWER, OTHERWISE, Underdetermine


def of(mutator: object, parent: Problem, *others: Problem, count: int = 10) -> list[Change]:
    return list(islice(mutator.changes(parent, 0, others), count))


def sum_of(text: str, left: str, answer: str) -> Problem:
    return made(text, f"<<{left}={answer}>>{answer}\n#### {answer}")


def test_rescale_converts_the_numbers_the_words_and_the_answer() -> None:
    (change,) = of(Rescale(), problem("walk"))

    assert change.prompt.startswith(
        "Martin walks 4000 meters each morning and 3000 meters each evening. How many meters"
    )
    assert change.reference.answer == "63000"


def test_rescale_keeps_an_answer_in_another_unit() -> None:
    (change,) = of(
        Rescale(),
        sum_of("A 12 kilometer race has a stop after each 3 kilometers. How many stops?", "12/3", "4"),
    )

    assert change.prompt == "A 12,000 meter race has a stop after each 3000 meters. How many stops?"
    assert change.reference.answer == "4"


@pytest.mark.parametrize(
    ("text", "left", "answer"),
    [
        ("Jo drives 60 miles per hour for 3 hours. How many miles?", "60*3", "180"),
        ("A 3 meter rope loses 50 centimeters. How many centimeters are left?", "3*100-50", "250"),
        ("A garden is 3 meters by 4 meters. How many square meters is that?", "3*4", "12"),
        ("Jo has 3 kilograms of rice and 5 eggs. What is the sum of the numbers?", "3+5", "8"),
    ],
)
def test_rescale_refuses_where_the_unit_is_part_of_a_rate_or_a_sum(text: str, left: str, answer: str) -> None:
    with pytest.raises(Refused):
        of(Rescale(), sum_of(text, left, answer))


HARVEST = made(
    "Kate picks 35 apples. Hugo picks 18 apples. How many apples do Kate and Hugo pick?",
    "<<35+18=53>>53\n#### 53",
    id_="harvest",
)


@pytest.mark.parametrize("parent", STORIES, ids=lambda p: p.id)
def test_distract_borrows_a_sentence_and_tells_it_of_a_person_of_the_story(parent: Problem) -> None:
    people = known_names(parent.prompt)

    for change in of(Distract(), parent, HARVEST) if people else ():
        aside = change.parameters["aside"]
        assert aside in {f"{people[0]} picks 35 apples.", f"{people[0]} picks 18 apples."}
        assert change.prompt.replace(f"{aside} ", "", 1) == parent.prompt
        assert not change.prompt.endswith(aside)
        assert change.reference == parent.reference
        assert change.joins == (HARVEST.family,)


@pytest.mark.parametrize(
    "other",
    [
        "Then Kate picks 35 apples. How many is that?",  # leans on what was said
        "Kate picks 35 apples and 4 pears. How many is that?",  # two numbers
        "Kate picks 35 red pens. How many is that?",  # the story speaks of pens
        "Kate has 35 dimes. How many is that?",  # money could matter
        "Hugo picks 35 apples. How many is that?",  # another pronoun
        "Kate picks 24 apples. How many is that?",  # a number of the story
    ],
)
def test_distract_borrows_no_sentence_that_could_matter(other: str) -> None:
    with pytest.raises(Refused, match="no sentence"):
        of(Distract(), problem("pens"), made(other, "<<1+1=2>>2\n#### 2", id_="other"))


@pytest.mark.parametrize(
    ("aside", "taken"), [("Kate bought 35 kites.", False), ("Kate picks 35 apples.", True)]
)
def test_where_an_amount_is_asked_for_no_purchase_is_told_aside(aside: str, taken: bool) -> None:  # noqa: FBT001
    other = made(f"{aside} How many is that?", "<<1+1=2>>2\n#### 2", id_="other")
    parent = sum_of("Ann works 6 hours for 9 dollars an hour. How much does Ann get?", "6*9", "54")

    try:
        found = bool(of(Distract(), parent, other))
    except Refused:
        found = False

    assert found == taken


def test_distract_takes_no_sentence_from_under_another_licence() -> None:
    other = replace(HARVEST, source=replace(HARVEST.source, licence="CC-BY-SA-4.0"))

    with pytest.raises(Refused, match="no sentence"):
        of(Distract(), problem("pens"), other)


def test_an_aside_goes_in_front_of_a_single_sentence() -> None:
    assert insert("How many are 2 and 3?", "It rains.") == "It rains. How many are 2 and 3?"


@pytest.mark.parametrize(
    "text",
    [
        "Tom has 8 pens and 4 pots. How many things has Tom?",
        "Tom has 8 pens and 4 pots. How many does Tom have?",
        "A man has 8 pens and 4 pots. How many pens and pots has he?",
    ],
)
def test_distract_refuses_where_an_aside_could_matter_or_has_no_person(text: str) -> None:
    with pytest.raises(Refused):
        of(Distract(), sum_of(text, "8+4", "12"))


def test_backward_states_the_answer_and_asks_for_a_number() -> None:
    found = {change.parameters["hidden"]: change for change in of(Backward(), problem("pens"))}

    assert set(found) == {"24", "6", "4", "12"}
    assert found["12"].prompt.startswith(
        "Clara has 24 pens and gives 6 of them to her brother. She buys 4 boxes with x pens each."
    )
    assert found["12"].prompt.endswith("The answer to this question is 66. Which number does x stand for?")
    assert found["12"].reference.answer == "12"


def test_backward_takes_no_number_that_another_could_replace() -> None:
    square = sum_of("A square field has a side of 9 yards. What is its area in square yards?", "9*9", "81")

    with pytest.raises(Refused):
        of(Backward(), square)


def test_backward_leaves_counts_that_rounding_could_hide() -> None:
    boxes = sum_of(
        "Eggs go 10 into a box. Jo has 40 eggs and 5 pans. How many boxes does Jo fill?", "40/10", "4"
    )

    assert all(change.parameters["hidden"] != "40" for change in _changes(boxes))


def _changes(parent: Problem) -> list[Change]:
    try:
        return of(Backward(), parent)
    except Refused:
        return []


def test_compose_puts_one_answer_into_another_problem() -> None:
    changes = of(Compose(), problem("walk"), problem("cake"), problem("pens"))

    assert changes
    for change in changes:
        value, replaced = int(change.parameters["value"]), int(change.parameters["replaced"])
        numbers = [value if n == replaced else n for n in (4, 3, 9)]
        assert int(change.reference.answer) == (numbers[0] + numbers[1]) * numbers[2]
        assert change.joins == (f"family-{change.parameters['with']}",)


def test_compose_without_a_partner_that_fits_is_refused() -> None:
    with pytest.raises(Refused, match="neighbours"):
        of(Compose(), problem("walk"))


def test_compose_does_not_join_a_held_out_problem_to_one_for_training() -> None:
    held = problem("cake", policy="heldout_only")

    with pytest.raises(Refused):
        of(Compose(), problem("walk"), held)


def test_a_title_ends_no_sentence() -> None:
    prompt = "It is 5 miles from the station to Mr. Langsley's house. How far is it there and back?"

    assert insert(prompt, "It rains.").startswith(
        "It is 5 miles from the station to Mr. Langsley's house. It rains."
    )


@pytest.mark.parametrize("owner", ["his", "her", "the farmer's", "their"])
def test_a_number_after_an_owner_does_not_go(owner: str) -> None:
    parent = sum_of(f"Tom moved {owner} 8 cows and 4 more cows. How many cows did he move?", "8+4", "12")

    with pytest.raises(Refused, match="could stand without it"):
        of(Underdetermine(), parent)


def test_underdetermine_takes_a_number_away() -> None:
    parent = problem("pens")

    found = of(Underdetermine(), parent)

    taken = [change for change in found if change.parameters["left out"] != "nothing"]
    assert {change.parameters["left out"] for change in taken} <= {"24", "6", "4", "12"}
    assert any(change.prompt.startswith("Clara has pens and gives 6 of them") for change in taken)
    assert {change.reference.answer for change in taken} == {ANSWER}


def test_the_last_sentence_does_not_say_that_a_number_was_taken_away() -> None:
    found = [of(Underdetermine(), replace(problem("pens"), id=f"pens/{k}"), count=1)[0] for k in range(40)]

    whole = [change for change in found if change.parameters["left out"] == "nothing"]
    assert 8 <= len(whole) <= 32
    assert {change.reference for change in whole} == {problem("pens").reference}
    assert len({change.prompt.rpartition("\n")[2] for change in found}) == 1


def test_what_is_left_out_is_shown_to_matter() -> None:
    parent = problem("pens")
    change = next(change for change in of(Underdetermine(), parent) if "or" in change.parameters)
    values = change.parameters["left out"], change.parameters["or"]
    assert isinstance(change.reference, MathReference)
    solution = str(change.reference.solution)
    made = Solved(change.reference.answer, solution)
    same = Solved(made.answer, OTHERWISE.join([solution.partition(OTHERWISE)[0]] * 2))
    wrong = Solved(made.answer, solution.replace("=<<", "=1<<", 1).replace("<<", "<<1+", 1))
    around = recheck.around((parent.prompt, str(parent.reference.solution)))

    assert recheck.undetermined(change.prompt, made, around, values) is None
    assert "one answer either way" in str(
        recheck.undetermined(change.prompt, same, around, (values[0], values[0]))
    )
    assert "does not hold" in str(recheck.undetermined(change.prompt, wrong, around, values))


def test_underdetermine_refuses_where_an_idle_number_may_stand_in() -> None:
    parent = sum_of("Of 20 pets 5 dogs and 8 cats are old. How many are old?", "5+8", "13")

    with pytest.raises(Refused, match="not use"):
        of(Underdetermine(), parent)


@pytest.mark.parametrize(("minutes", "fits"), [(33, True), (120, False)])
def test_a_composed_score_stays_a_score(minutes: int, fits: bool) -> None:  # noqa: FBT001 - a case
    total = 3 * minutes
    first = made(
        f"Lea rows {minutes} minutes on each of 3 days. How many minutes is that?",
        f"{minutes}*3=<<{minutes}*3={total}>>{total}\n#### {total}",
        id_="q",
    )
    second = made(
        "June earned a 96 on her test, Patty an 85 and Josh a 91. What is the sum?",
        "96+85+91=<<96+85+91=272>>272\n#### 272",
    )

    if fits:
        assert of(Compose(), second, first)
    else:
        with pytest.raises(Refused):
            of(Compose(), second, first)
