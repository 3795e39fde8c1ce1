from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

import pytest
from word_problems import STORIES, made, problem

from verigen.core.types import Change, Problem
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.renumber import Renumber


def changes(of: Problem, count: int = 30, seed: int = 0) -> list[Change]:
    return list(islice(Renumber().changes(of, seed, ()), count))


def question(text: str, left: str) -> Problem:
    """A question whose answer is the value of one expression."""
    from verigen.problems.mutate.mutators.expressions import evaluate, parse
    from verigen.problems.mutate.mutators.story import literal

    value = literal(evaluate(parse(left)))
    return made(text, f"<<{left}={value}>>{value}\n#### {value}")


def numbers(text: str) -> list[str]:
    return re.findall(r"\d[\d,]*(?:\.\d+)?", text)


@pytest.mark.parametrize("parent", STORIES, ids=lambda p: p.id)
def test_the_answer_is_that_of_the_new_numbers(parent: Problem) -> None:
    ways: dict[str, Callable[..., float]] = {
        "pens": lambda a, b, c, d: a - b + c * d,
        "sale": lambda a, b, c: c * a * (100 - b) / 100,
        "walk": lambda a, b, c: (a + b) * c,
        "cake": lambda a, b, c, d: a * b / c * d,
    }
    work = ways[parent.id]

    made = changes(parent)

    assert len({change.prompt for change in made}) == 30
    for change in made:
        values = [float(number) for number in numbers(change.prompt)]
        assert float(change.reference.answer) == pytest.approx(work(*values))


def test_the_same_seed_gives_the_same_and_another_seed_other_problems() -> None:
    assert changes(problem()) == changes(problem())
    assert changes(problem()) != changes(problem(), seed=1)


def test_whole_numbers_stay_whole_and_signs_stay() -> None:
    parent = question("48 pears go into 6 crates, 3 of which are sold. How many pears are left?", "48-48/6*3")

    for change in changes(parent):
        pears, crates, sold = map(int, numbers(change.prompt))
        assert pears % crates == 0
        assert crates > sold


def test_decimals_keep_their_places() -> None:
    for change in changes(question("A nut costs $0.25 and a bolt $1.50. What do both cost?", "0.25+1.5")):
        assert all(
            re.fullmatch(r"\d+\.\d\d", number) and not number.endswith(".00")
            for number in numbers(change.prompt)
        )


def test_thousands_separators_and_number_words_keep_their_form() -> None:
    parent = question(
        "A hall seats 2,500 people. It was full twelve times. How many tickets were sold?", "2500*12"
    )

    for change in changes(parent):
        seats = numbers(change.prompt)
        assert len(seats) == 1
        assert int(seats[0].replace(",", "")) < 1000 or "," in seats[0]
        assert re.search(r"full [a-z]+ times", change.prompt)


def test_percentages_stay_below_a_hundred_and_one_never_comes_up() -> None:
    parent = question(
        "60% of 50 pets are cats, and 2 of those are black. How many cats are not?", "50*60/100-2"
    )

    for change in changes(parent):
        percent, pets, black = map(int, numbers(change.prompt))
        assert percent < 100
        assert black > 1
        assert pets * percent % 100 == 0


def test_an_article_agrees_with_its_number() -> None:
    for change in changes(question("Jo cuts an 8 foot pole into parts of 2 feet. How many parts?", "8/2")):
        assert re.search(r"an (?:8|11|18) foot", change.prompt)


def test_a_threshold_keeps_its_side() -> None:
    parent = question(
        "Jo earns $20 an hour for the first 40 hours and $30 for every hour after that. Jo works 50 hours. What is the pay?",
        "40*20+(50-40)*30",
    )

    for change in changes(parent):
        _, first, _, worked = map(int, numbers(change.prompt))
        assert worked > first


def test_a_family_that_cannot_satisfy_its_constraints_is_refused_with_the_count_tried() -> None:
    parent = question("A hall has 3 doors. How many doors has it without 2 of them?", "3-2")

    with pytest.raises(Refused, match=r"none of \d+ numbers"):
        changes(
            question("Jo has 2 pens, and 997 of 1994 pens are hers. How often do they fit?", "1994/997*2"), 1
        )
    assert changes(parent)


def test_a_question_with_nothing_to_vary_is_refused_with_what_froze_it() -> None:
    with pytest.raises(Refused) as refused:
        changes(question("A week has 7 days. How many days have 2 weeks? Both count.", "7*2"))

    assert refused.value.reason == "every number is frozen"
    assert "7: may be a fact of the world" in str(refused.value)


def test_a_problem_without_a_worked_solution_is_refused() -> None:
    with pytest.raises(Refused, match="no worked solution"):
        changes(made("What is 2+3?", None, "5"))


def test_fractions_stay_in_lowest_terms_and_below_one() -> None:
    from fractions import Fraction

    for change in changes(question("Jo reads 2/5 of 60 pages. How many pages is that?", "2/5*60")):
        top, bottom, _ = map(int, numbers(change.prompt))
        assert Fraction(top, bottom).denominator == bottom
        assert top < bottom


def test_people_do_not_become_much_younger() -> None:
    parent = question(
        "Ida is 59 and her son was born when Ole, now 71, was 38. How old was Ida then?", "59-(71-38)"
    )

    for change in changes(parent, 15):
        assert int(change.reference.answer) >= 17


def test_what_was_more_than_one_stays_more_than_one() -> None:
    parent = question(
        "Jo has 9 jars. 5 of the jars hold 20 beans and the remaining ones 30. How many beans?",
        "5*20+(9-5)*30",
    )

    for change in changes(parent):
        jars, some, *_ = map(int, numbers(change.prompt))
        assert jars - some > 1
