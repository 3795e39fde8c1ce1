"""Rows with numbers that nobody expects: each costs itself, never the job."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_problems import TEXTS, made

from samples import write_lines
from verigen.core import registry
from verigen.problems.mutate.mutators import limits
from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Problem

DECIMALS = (
    "A plant grows 0.123456789012345 meters in May and 0.111111111111111 meters in June. How many meters in all?",
    "<<0.123456789012345+0.111111111111111=0.234567900123456>>0.234567900123456\n#### 0.234567900123456",
)
STRANGE = {
    "fifteen digits": DECIMALS,
    "nothing below the line": ("Jo eats 6 apples and 2 more in 2/0 days. How many?", "<<6+2=8>>8\n#### 8"),
    "5,000 digits": (f"Jo eats 6 apples and 2 more in {'9' * 5000} days. How many?", "<<6+2=8>>8\n#### 8"),
    "5,000 digits below the line": (
        f"Jo eats 6 and 2 more in 1/{'9' * 5000} days. How many?",
        "<<6+2=8>>8\n#### 8",
    ),
    "400 digits": (
        f"Jo has {'7' * 400} apples and {'7' * 400} pears. How many?",
        f"<<{'7' * 400}-{'7' * 400}=0>>0\n#### 0",
    ),
    "a half surrogate": ("Jo has 6 \ud800 apples and gets 2 more. How many?", "<<6+2=8>>8\n#### 8"),
}
WORKERS = (
    "renumber",
    "rename",
    "rescale",
    "distract",
    "backward",
    "compose",
    "chain",
    "unknown",
    "coefficients",
    "underdetermine",
)


def tried(name: str, parent: Problem, others: Sequence[Problem]) -> object:
    """Changes, or the reason why there are none; whatever else is raised fails the test."""
    try:
        return list(islice(registry.make("mutator", name).changes(parent, 0, others), 2))
    except Refused as refused:
        return refused.reason


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize("name", WORKERS)
def test_a_strange_row_is_changed_or_refused(kind: str, name: str) -> None:
    parent = made(*STRANGE[kind])
    others = [made(*text, id_=other) for other, text in TEXTS.items()]
    for one, rest in ((parent, others), (others[0], [parent])):
        assert tried(name, one, rest)


def test_a_strange_row_ends_no_job(run, tmp_path) -> None:
    strange = [text for kind, text in STRANGE.items() if kind != "a half surrogate"]  # which JSON can't hold
    texts = [*strange, *TEXTS.values()]
    rows = ({"id": str(n), "question": q, "answer": a, "licence": "MIT"} for n, (q, a) in enumerate(texts))
    bank = write_lines(tmp_path / "b.jsonl", *rows)

    ended = run("mutate", bank, "--with", "renumber,distract", "--variants", 2, "--out", "m.jsonl")

    assert ended.code == 0, ended.err
    parents = {
        json.loads(line)["source"]["parent"] for line in (tmp_path / "m.jsonl").read_text().splitlines()
    }
    assert len(parents) >= len(TEXTS)


@given(st.integers(1, 10**18), st.integers(0, 18))
def test_numbers_that_differ_in_their_last_digit_have_a_weight_each(start: int, places: int) -> None:
    step = 1 / 10**places
    values = [(start + at) * step for at in range(4)]

    weights = list(limits._weights(values, step))

    assert weights[0] > 0
    assert weights == sorted(weights)


NUMBERS = st.one_of(
    st.integers(0, 10**20).map(str),
    st.decimals(0, 1000, places=15).map(str),
    st.sampled_from(
        ["1/0", "3/4", "0.0", "00012", "1,234", "12%", "$5", "1e5", "\u0663", "\u00bd", "two", "-4"]
    ),
)


@given(NUMBERS, NUMBERS, NUMBERS)
@settings(max_examples=60)
def test_whatever_numbers_a_row_holds_it_is_changed_or_refused(one: str, two: str, three: str) -> None:
    text = f"Jo has {one} apples, buys {two} more and walks {three} meters. How many apples has Jo now?"
    parent = made(text, f"<<{one}+{two}=5>>5\n#### 5")
    for name in ("renumber", "rescale", "backward", "distract"):
        assert tried(name, parent, ())
