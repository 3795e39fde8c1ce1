"""Extend: clauses after a question for a number of things."""

from __future__ import annotations

import re
from itertools import islice

import pytest
from word_problems import made, problem

from verigen.core.offers import Solved
from verigen.problems.mutate import recheck
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.extend import Extend


def test_every_clause_uses_the_answer_of_the_parent_and_its_notes_lead_to_the_new_one() -> None:
    parent = problem("pens")

    changes = list(islice(Extend().changes(parent, 3, ()), 12))

    assert len({change.prompt for change in changes}) == 12
    for change in changes:
        added = change.prompt.removeprefix(parent.prompt)
        reference = change.reference
        words = recheck.around((change.prompt, str(reference.solution)))
        assert added.startswith((" All of these pens", " Then ", " These pens"))
        assert "<<18+48=66>>66" in str(reference.solution)
        assert (
            recheck.disagreement(change.prompt, Solved(reference.answer, str(reference.solution)), words)
            is None
        )


def test_the_answers_are_those_of_the_clauses() -> None:
    for change in islice(Extend().changes(problem("pens"), 5, ()), 20):
        numbers = [int(n) for n in re.findall(r"\d+", change.parameters["clause"])]
        text, answer = change.parameters["clause"], int(change.reference.answer)
        if "given to a neighbor" in text:
            assert answer == (66 - numbers[0]) * numbers[1]
        elif "stall" in text:
            assert answer == 66 * numbers[0] - numbers[1]
        elif "packed" in text:
            assert answer * numbers[0] == 66
        else:
            assert answer == 66 * numbers[0]


@pytest.mark.parametrize(
    ("question", "left", "answer"),
    [
        ("Jo has 3 pens and Al has 5. How many more pens does Al have?", "5-3", "2"),
        ("Jo has 3 sons and 5 daughters. How many children does Jo have?", "3+5", "8"),
        ("Jo walks 3 miles and 5 miles. How many miles is that in total?", "3+5", "8"),
        ("Jo had 9 eggs and ate 5. How many eggs did Jo have before lunch if 4 are left?", "9", "9"),
        ("Jo has 9 eggs and sold 5 of them. How many dollars does Jo have?", "9-5", "4"),
    ],
)
def test_what_is_no_number_of_things_in_the_end_is_refused(question: str, left: str, answer: str) -> None:
    with pytest.raises(Refused):
        next(Extend().changes(made(question, f"<<{left}={answer}>>{answer}\n#### {answer}"), 0, ()))
