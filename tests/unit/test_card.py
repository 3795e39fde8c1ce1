"""What a dataset card says of the problems behind its records."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samples import make_graded
from verigen.dataset.card import Seen

QUESTIONS = {
    "en": "How many apples does Tom have if he buys 3 and eats 1?",
    "fr": "Combien de pommes Tom a-t-il s'il en achète 3 et en mange une ?",
    "ru": "Сколько яблок у Тома, если он купил 3 и съел одно?",  # noqa: RUF001 - Russian
    "ja": "トムはりんごを3個買いました。りんごは何個ありますか。",
}


@pytest.mark.parametrize("code", QUESTIONS)
def test_the_language_is_the_problems_own(code: str) -> None:
    item = make_graded(0, "correct")
    asked = replace(item, problem=replace(item.problem, prompt=QUESTIONS[code]))
    seen = Seen()

    assert list(seen.over([[asked]])) == [[asked]]

    assert seen.languages == [code]


def test_a_formula_is_in_no_language() -> None:
    item = make_graded(0, "correct")
    seen = Seen()

    list(seen.over([[replace(item, problem=replace(item.problem, prompt="2+3=?"))]]))

    assert (seen.languages, seen.licences) == ([], [item.problem.source.licence])
