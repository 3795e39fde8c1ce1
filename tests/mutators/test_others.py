"""Rescale, distract, backward, compose and underdetermine."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest
from word_problems import made, problem

from verigen.core.offers import Solved
from verigen.core.types import Change, Problem
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate import recheck
from verigen.problems.mutate.mutators import asides, numbers, verbs
from verigen.problems.mutate.mutators.backward import Backward
from verigen.problems.mutate.mutators.compose import Compose
from verigen.problems.mutate.mutators.distract import Distract
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.letter_chain import LetterChain
from verigen.problems.mutate.mutators.rename import known_names
from verigen.problems.mutate.mutators.rescale import Rescale
from verigen.problems.mutate.mutators.underdetermine import ANSWER, IDLE, OTHERWISE, Underdetermine
from verigen.problems.mutate.mutators.unknown import Unknown


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


@pytest.mark.parametrize("parent", [problem("pens"), problem("walk")], ids=lambda p: p.id)
def test_distract_borrows_a_sentence_and_tells_it_of_a_person_of_the_story(parent: Problem) -> None:
    (person,) = known_names(parent.prompt)
    lender = (
        replace(HARVEST, prompt=HARVEST.prompt.replace("Hugo", "Bea").replace("Kate", "Max"))
        if person == "Martin"
        else HARVEST
    )

    changes = of(Distract(), parent, lender)

    assert changes
    for change in changes:
        aside = change.parameters["aside"]
        assert aside in {f"{person} picks 35 apples.", f"{person} picks 18 apples."}
        assert change.prompt.replace(f"{aside} ", "", 1) == parent.prompt
        assert not change.prompt.endswith(aside)
        assert change.reference == parent.reference
        assert change.joins == (HARVEST.family,)


@pytest.mark.parametrize(
    "other",
    [
        "Then Kate picks 35 apples. How many is that?",  # leans on what was said
        "Kate picks 35 apples, 4 pears and 3 plums. How many is that?",  # a list: it may be a total
        "Kate picks 35 red pens. How many is that?",  # the story speaks of pens
        "Kate has 35 dimes. How many is that?",  # money could matter
        "Hugo picks 35 apples. How many is that?",  # another pronoun
        "Kate picks 24 apples. How many is that?",  # a number of the story
        "Kate and Rhonda pick 35 apples. How many is that?",  # someone else
        "Her cousin Kate picks 35 apples. How many is that?",  # whose cousin?
    ],
)
def test_distract_borrows_no_sentence_that_could_matter(other: str) -> None:
    with pytest.raises(Refused, match="no sentence"):
        of(Distract(), problem("pens"), made(other, "<<1+1=2>>2\n#### 2", id_="other"))


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Ann has $8 and gets $4. How much money does Ann have?", "Kate earns $35 on Monday."),
        ("Ann rows 8 hours and rests 4 hours. How long is Ann out?", "Kate runs 35 minutes."),
        ("Ann bakes 8 pies and 4 tarts. How many desserts does Ann bake?", "Kate eats 35 plums."),
        ("Ann has 8 dolls and 4 cups. How many does Ann have?", "Kate eats 35 plums."),
    ],
)
def test_an_aside_counts_nothing_that_the_story_counts(text: str, other: str) -> None:
    lender = made(f"{other} How many is that?", "<<1+1=2>>2\n#### 2", id_="other")

    assert of(Distract(), problem("pens"), replace(lender, prompt="Kate eats 35 plums. How many is that?"))
    with pytest.raises(Refused):
        of(Distract(), sum_of(text, "8+4", "12"), lender)


def test_no_word_after_an_aside_can_be_read_of_it() -> None:
    parent = sum_of(
        "Clara buys 8 pens. She gives them to a friend. Clara finds 4 pens. How many pens did Clara touch?",
        "8+4",
        "12",
    )

    places = {
        change.prompt.index(change.parameters["aside"])
        for id_ in range(20)
        for change in of(Distract(), replace(parent, id=str(id_)), HARVEST)
    }

    assert len(places) > 1
    assert parent.prompt.index("She gives them") not in places


def test_distract_takes_no_sentence_from_under_another_licence() -> None:
    other = replace(HARVEST, source=replace(HARVEST.source, licence="CC-BY-SA-4.0"))

    with pytest.raises(Refused, match="no sentence"):
        of(Distract(), problem("pens"), other)


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
    (change,) = of(Backward(), problem("pens"))

    assert change.prompt.startswith(("Clara has pens and gives", "Clara has some pens and gives"))
    assert "Clara has 66 pens now" in change.prompt
    assert change.prompt.rpartition("ow many ")[2].startswith("pens did Clara have ")
    assert (change.reference.answer, change.parameters["hidden"]) == ("24", "24")


@pytest.mark.parametrize(
    "text",
    [
        "Jo eats 8 plums. Jo eats 4 plums. How many plums does Jo eat?",  # which of them?
        "Ann is Bea's friend. She finds 8 pens. She buys 4 pens. How many pens does Bea have?",  # whose?
        "Jo walks 8 miles. Jo rides 4 miles. How many miles does Jo travel?",  # walks miles
        "Jo gets 4 cats. Jo buys 8 dogs. How many cats and dogs are his?",  # of no plain form
    ],
)
def test_backward_refuses_what_it_can_not_ask_for(text: str) -> None:
    assert not _changes(sum_of(text, "8+4", "12"))


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


STAMPS = sum_of("Ruth has 60 stamps. She sells 15 stamps. How many stamps does Ruth have now?", "60-15", "45")


def test_compose_puts_one_answer_into_another_problem() -> None:
    ties = {
        "as many": 1,
        "the same number of": 1,
        "twice as many": 2,
        "3 times as many": 3,
        "half as many": 0.5,
    }
    found = set()
    for id_ in range(30):
        for change in of(Compose(), replace(STAMPS, id=str(id_)), problem("pens"), HARVEST):
            answer, clause = {
                "pens": (66, "Clara has pens now"),
                "harvest": (53, "Kate and Hugo pick apples"),
            }[change.parameters["with"]]
            tie = change.parameters["tie"]
            assert f"Ruth has {tie} stamps as {clause}. She sells 15" in change.prompt
            assert change.reference.answer == f"{answer * ties[tie] - 15:.0f}"
            assert "60" not in change.prompt
            assert str(answer) not in change.prompt
            found.add(tie)

    assert found == set(ties)


def test_unknown_hides_a_number_behind_a_letter() -> None:
    found = {change.parameters["hidden"]: change for change in of(Unknown(), problem("pens"))}

    assert set(found) == {"24", "6", "4", "12"}
    assert found["12"].prompt.startswith(
        "Clara has 24 pens and gives 6 of them to her brother. She buys 4 boxes with x pens each."
    )
    assert found["12"].prompt.endswith("The answer to this question is 66. Which number does x stand for?")
    assert found["12"].reference.answer == "12"
    with pytest.raises(Refused):
        of(
            Unknown(),
            sum_of("A square field has a side of 9 yards. What is its area in square yards?", "9*9", "81"),
        )


def test_chain_calls_one_answer_by_a_letter_in_another_problem() -> None:
    changes = of(LetterChain(), problem("walk"), problem("cake"), problem("pens"))

    assert changes
    for change in changes:
        value, replaced = int(change.parameters["value"]), int(change.parameters["replaced"])
        numbers = [value if n == replaced else n for n in (4, 3, 9)]
        assert int(change.reference.answer) == (numbers[0] + numbers[1]) * numbers[2]
        assert change.joins == (f"family-{change.parameters['with']}",)
    with pytest.raises(Refused, match="neighbours"):
        of(LetterChain(), problem("walk"))
    with pytest.raises(Refused):
        of(LetterChain(), problem("walk"), problem("cake", policy="heldout_only"))


def test_compose_without_a_partner_that_fits_is_refused() -> None:
    with pytest.raises(Refused, match="neighbours"):
        of(Compose(), STAMPS)


def test_compose_does_not_join_a_held_out_problem_to_one_for_training() -> None:
    held = problem("pens", policy="heldout_only")

    with pytest.raises(Refused):
        of(Compose(), STAMPS, held)


def test_a_title_ends_no_sentence() -> None:
    prompt = "It is 5 miles from the station to Mr. Langsley's house. How far is it there and back?"

    assert len(asides.sentences(prompt)) == 2


@pytest.mark.parametrize("owner", ["his", "her", "the farmer's", "their"])
def test_a_number_after_an_owner_does_not_go(owner: str) -> None:
    parent = sum_of(f"Tom moved {owner} 8 cows and 4 more cows. How many cows did he move?", "8+4", "12")

    with pytest.raises(Refused, match="could stand without it"):
        of(Underdetermine(), parent, HARVEST)


def test_underdetermine_takes_a_number_away() -> None:
    parent = problem("pens")

    found = of(Underdetermine(), parent, HARVEST)

    taken = [change for change in found if change.parameters["left out"] != IDLE]
    assert {change.parameters["left out"] for change in taken} <= {"24", "6", "4", "12"}
    assert any("Clara has pens and gives 6 of them" in change.prompt for change in taken)
    assert {change.reference.answer for change in taken} == {ANSWER}


def test_the_last_sentence_does_not_say_that_a_number_was_taken_away() -> None:
    found = [
        of(Underdetermine(), replace(problem("pens"), id=f"pens/{k}"), HARVEST, count=1)[0] for k in range(40)
    ]

    whole = [change for change in found if change.parameters["left out"] == IDLE]
    assert 8 <= len(whole) <= 32
    assert {change.reference for change in whole} == {problem("pens").reference}
    assert len({change.prompt.rpartition("\n")[2] for change in found}) == 1


def test_twins_have_the_same_words_and_lack_one_number_each() -> None:
    for id_ in range(20):
        parent = replace(problem("pens"), id=str(id_))
        twins = of(Underdetermine(), parent, HARVEST, count=2)
        texts = [sorted(numbers.DIGITS.sub("", each.prompt).split()) for each in twins]
        counts = [len(numbers.find(each.prompt)) for each in twins]

        assert {each.parameters["left out"] == IDLE for each in twins} == {True, False}
        assert texts[0] == texts[1]
        assert counts == [len(numbers.find(parent.prompt))] * 2


def test_the_forms_of_verbs_lead_back_to_them() -> None:
    for verb in verbs.known() - {"read"}:  # its past is written like itself
        assert verbs.asked()[verbs.third(verb)] == ("does", verb)
        assert verbs.asked()[verbs.past(verb)][1] == verb
    assert [verbs.past(verb) for verb in ("carry", "play", "drop", "bake")] == [
        "carried",
        "played",
        "dropped",
        "baked",
    ]
    assert [verbs.third(verb) for verb in ("carry", "buy", "wash", "have")] == [
        "carries",
        "buys",
        "washes",
        "has",
    ]


def test_what_is_left_out_is_shown_to_matter() -> None:
    parent = problem("pens")
    change = next(change for change in of(Underdetermine(), parent, HARVEST) if "or" in change.parameters)
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


@pytest.mark.parametrize(("laps", "fits"), [(33, True), (45, False)])
def test_a_composed_score_stays_a_score(laps: int, fits: bool) -> None:  # noqa: FBT001 - a case
    total = 3 * laps
    first = made(
        f"Lea swims {laps} laps on each of 3 days. How many laps does Lea swim?",
        f"{laps}*3=<<{laps}*3={total}>>{total}\n#### {total}",
        id_="q",
    )
    second = sum_of("June got 90 marks on her test. Josh got 31 stickers. What is the sum?", "90+31", "121")

    if fits:
        assert of(Compose(), second, first)
    else:
        with pytest.raises(Refused):
            of(Compose(), second, first)
