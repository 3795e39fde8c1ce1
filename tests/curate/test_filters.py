"""What the filters find, and what they let pass."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samples import make_graded
from tests.curate.cases import MIXED, PLANTED, SOUND, SUM, reply, trace
from verigen.core import registry
from verigen.core.graded import Graded
from verigen.dataset.curate.order import CHAIN
from verigen.dataset.curate.redact import redacted
from verigen.dataset.filters import equations, reading, screen
from verigen.domains.math.reference import MathReference

if TYPE_CHECKING:
    from collections.abc import Iterator

FILTERS = {name: registry.make("filter", name) for name in CHAIN}
HIDDEN = ("m.okafor@" + "brightmail.net", "d.moreau@" + "cityoffice.co.uk", "ghp_" + MIXED + MIXED[:16])
BESIDE = ("You pathetic moron.", "As an AI language model, I add.", "Also 6 * 7 = 48, he said.", "Das ist nicht so schwer, denke ich.")  # fmt: skip


def item(text: str, prompt: str = SUM, answer: str = "42") -> Graded:
    made = make_graded(0, "correct", text=text)
    return replace(made, problem=replace(made.problem, prompt=prompt, reference=MathReference(answer=answer)))


def reasons(graded: Graded) -> set[str]:
    return {found.reason for part in FILTERS.values() for found in part.find(graded)}


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in PLANTED.items() for text in texts]
)
def test_a_planted_defect_is_found_and_named(kind: str, text: str) -> None:
    assert kind in reasons(item(text))


@pytest.mark.parametrize(("prompt", "text"), SOUND)
def test_a_look_alike_passes_every_filter(prompt: str, text: str) -> None:
    answer = "0.42" if "decimal" in prompt else "42"

    assert reasons(item(text, prompt, answer)) == set()


def test_an_excerpt_shows_no_secret() -> None:
    for kind in ("pii", "secret"):
        for text in PLANTED[kind]:
            for found in FILTERS[kind].find(item(text)):
                hidden = text[found.start : found.end]
                assert hidden not in found.shown
                assert hidden not in redacted(text, [found])


@given(st.lists(st.sampled_from([*HIDDEN, *BESIDE]), min_size=2, max_size=6))
@settings(max_examples=60, deadline=None)
def test_no_filters_excerpt_shows_what_another_one_hides(said: list[str]) -> None:
    seen = [found.shown for part in FILTERS.values() for found in part.find(item(reply(" ".join(said))))]

    assert not [shown for shown in seen for hidden in HIDDEN if hidden[3:12] in shown]


@given(st.integers(2, 999), st.integers(2, 999), st.integers(-40, 40).filter(bool), st.sampled_from("+-*"))
@settings(max_examples=60, deadline=None)
def test_a_true_equation_is_no_finding_and_a_false_one_is(a: int, b: int, off: int, sign: str) -> None:
    right = {"+": a + b, "-": a - b, "*": a * b}[sign]
    text = "<think>\nWe see that {} {} {} = {}, which is used below.\n</think>\n\nSo it is \\boxed{{42}}."

    assert not FILTERS["steps"].find(item(text.format(a, sign, b, right)))
    found = list(equations.found(equations.plain(f"We see that {a} {sign} {b} = {right + off}, as said.")))
    assert [one.false for one in found] in ([True], [abs(off) * 1000 == abs(right)])


@given(st.integers(2, 900), st.integers(2, 900), st.integers(-2, 2), st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_a_calculation_in_words_is_a_finding_if_it_is_false(a: int, b: int, off: int, form: int) -> None:
    said = (
        f"The sum of {a} and {b} is {a + b + off}.", f"The product of {a} and {b} gives {a * b + off}.", f"{a} squared is {a * a + off}.",
        f"Half of {2 * a} equals {a + off}.", f"The difference between {a + b} and {b} is {a + off}.", f"The gcd of {a} and {a * b} is {a + off}.",
    )[form]  # fmt: skip

    assert bool(FILTERS["steps"].find(item(trace(said)))) == (off != 0)


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    for part in FILTERS.values():
        for found in part.find(item(text)):
            assert 0 <= found.start <= found.end <= len(text)


PIECES = st.one_of(
    st.sampled_from([text for texts in PLANTED.values() for text in texts] + [text for _, text in SOUND]),
    st.text(max_size=60),
    st.sampled_from(
        [
            " x ",
            "$",
            "\u2019",
            "\u00a0",
            "\x1c",
            "`",
            "\n",
            "\u00d7",
            "\t",
            "= ",
            "3 x 4 = 12",
            "<think>",
            "\u20ac5",
        ]
    ),
)


@pytest.fixture(scope="module")
def stored() -> bytes | None:
    pytest.importorskip("hyperscan")
    return screen.prepare()


@pytest.fixture
def screened(stored: bytes | None) -> Iterator[None]:
    screen.prepare(stored)
    yield
    screen.stop()


@pytest.mark.usefixtures("screened")
@given(st.lists(st.tuples(PIECES, st.integers(0, 400), st.integers(0, 400)), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_the_screen_leaves_out_finds_nothing(cuts: list[tuple[str, int, int]]) -> None:
    text = "".join(piece[min(a, b) : max(a, b)] for piece, a, b in cuts)
    read = reading.Reading(text, SUM, reading._pieces(text))
    views = {"text": [read.text, read.low], "prose": [read.prose, read.low_prose]}

    for view, texts in views.items():
        left_out = screen.impossible(view, texts[0])  # type: ignore[arg-type]
        for (pattern, flags), number in screen._watched[view].items():  # type: ignore[index]
            if number in left_out:
                assert all(re.search(pattern, each, flags) is None for each in texts)
    shelled = equations.shelled(read.uncoded)
    left_out = screen.impossible("plain", shelled)
    for (pattern, flags), number in screen._watched["plain"].items():
        assert number not in left_out or re.search(pattern, shelled, flags) is None


@pytest.mark.usefixtures("screened")
def test_findings_are_the_same_with_and_without_the_screen() -> None:
    texts = [text for texts in PLANTED.values() for text in texts] + [text for _, text in SOUND]
    screened = [[part.find(item(text)) for part in FILTERS.values()] for text in texts]
    screen.stop()
    reading.forget()

    assert [[part.find(item(text)) for part in FILTERS.values()] for text in texts] == screened


@given(
    st.lists(st.sampled_from([*"==12+-*/(),.%x\n\t ", "\\cdot", " = ", " 5 ", "<", ":="]), max_size=25).map(
        "".join
    )
)
@settings(max_examples=300, deadline=None)
def test_chains_are_those_of_the_pattern(text: str) -> None:
    assert list(equations.chains(text)) == [match.span() for match in equations.CHAIN.finditer(text)]


NUMERALS = st.one_of(st.integers(0, 9999).map(str), st.decimals(0, 99, places=2).map(str), st.just(".5"))


@given(st.lists(st.tuples(NUMERALS, st.sampled_from(["+", " - ", "*", " /"])), min_size=1, max_size=5))
@settings(max_examples=150, deadline=None)
def test_plain_arithmetic_has_the_value_that_the_parser_gives_it(terms: list[tuple[str, str]]) -> None:
    text = "".join(number + sign for number, sign in terms)[: -len(terms[-1][1])]
    quick, exact = equations._ratio(text), equations.value(text)

    assert not quick or exact is None or Fraction(*quick) == exact


def test_a_long_row_of_numbers_costs_no_more_than_its_length() -> None:
    row = item(trace("1 " * 20_000))

    assert all(part.find(row) is not None for part in FILTERS.values())


def test_the_command_line_does_not_load_the_filters_libraries() -> None:
    code = "import sys, verigen.cli.curate; print([m for m in ('phonenumbers', 'py3langid', 'numpy') if m in sys.modules])"

    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )
