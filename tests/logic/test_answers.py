"""What the logic verifier reads in answers as models write them."""

from __future__ import annotations

import msgspec
import pytest

from verigen.core import registry
from verigen.core.errors import ReferenceFault
from verigen.core.types import NoReference, Problem, Source
from verigen.domains.logic.reference import LogicReference
from verigen.problems.validate import bare
from verigen.verifiers.logic.judge import judged
from verigen.verifiers.logic.part import LogicVerifier

ISLAND = LogicReference(
    shape="pairs",
    answer=(("Anna", "knight"), ("Ben", "knave"), ("Carl", "knave")),
    names={"Anna": (), "Ben": (), "Carl": ()},
    choices={"knight": ("knights", "truth-teller"), "knave": ("knaves", "liar", "liars")},
)
STREET = LogicReference(
    shape="table",
    answer=(("house 1", "Ida", "red", "cat"), ("house 2", "Bo", "blue", "dog")),
    names={"house 1": ("1", "first house"), "house 2": ("2", "second house")},
    choices=dict.fromkeys(("Ida", "Bo", "red", "blue", "cat", "dog"), ()),
)
QUEUE = LogicReference(
    shape="order", answer=(("Mia", "Leo", "Zoe"),), names={"Mia": (), "Leo": (), "Zoe": ()}
)
FIELD = LogicReference(shape="set", answer=(("B2", "C3"),), names={"B2": (), "C3": (), "D1": ()})
SQUARE = LogicReference(shape="grid", answer=(("1", "2"), ("2", "1")), choices={"1": (), "2": ()})
CULPRIT = LogicReference(shape="word", answer=(("Mia",),), choices={"Mia": (), "Leo": (), "Zoe": ()})

RIGHT = [
    (ISLAND, "So Anna is a knight. Ben and Carl are knaves."),
    (ISLAND, "Anna is not a knave, Ben is not a knight and Carl is a liar."),
    (ISLAND, "The only knight is Anna; the others are knaves."),
    (ISLAND, "Knights:\n- Anna\n\nKnaves:\n- Ben\n- Carl"),
    (ISLAND, "**Final answer:**\n1. **Anna** is a *knight*.\n2. Ben: knave\n3. Carl: knave\n\nIf Anna were a knave, Ben would be a knight."),
    (ISLAND, "Suppose Anna is a knave. That fails.\n\n\\boxed{\\text{Anna: knight}, \\text{Ben: knave}, \\text{Carl: knave}}"),
    (ISLAND, "<think>Anna is a knave?</think>\nAnswer: {'Anna': 'Knight', 'Ben': 'Knave', 'Carl': 'KNAVE'}"),
    (ISLAND, "Final answer: knight, knave, knave"),
    (STREET, "Ida lives in the first house, which is red, with the cat. Bo lives in the second house: blue, dog."),
    (STREET, "| | House 1 | House 2 |\n|---|---|---|\n| name | Ida | Bo |\n| colour | red | blue |\n| pet | cat | dog |"),
    (QUEUE, "Mia is first, Zoe is third and Leo is second."),
    (QUEUE, "From right to left: Zoe, Leo, Mia"),
    (QUEUE, "Final answer: Mia -> Leo -> Zoe."),
    (FIELD, "The mines are at C3 and B2, not at D1."),
    (SQUARE, "Row 1: 1 2\nRow 2: 2 1"),
    (SQUARE, "```\n+---+---+\n| 1 | 2 |\n+---+---+\n| 2 | 1 |\n+---+---+\n```"),
    (CULPRIT, "It was neither Leo nor Zoe.\n\nTherefore it was **Mia**."),
]  # fmt: skip
BOARD = LogicReference(
    shape="pairs",
    answer=(("row 1", "column 2"), ("row 2", "column 3"), ("row 3", "column 1")),
    names={f"row {n}": () for n in (1, 2, 3)},
    choices={f"column {n}": (str(n),) for n in (1, 2, 3)},
)
RIGHT += [
    (
        ISLAND,
        "Final answer:\nAnna: knight\n\nIf Anna were a knave, Ben would be a knight. So Ben is a knave.\nCarl: knave",
    ),
    (BOARD, ". Q .\n. . Q\nQ . ."),
    (BOARD, "[2, 3, 1]"),
]
ISLE = LogicReference(
    shape="pairs", answer=(("A", "knight"), ("B", "knave")), names={"A": (), "B": ()}, choices=ISLAND.choices
)
# as models write them in public transcripts and as the formats of other benchmarks ask for
RIGHT += [
    (ISLE, "A is a knight and B is a knave."),
    (ISLE, "$A$ is a knight, $B$ is a knave."),
    (ISLAND, "CONCLUSION:\n(1) Anna is a knight\n(2) Ben is a knave\n(3) Carl is a knave"),
    (ISLAND, "Ben and Carl are both knaves, and Anna is a knight."),
    (STREET, "Name: Ida, Bo\nColour: red, blue\nPet: cat, dog"),
    (STREET, "House: 2, 1\nName: Bo, Ida\nColour: blue, red\nPet: dog, cat"),
    (
        STREET,
        "1. House 1: name - Ida; colour - red; pet - cat\n2. House 2: name - Bo; colour - blue; pet - dog",
    ),
    (SQUARE, "┌─┬─┐\n│1│2│\n├─┼─┤\n│2│1│\n└─┴─┘"),
    (SQUARE, "| | C1 | C2 |\n|---|---|---|\n| R1 | 1 | 2 |\n| R2 | 2 | 1 |"),
    (SQUARE, "(1, 2), (2, 1)"),
    (SQUARE, "The completed grid is 12 / 21."),
    (SQUARE, "1221"),
    (
        ISLE,
        "A is a knight and B is a knave.\n\n### Verification\n- A says at least one of us is a knave - true.",
    ),
    (
        ISLAND,
        "Anna: knight\nBen: knave\nCarl: knave\n\nCheck: Anna says Anna is a knight, so Anna is a knight. Carl says Anna is a knave, which is false.",
    ),
    (ISLAND, "Anna: knight\nBen: knave\nCarl: knave\n\nCheck: Ben says Anna is a knave, so Ben is a knave."),
]
NOT_RIGHT = [
    (ISLE, "A knave is a person who lies, B is a knight.", "incorrect"),
    (STREET, "Name: Bo, Ida\nColour: red, blue\nPet: cat, dog", "incorrect"),
    (SQUARE, "(2, 1), (1, 2)", "incorrect"),
    (SQUARE, "2112", "incorrect"),
    (SQUARE, "12 / 12", "incorrect"),
    (ISLAND, "Ben says Anna is a knave, and Carl says Anna is a knight.", "unverified"),
    (ISLE, "A is a knave and B is a knight. B says A is a knight.", "incorrect"),
    (ISLE, "A is a knight and B is a knave. So A is a knave. B says A is a knight.", "unverified"),
    (ISLAND, "", "incorrect"),
    (ISLAND, "I can't say.", "incorrect"),
    (ISLAND, "Anna is a knight.", "incorrect"),
    (ISLAND, "<think>Anna: knight, Ben: knave, Carl: knave", "incorrect"),
    (ISLAND, "Anna: knight, Ben: knave, Carl: knight", "incorrect"),
    (ISLAND, "Anna is a knight or a knave, Ben and Carl are knaves.", "unverified"),
    (STREET, "house 1: Ida, red, dog\nhouse 2: Bo, blue, cat", "incorrect"),
    (QUEUE, "Zoe, Leo, Mia", "incorrect"),
    (QUEUE, "Mia, Leo", "incorrect"),
    (FIELD, "B2, C3 and D1", "incorrect"),
    (FIELD, "B2", "incorrect"),
    (SQUARE, "1 2\n1 2", "incorrect"),
    (SQUARE, "1 2", "incorrect"),
    (CULPRIT, "Leo", "incorrect"),
    (CULPRIT, "Final answer:\nMia: liar\nLeo: liar", "unverified"),
    (BOARD, "Q . .\n. . Q\n. Q .", "incorrect"),
    (
        ISLAND,
        "Final answer:\nAnna: knight\nBen: knave\nCarl: knave\n\nOr:\nAnna: knave\nBen: knight\nCarl: knave",
        "unverified",
    ),
    (
        ISLAND,
        "\\boxed{Anna: knave, Ben: knave, Carl: knave} or \\boxed{Anna: knight, Ben: knave, Carl: knave}",
        "unverified",
    ),
    (CULPRIT, "Final answer: Mia\n\nAlternatively, Leo.", "unverified"),
    (SQUARE, "Final answer:\n1 2\n2 1\n\nAlternatively:\n2 1\n1 2", "unverified"),
    (CULPRIT, "It was Leo or Mia.", "unverified"),
]


@pytest.mark.parametrize(("reference", "text"), RIGHT)
def test_a_right_answer_is_correct_however_it_is_written(reference: LogicReference, text: str) -> None:
    assert judged(reference, text).outcome == "correct"


@pytest.mark.parametrize(("reference", "text", "outcome"), NOT_RIGHT)
def test_any_other_answer_is_not(reference: LogicReference, text: str, outcome: str) -> None:
    assert judged(reference, text).outcome == outcome


def test_a_problem_without_a_reference_is_undecided() -> None:
    problem = Problem(
        id="p",
        domain="logic",
        prompt="?",
        reference=NoReference(),
        family="p",
        source=Source(bank="b", licence="MIT"),
    )

    assert LogicVerifier().verify(problem, bare("c", problem, "Anna")).reason == "no_reference"


def test_one_word_for_two_things_is_a_fault_of_the_reference() -> None:
    twice = LogicReference(
        shape="pairs", answer=(("Anna", "knight"),), names={"Anna": ("knight",)}, choices={"knight": ()}
    )
    problem = Problem(
        id="p",
        domain="logic",
        prompt="?",
        reference=twice,
        family="p",
        source=Source(bank="b", licence="MIT"),
    )

    with pytest.raises(ReferenceFault, match="means both"):
        LogicVerifier().check(problem)


def test_votes_count_solutions_however_they_are_written() -> None:
    domain = registry.make("domain", "logic")
    problem = Problem(
        id="p",
        domain="logic",
        prompt="?",
        reference=ISLAND,
        family="p",
        source=Source(bank="b", licence="MIT"),
    )
    texts = (
        "So.\n\nFinal answer:\nBen: knave\nAnna: knight\nCarl: knave",
        "\\boxed{Anna: knight, Ben: knave, Carl: liar}",
        "Final answer: Anna: knave, Ben: knave, Carl: knave",
    )

    said = [domain.stated(bare("c", problem, text)).answer for text in texts]

    assert domain.same(said[0], said[1], problem) == "correct"
    assert domain.same(said[0], said[2], problem) == "incorrect"
    assert domain.same(said[0], domain.answer(problem), problem) == "correct"
    assert domain.same(said[0], "Anna: knight", problem) == "unverified"
    assert domain.stated(bare("c", problem, "Anna is a knight.")).reason == "no_answer"


def test_a_reference_may_come_as_a_text() -> None:
    domain = registry.make("domain", "logic")

    assert judged(domain.answered(msgspec.json.encode(ISLAND).decode()), RIGHT[0][1]).outcome == "correct"
    assert judged(domain.answered("valid"), "Final answer: **Valid**").outcome == "correct"
