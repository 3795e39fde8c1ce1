from __future__ import annotations

import re
from fractions import Fraction

import pytest
from word_problems import CAKE, PENS, SALE

from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.infer import infer
from verigen.problems.mutate.mutators.story import Story


def read(question: str, solution: str, answer: str | None = None) -> Story:
    return infer(question, solution, answer or solution.rpartition("####")[2].strip())


def solved(story: Story, **changed: int) -> object:
    """The answer with numbers of the question replaced: n24=30 puts 30 for 24."""
    values = [Fraction(changed.get(f"n{value}", value)) for value in story.slots]
    return story.program.run(values)[story.program.answer]


def test_notes_give_a_program_from_the_questions_numbers_to_the_answer() -> None:
    story = read(*PENS)

    assert solved(story) == 66
    assert solved(story, n24=30, n12=10) == 30 - 6 + 4 * 10


def test_arithmetic_in_the_prose_counts_as_much_as_notes() -> None:
    solution = (
        "She keeps 24 pens - 6 pens = 18 pens. The boxes hold 4 x 12 = 48. So 18 + 48 = 66 pens.\n#### 66"
    )

    story = read(PENS[0], solution)

    assert solved(story, n24=30, n12=10) == 64


def test_numbered_steps_without_a_mark_for_the_answer_are_read() -> None:
    story = read(PENS[0], "Step 1: 24 - 6 = 18\nStep 2: 4 * 12 = 48\nStep 3: 18 + 48 = 66", "66")

    assert solved(story, n6=10) == 62


def test_a_bare_formula_is_a_solution() -> None:
    story = read("Dan had 9 plums and ate 4 of them. How many are left?", "( 9.0 - 4.0 )", "5")

    assert solved(story, n9=20) == 16


def test_a_percentage_is_found_behind_its_share_and_its_rest() -> None:
    story = read(SALE[0], "One costs 80*.75=$<<80*.75=60>>60. Three cost 60*3=$<<60*3=180>>180.\n#### 180")

    assert solved(story, n25=50) == 120


def test_a_fraction_is_two_numbers() -> None:
    story = read(*CAKE)

    assert solved(story, n3=4) == 27


def test_equal_numbers_share_a_slot() -> None:
    story = read("Ann has 5 cats and 5 dogs. How many pets?", "5+5=<<5+5=10>>10\n#### 10")

    assert story.slots == (5,)
    assert solved(story, n5=8) == 16


def test_a_number_that_may_be_a_result_or_a_given_is_kept() -> None:
    question = "Ada has 6 red, 6 blue and 12 green beads. She sells 12 of them. How many are left?"
    solution = "6+6=<<6+6=12>>12\n12+12=<<12+12=24>>24\n24-12=<<24-12=12>>12\n#### 12"

    story = read(question, solution)

    assert {story.slots[slot] for slot in story.frozen} >= {12, 6}


@pytest.mark.parametrize(
    ("question", "left", "value", "why"),
    [
        ("A film from 1995 is shown 3 times. What is the sum?", "1995+3", 1995, "year"),
        ("Mia pays 3 times with a $20 bill. How much is that?", "3*20", 20, "denomination"),
        ("Mia lives in room 3 and has 9 guests who bring $4 each.", "9*4", 3, "name"),
        ("Ann, Bob and Carl share 12 cakes among the 3.", "12/3", 3, "lists"),
        ("A week has 7 days and Mia works 6 hours on each.", "7*6", 7, "fact"),
        ("Of 40 pets 60% are cats and the remaining 40% are dogs.", "40*60/100", 60, "again"),
        ("On the 5th day Mia rests after 4 days of 8 miles.", "4*8", 4, "again"),
        ("Mia has 1 cat, and 8 mice.", "1+8", 1, "one"),
        ("The two girls have 8 mice each.", "2*8", 2, "refers back"),
        ("Mia starts at 9:30 and sells 8 cakes at $3 each.", "8*3", 9, "time"),
        ("Mia drives the A4 for 20 miles, 8 times.", "20*8", 4, "name"),
        ("Mia has 8 cats and 5 mice. She sells 3 cats.", "8-3", 5, "not used"),
        ("Mia has 3 million fans and meets 20 of them a day.", "3000000/20", 3_000_000, "scale"),
        ("Mia eats 1 1/2 pies a day for 8 days.", "1.5*8", 2, "mixed"),
    ],
)
def test_numbers_that_must_stay_are_frozen(question: str, left: str, value: int, why: str) -> None:
    from verigen.problems.mutate.mutators.expressions import evaluate, parse

    total = evaluate(parse(left))
    story = read(question, f"{left}=<<{left}={total}>>{total}\n#### {total}")

    assert why in story.frozen[story.slots.index(value)]


@pytest.mark.parametrize(
    ("solution", "answer", "reason"),
    [
        ("24-6=<<24-6=19>>19\n#### 19", None, "contradictory arithmetic"),
        ("24-6=<<24-6=90>>90\n#### 90", None, "contradictory arithmetic"),
        ("24/7=<<24/7=3.43>>3.43\n#### 3.43", None, "a rounded result"),
        ("24-5=<<24-5=19>>19\n#### 19", None, "a number from nowhere"),
        ("24-6=<<24-6=18>>18\n#### 20", None, "no equation states the answer"),
        ("She has many pens.\n#### 66", None, "no equations"),
        ("24-=<<24-=18>>18\n#### 18", None, "a note that is not arithmetic"),
        ("24/0=<<24/0=0>>0\n#### 0", None, "a note that is not arithmetic"),
        ("24 pens <<24>>\n#### 24", None, "a note without an equals sign"),
        ("24-6=<<24-6=18>>18", "nan", "the answer is not a number"),
        ("24-6=<<24-6=18>>18", "inf", "the answer is not a number"),
        ("9^99^99=<<9^99^99=1>>1\n#### 1", None, "a note that is not arithmetic"),
        (f"{'9' * 40}-6=<<{'9' * 40}-6=18>>18\n#### 18", None, "a note that is not arithmetic"),
    ],
)
def test_what_does_not_hold_together_is_refused_with_a_reason(
    solution: str, answer: str | None, reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(PENS[0], solution, answer)

    assert refused.value.reason == reason


def test_a_solution_of_brackets_does_not_exhaust_the_stack() -> None:
    deep = "(" * 5000 + "1" + ")" * 5000

    with pytest.raises(Refused):
        read(PENS[0], f"<<{deep}=1>>1\n#### 1")


def test_a_program_of_operations_is_a_solution() -> None:
    question = "A tank of 240 liters loses 15 % and then 20 liters. How many liters are left?"
    program = "multiply(n0,n1)|divide(#0,const_100)|subtract(n0,#1)|subtract(#2,n2)|"

    story = read(question, program, "184")

    assert solved(story) == 184
    assert solved(story, n240=200, n20=30) == 140


@pytest.mark.parametrize(
    "program", ["multiply(n0,n9)|", "add(n0,#3)|", "circle_area(n0,n1)|", "add(n0)|", "divide(n0,const_0)|"]
)
def test_a_program_of_operations_that_does_not_hold_is_refused(program: str) -> None:
    with pytest.raises(Refused):
        read("A tank of 240 liters loses 20 liters.", program, "5")


def test_a_result_stated_without_its_working_is_refused() -> None:
    with pytest.raises(Refused, match="without how it came about"):
        read("Kat has 80 and 95 points. Which third score makes the mean 90?", "x = <<95=95>>95\n#### 95")


def test_a_result_that_is_only_repeated_is_no_step() -> None:
    story = read(
        "Kat has 80 and 95 points. How many?", "80+95=<<80+95=175>>175. So <<175=175>>175.\n#### 175"
    )

    assert solved(story, n80=100) == 195


def test_a_number_that_may_be_a_conversion_of_an_idle_one_is_kept() -> None:
    question = "Jo bikes 30 miles in 20 minutes. It rains 3 times. How far does Jo get if each time she bikes an hour?"

    story = read(question, "3*30=<<3*30=90>>90\n90*3=<<90*3=270>>270\n#### 270")

    assert story.slots.index(3) in story.frozen


@pytest.mark.parametrize(
    ("question", "solution", "answer"),
    [
        ("Of 20 cars for rent, 16 are sold. What percentage of the cars is left?", "20-16=<<20-16=4>>4\n4/20 x 100% = 20%", "20"),
        ("Ravi earns $600 a month. What does Ravi earn in 5 years?", "He earns $600/month * 12 months/year = $7200.\n5*7200=<<5*7200=36000>>36000", "36000"),
        ("A room is 40 feet by 9 feet. What is its perimeter?", "The perimeter is 2(40+9) = 98.", "98"),
        ("Mona packs 16 cups and 24 bowls. How many dishes does Mona pack?", "16 + 24 = <<40=40>>40", "40"),
        ("Each of 5 boxes holds 7 pens. How many pens are that?", "5 x 7pens = 35 pens", "35"),
        ("Sara runs 8 miles. Omid runs 3 times as far. How far does Omid run?", "Sara runs <<8=8>>8 miles.\n3*8=<<3*8=24>>24", "24"),
        ("Pens cost $18.00 for a bag of 36. What does a pen cost, in cents?", "18/36 = $<<18/36=0.50>>0.50", "50"),
        ("A program had 60 downloads, then thrice that in the second month. How many in all?", "3*60=<<3*60=180>>180\n180+60=<<180+60=240>>240", "240"),
    ],
)  # fmt: skip
def test_usual_notations_are_read(question: str, solution: str, answer: str) -> None:
    story = infer(question, f"{solution}\n#### {answer}", answer)

    assert story.program.run(story.slots)[story.program.answer] == int(answer)
    assert set(range(len(story.slots))) - set(story.frozen)


@pytest.mark.parametrize(
    ("question", "solution", "answer", "kept"),
    [
        # ten test scores would not be the five that are listed
        ("The average of 5 marks counts: 65, 94, 81, 86 and 74. What is it?", "65+94+81+86+74=<<65+94+81+86+74=400>>400\n400/5=<<400/5=80>>80", "80", 5),
        # the 4 is two and half of four, worked out in the head
        ("A family of 6 (2 adults and 4 kids) share a melon; an adult gets twice as much as a kid. What percentage does an adult get?", "The melon is split into 2*x and 4*x/2, so\n100/4=<<100/4=25>>25", "25", 4),
    ],
)  # fmt: skip
def test_numbers_that_may_not_change_are_frozen(question: str, solution: str, answer: str, kept: int) -> None:
    story = infer(question, f"{solution}\n#### {answer}", answer)

    assert story.slots.index(kept) in story.frozen


def test_a_solution_in_latex_is_read_where_it_is_arithmetic_on_the_questions_numbers() -> None:
    question = "Ola drove 12,000 miles. How many gallons would a car with 48 miles per gallon save against one with 15?"
    solution = r"She used $12000/15 = 800$ gallons, and would use $\frac{12000}{48} = 250$. So $800 - 250 = \boxed{550}$."

    story = read(question, solution, "550")

    assert solved(story, n12000=24000) == 1100


@pytest.mark.parametrize(
    ("question", "solution", "reason"),
    [
        ("A wheel with 8 spokes turns 5 times. [asy] draw((0,8)); [/asy] How many?", r"$8 \cdot 5 = \boxed{40}$", "a drawing"),
        ("Of 40 nuts 8 are eaten by 35 mice in 5 days. How many are left?", r"$40 - 8 = \boxed{32}$", "a number of the question is not used"),
        ("Find $n$ if gcd$(n,40) = 10$ and the lcm is 280.", r"$10 \cdot 280/40 = \boxed{70}$", "a competition problem"),
        ("Each of 5 people greets 12 others with 3 bows. How many bows?", r"$5 \cdot 4 \cdot 3 = \boxed{60}$", "a number from nowhere"),
        ("In how many ways can 5 people sit on 3 chairs?", r"$5 \cdot 4 \cdot 3 = \boxed{60}$", "a competition problem"),
    ],
)  # fmt: skip
def test_a_boxed_answer_that_may_depend_on_more_than_its_arithmetic_is_refused(
    question: str, solution: str, reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        read(question, solution, re.findall(r"boxed{(\d+)", solution)[0])

    assert refused.value.reason == reason


def test_two_speeds_that_are_one_keep_their_numbers() -> None:
    question = "If 60 miles per hour is 88 feet per second, how many feet per second is 66 miles per hour?"

    story = read(question, "66/60*88=<<66/60*88=96.8>>96.8\n#### 96.8")

    assert {story.slots[slot] for slot in story.free} == {66}


def test_a_constant_that_may_be_twice_a_price_in_cents_freezes_the_price() -> None:
    question = (
        "Lea saves 50 cents a day for 20 days. Meg saves twice as much a day for 12 days. What do they save?"
    )
    solution = "0.50*20=<<0.50*20=10>>10\n$1 x 12 = <<1*12=12>>12\n10+12=<<10+12=22>>22\n#### 22"

    story = read(question, solution)

    assert 50 not in {story.slots[slot] for slot in story.free}
    assert {story.slots[slot] for slot in story.free} == {12, 20}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("10+10", {10}),
        ("3*(10+10)", {10}),
        ("5+10+5", {5}),
        ("7/7", {7}),
        ("4+4+4", set()),
        ("10*10", set()),
        ("10+2*10", set()),
    ],
)
def test_doubled_finds_what_is_added_to_itself(written: str, found: set[int]) -> None:
    from verigen.problems.mutate.mutators.expressions import doubled, parse

    assert doubled(parse(written)) == found


def test_a_number_added_to_itself_is_frozen_where_it_may_be_half_of_another() -> None:
    """The first 12 of 12 + 12 is half of the way there and back."""
    solution = (
        "The inn is 12+12=<<12+12=24>>24 miles away. There and back that is 2*24=<<2*24=48>>48.\n#### 48"
    )
    way = "The way to the mill and back is {} miles. The inn is 12 miles farther. How long is the way to the inn and back?"

    halves, apart = (infer(way.format(miles), solution, "48") for miles in (24, 31))

    assert "may be two numbers" in halves.frozen[halves.slots.index(12)]
    assert 12 not in [apart.slots[at] for at, why in apart.frozen.items() if "may be two numbers" in why]
