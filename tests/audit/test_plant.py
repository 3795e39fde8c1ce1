from fractions import Fraction

import pytest

from verigen.grading.audit import plant
from verigen.grading.audit.answers import understand
from verigen.grading.audit.exact import read
from verigen.grading.audit.planted import Planted
from verigen.verifiers.symbolic import verify

REFERENCES = [
    *("72", "-8", "0", "1,250", "8.25", "-0.5", "\\frac{1}{3}", "-\\frac{7}{4}", "3/7", "\\frac12"),
    *(
        "5\\sqrt{3}",
        "\\frac{3\\sqrt{7}}{4}",
        "361\\pi",
        "2 + 3\\sqrt{5}",
        "-8 - 8i",
        "54x + 36",
        "e^{12}",
        "e^{-10}",
        "x = 3",
        "y=2x+1",
        "0.\\overline{3}",
        "0.1\\overline{6}",
        "8,-112",
        "-1,0,1",
    ),
    *("945\\text{ m}^2", "\\$5.50", "9\\%", "30^\\circ", "12\\text{ hours}"),
    *(
        "(1, 6)",
        "[2, 3]",
        "(1, -2, \\frac{1}{2})",
        "[-4, 3)",
        "(-\\infty, \\frac{3}{2})",
        "\\{1, 3, 11\\}",
        "1, 3",
    ),
    *(
        "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}",
        "yes",
        "Friday",
        "\\text{Hugo}",
        "C",
        "\\text{(B)}",
    ),
]
IN_DOUBT = [
    *(
        "",
        "ab",
        "east",
        "52_8",
        "2\\frac{1}{2}",
        "1/2\\pi",
        "x = 3x - 4",
        "(3, 2]",
        "[3, 2]",
        "(2, 2]",
        "[2\\sqrt{3}, \\pi)",
        "(\\infty, 2)",
        "[a, b)",
        "\\pm 3",
        "7:32",
        "007",
        "0,4",
        "(7)",
        "1 2",
    ),
    *(
        "\\frac{1}{0}",
        "\\frac{1}{",
        "2 +",
        "* 3",
        "i^2",
        "3i \\cdot 2i",
        "\\{1, 1\\}",
        "1, 2, \\ldots, n",
        "2^{100}",
    ),
    *(
        "\\begin{pmatrix} 1 & 2 \\\\ 3 \\end{pmatrix}",
        "[1, 2, 3)",
        "12:30",
        "(1,234)",
        "\\{1,234\\}",
        "5\\text{ widgets}",
        "3\\text{ and }4",
    ),
]


def planted(text: str, *, right: bool) -> list[Planted]:
    answer = understand(text)
    assert answer is not None
    return plant.right(answer) if right else plant.wrong(answer)


@pytest.mark.parametrize("reference", REFERENCES)
def test_right_rewritings_are_accepted(reference: str) -> None:
    found = [
        (text, verify(reference, f"\\boxed{{{text}}}").outcome) for _, text in planted(reference, right=True)
    ]

    assert found
    assert [text for text, outcome in found if outcome != "correct"] == []


@pytest.mark.parametrize("reference", [one for one in REFERENCES if one != "\\text{Hugo}"])
def test_wrong_variants_are_refused(reference: str) -> None:
    found = [
        (text, verify(reference, f"\\boxed{{{text}}}").outcome) for _, text in planted(reference, right=False)
    ]

    assert len(found) >= 1
    assert [text for text, outcome in found if outcome != "incorrect"] == []


@pytest.mark.parametrize("text", IN_DOUBT)
def test_what_could_be_read_in_two_ways_is_not_planted(text: str) -> None:
    assert understand(text) is None


@pytest.mark.parametrize("text", [one for one in REFERENCES if read(one)])
def test_no_wrong_value_equals_the_reference(text: str) -> None:
    assert all(read(other) != read(text) for _, other in planted(text, right=False))


KINDS = [
    ("72", {"sign", "off-by-one", "near-miss", "digit", "shifted"}),
    ("2 + 3\\sqrt{5}", {"sign", "off-by-one", "near-miss", "shifted", "dropped", "root", "swapped"}),
    ("(1, 6)", {"sign", "off-by-one", "near-miss", "added", "swapped"}),
    ("[-4, 3)", {"sign", "off-by-one", "near-miss", "bracket"}),
    ("945\\text{ m}^2", {"sign", "off-by-one", "near-miss", "digit", "shifted", "unit"}),
]


@pytest.mark.parametrize(("reference", "kinds"), KINDS)
def test_each_kind_of_answer_has_its_slips(reference: str, kinds: set[str]) -> None:
    assert {one.kind for one in planted(reference, right=False)} == kinds


def test_a_set_is_never_planted_as_wrong_in_another_order() -> None:
    texts = {one.text for one in planted("\\{1, 2\\}", right=False)}

    assert "\\{2, 1\\}" not in texts


def test_roots_are_read_into_squarefree_ones() -> None:
    assert read("\\sqrt{12}") == read("2\\sqrt{3}") == read("\\frac{\\sqrt{48}}{2}")


def test_a_sum_that_cancels_is_zero() -> None:
    value = read("\\sqrt{8} - 2\\sqrt{2}")

    assert value is not None
    assert list(value.values()) == [Fraction(0)]
