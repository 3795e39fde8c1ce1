"""Formulas between double dollar signs are no disguised words."""

from __future__ import annotations

import pytest

from samples import make_graded
from verigen.core import registry


@pytest.mark.parametrize("last", ["4", "a", "5", "455", "k", "f"])
def test_the_end_of_a_displayed_formula_hides_no_word(last: str) -> None:
    text = f"<think>\nThe exponent is {last}. $$\\log_{{8}} 16 = {last}$$ so it is {last}.\n</think>\n\n$$y = {last}$$"

    assert registry.make("filter", "toxic").find(make_graded(0, "correct", text=text)) == []


def test_a_disguised_word_is_found_beside_a_formula() -> None:
    text = "<think>\nYou are an id10t. $$x = 4$$ and $$y = 5$$\n</think>\n\n\\boxed{5}"

    assert registry.make("filter", "toxic").find(make_graded(0, "correct", text=text))
