"""Texts in other languages: every fact is looked for in the forms of the language."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace

import pytest
import spoken
from planted import KINDS, candidate, planted
from test_fields import EVENT, FIELDS, GRADER, problem

from verigen.core import registry
from verigen.core.errors import UserError
from verigen.problems.banks import find
from verigen.verifiers.fields.candidate import joined
from verigen.verifiers.fields.inline import inlined
from verigen.verifiers.fields.tongues import known


def drawn(language: str, variants: int, seed: int):
    bank = f"fields:all,variants={variants},seed={seed},language={language},locale={spoken.LOCALES[language]}"
    return list(find.find(bank, "extract", licence=None, split="train").problems())


@pytest.mark.parametrize("language", spoken.LOCALES)
def test_no_planted_error_is_kept_in_another_language_and_right_pairs_are(language: str) -> None:
    rng, seen, tried, right = random.Random(language), Counter[str](), 0, Counter[str]()
    for each in drawn(language, 9, 5):
        fields, forms = each.reference.fields, spoken.forms_of(inlined(each.reference.json_schema))
        text = spoken.sentences(fields, forms, language, rng)
        found = GRADER.verify(each, candidate(joined(text, json.dumps(fields))))
        right[found.outcome] += 1
        for kind in KINDS:
            made = planted(kind, fields, rng)
            if made is None or made == (fields, fields):
                continue
            stated, read = made
            wrong = spoken.sentences(stated, forms, language, rng)
            verdict = GRADER.verify(each, candidate(joined(wrong, json.dumps(read))))
            tried += 1
            seen[kind] += verdict.outcome == "correct"

    assert tried > 200
    assert sum(seen.values()) == 0, seen
    assert right["incorrect"] == 0
    assert right["correct"] >= 0.99 * right.total(), right


@pytest.mark.parametrize("language", spoken.LOCALES)
def test_the_answer_of_a_drawn_problem_in_another_language_is_right(language: str) -> None:
    domain = registry.make("domain", "extract")
    for each in drawn(language, 3, 2):
        assert GRADER.verify(each, candidate(domain.own_answer(each))).outcome == "correct", each.prompt


@pytest.mark.parametrize(
    ("language", "text", "reason"),
    [
        ("German", "Book Fair am 12. März 2026, Stand 1.250,50 €, freier Eintritt: nein; old, new.", "equal"),
        ("German", "Book Fair am 12.3.2026, Stand 1250,5 €, kein freier Eintritt; old, new.", "equal"),
        ("German", "Book Fair am 12. Mai 2026, Stand 1.250,50 €, freier Eintritt: nein; old, new.", "fact_missing"),
        ("German", "Book Fair am 12. März 2026, Stand 1,250.50 €, freier Eintritt: nein; old, new.", "equal"),
        ("German", "Book Fair am 12. März 2026, Stand 1,250 €, freier Eintritt: nein; old, new.", "fact_missing"),
        ("German", "Book Fair am 12. März 2026, Stand 1.250,50 €; old, new.", "fact_missing"),
        ("French", "Book Fair le 12/03/2026, 1\u202f250,50 €, entrée gratuite : non ; old, new.", "equal"),
        ("French", "Book Fair le 03/12/2026, 1\u202f250,50 €, entrée gratuite : non ; old, new.", "fact_missing"),
        ("French", "Book Fair le 12 mars 2026, 1\u202f250,50 € (TVA 20 %), pas d'entrée libre ; old, new.", "fact_unasked"),
        ("Polish", "Book Fair 12 marca 2026, 1 250,50 zł, wstęp wolny: nie; old, new.", "equal"),
        ("Spanish", "Book Fair el 12 de marzo de 2026, 1.250,50 €, entrada libre: no; old, new.", "equal"),
        ("Turkish", "Book Fair 12 Mart 2026, 1.250,50 TL, giriş ücretsiz değil; old, new.", "equal"),
    ],
)  # fmt: skip
def test_dates_numbers_and_yes_no_are_read_as_the_language_writes_them(language, text, reason) -> None:
    posed = problem()
    posed = replace(posed, reference=replace(posed.reference, language=language))

    assert GRADER.verify(posed, candidate(joined(text, json.dumps(FIELDS)))).reason == reason


def test_a_language_that_can_not_be_checked_is_named() -> None:
    with pytest.raises(UserError, match="no text in 'Klingon' can be checked"):
        find.find("fields:event,language=Klingon", "extract", licence=None, split="train")

    assert set(spoken.LOCALES) | {"English"} == set(known())
    assert EVENT["required"] == ["name", "day"]
