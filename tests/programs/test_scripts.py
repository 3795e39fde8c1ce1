"""Python programs over named constants, read as equations."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import islice
from math import comb, gcd, lcm

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_problems import made

from verigen.core.offers import Solved
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators import limits
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.infer import infer
from verigen.problems.mutate.mutators.renumber import Renumber
from verigen.problems.mutate.mutators.story import Story
from verigen.problems.mutate.recheck import around, disagreement

EGGS = "Ida's hens lay 16 eggs a day. She eats 3 of them and bakes with 4. The rest she sells for $2 each. What does she earn in a week?"  # fmt: skip
NAMED = "eggs = 16\neaten = 3\nbaked = 4\nprice = 2\nDAYS = 7\n"
SHARE = "A coat for $80 is 25% off, and Ola buys 3 of them. What does Ola pay?"


def solved(story: Story, **changed: int) -> object:
    """The answer with numbers of the question replaced: n24=30 puts 30 for 24."""
    values = [Fraction(changed.get(f"n{value}", value)) for value in story.slots]
    return story.program.run(values)[story.program.answer]


@pytest.mark.parametrize(
    "script",
    [
        NAMED + "answer = (eggs - eaten - baked) * price * DAYS",
        NAMED + "left = eggs - eaten\nleft -= baked\nresult = left * price * DAYS\nprint(result)",
        "def solve():\n    eggs = 16\n    sold = eggs - 3 - 4\n    return sold * 2 * 7\n",
        f"import math\n{NAMED}answer = int((eggs - sum([eaten, baked])) * price * DAYS)",
        "def solution():\n    '''The money.'''\n    eggs = 16\n    day = (eggs - 3 - 4) * 2\n    result = day * 7\n    return result",
    ],
)  # fmt: skip
def test_a_program_over_named_numbers_gives_the_story(script: str) -> None:
    story = infer(EGGS, script, "126")

    assert solved(story) == 126
    assert solved(story, n16=20, n2=5) == (20 - 3 - 4) * 5 * 7
    assert not story.frozen


def test_a_share_may_be_written_as_a_decimal_or_worked_out() -> None:
    for rest in ("1 - 0.25", "0.75", "(100 - 25) / 100"):
        story = infer(SHARE, f"price = 80\nrest = {rest}\ncoats = 3\nanswer = price * rest * coats", "180")

        assert solved(story, n25=50) == 120


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("answer = 126", "a program that is not plain arithmetic"),
        ("answer = (16 - 3 - 4) * 14", "a number from nowhere"),
        ("eggs = 16\nanswer = (16 - 3 - 4) * 2 * 7", "a number of the question is used twice"),
        (NAMED + "rest = 9\nanswer = rest * price * DAYS", "a number of the question is not used"),
        (NAMED + "answer = sorted([eggs - eaten - baked])[0] * price * DAYS", "a program that is not plain arithmetic"),
        (NAMED + "for i in range(eaten):\n    eggs -= 1\nanswer = (eggs - baked) * price * DAYS", "a program that is not plain arithmetic"),
        (NAMED + "while eggs > 9:\n    eggs -= 1\nanswer = eggs * 14", "a program that is not plain arithmetic"),
        (NAMED + "answer = (eggs - eaten - baked) * price * DAYS\nother = answer + 1", "a program that is not plain arithmetic"),
        (NAMED + "answer = (eggs - eaten - baked) * price", "no equation states the answer"),
        (NAMED + "answer = (eggs - eaten - baked) // price * DAYS", "no equation states the answer"),
        (NAMED + "answer = (eggs - eaten - baked) / (price - 2)", "a program that is not plain arithmetic"),
    ],
)  # fmt: skip
def test_a_program_whose_numbers_or_steps_are_not_the_questions_is_refused(script: str, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        infer(EGGS, script, "126")

    assert refused.value.reason == reason


def test_a_constant_of_a_name_is_never_changed_and_freezes_what_may_be_behind_it() -> None:
    question = "A crate holds 8 boxes of 5 jars. A shelf holds 3 crates. How many jars do 12 shelves hold?"
    script = "boxes = 8\njars = 5\ncrates = 3\nshelves = 12\nhidden = 40\nanswer = hidden * crates * shelves + 0 * boxes * jars"

    story = infer(question, script, "1440")

    assert {story.slots[slot] for slot in story.free} == {3, 12}


def test_a_number_that_a_word_of_the_question_also_means_is_never_changed() -> None:
    question = "Ola walked 2 miles in one hour and twice as far in the next. How far did she walk in 2 hours?"
    script = "first = 2\nsecond = first * 2\nanswer = first + second"

    story = infer(question, script, "6")

    assert not story.free


@given(st.lists(st.sampled_from("+-*"), min_size=1, max_size=5), st.data())
def test_the_exact_reading_equals_what_python_computes(signs: list[str], data: st.DataObject) -> None:
    values = data.draw(
        st.lists(st.integers(13, 999), min_size=len(signs) + 1, max_size=len(signs) + 1, unique=True)
    )
    names = [f"n{at}" for at in range(len(values))]
    lines = [f"{name} = {value}" for name, value in zip(names, values, strict=True)]
    term = names[0] + "".join(f" {sign} {name}" for sign, name in zip(signs, names[1:], strict=True))
    script = "\n".join([*lines, f"answer = {term}"])
    space: dict[str, int] = {}
    exec(script, space)
    question = " and ".join(f"{value} marbles" for value in values)

    story = infer(question, script, str(space["answer"]))

    assert solved(story) == space["answer"]


PHONE = "A plan has 30 free minutes. Each further minute costs 5 cents. How many cents are 50 minutes?"


@pytest.mark.parametrize(
    "tail",
    [
        "if used > free:\n    cost = (used - free) * price\nelse:\n    cost = 0\nanswer = cost",
        "answer = (used - free) * price if used > free else 0",
        "cost = 0\nif used > free:\n    cost = (used - free) * price\nanswer = cost",
        "answer = max(used - free, 0) * price",
    ],
)
def test_a_condition_stays_on_the_side_where_it_was(tail: str) -> None:
    story = infer(PHONE, f"free = 30\nprice = 5\nused = 50\n{tail}", "100")

    assert solved(story, n50=70, n5=4) == 160
    wanted = limits.demands(story)
    assert limits.meets(story, [30, 6, 60], wanted)
    assert not limits.meets(story, [60, 5, 30], wanted)


@pytest.mark.parametrize(
    ("question", "script", "answer", "again"),
    [
        ("Buses hold 40 people. How many buses do 130 people need?", "import math\nseats = 40\npeople = 130\nanswer = math.ceil(people / seats)", "4", lambda a, b: -(-b // a)),
        ("Ann has 17 eggs and boxes for 6. How many are left over?", "eggs = 17\nbox = 6\nanswer = eggs % box", "5", lambda a, b: a % b),
        ("Ann has 17 eggs and boxes for 6. How many boxes are full?", "eggs = 17\nbox = 6\nanswer = eggs // box", "2", lambda a, b: a // b),
        ("A team of 3 is chosen from 10 players. How many teams are possible?", "from math import comb\nk = 3\nn = 10\nanswer = comb(n, k)", "120", lambda k, n: comb(n, k)),
        ("What is the sum of the whole numbers from 5 to 20?", "low = 5\nhigh = 20\nanswer = sum(range(low, high + 1))", "200", lambda a, b: sum(range(a, b + 1))),
        ("Tess has 45 hearts and 27 stars for equal pages. How many pages at most?", "GCD(45,27)=9", "9", gcd),
        ("Tess has 450 hearts, 270 stars and 120 moons for equal pages. How many pages at most?", "GCD(450,270,120)=30", "30", gcd),
        ("Groups of 17 and groups of 15 are as many people. How many at least?", "LCM[17,15]=255", "255", lcm),
        ("A pond of 4 lilies doubles every day. How many lilies are there after a few days?", "start = 4\nDAYS = 5\nheight = start\nfor day in range(DAYS):\n    height = height * 2\nanswer = height", "128", lambda a: a * 32),
    ],
)  # fmt: skip
def test_steps_and_divisors_are_computed_anew(
    question: str, script: str, answer: str, again: Callable[..., int]
) -> None:
    parent = made(question, script, answer)
    found = list(islice(Renumber().changes(parent, 0, ()), 6))

    assert found
    for change in found:
        reference = change.reference
        assert isinstance(reference, MathReference)
        numbers = [int(each) for each in re.findall(r"\d+", change.prompt)]
        assert int(reference.answer) == again(*numbers)
        assert (
            disagreement(
                change.prompt, Solved(reference.answer, str(reference.solution)), around((question, script))
            )
            is None
        )
