"""The verifier of extractions: planted errors, normal forms, and which fact is at fault."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace

import pytest
from planted import KINDS, candidate, planted, problems, sentences

from verigen.core.types import Problem, Source
from verigen.domains.extract.reference import ExtractReference
from verigen.verifiers.fields.candidate import joined
from verigen.verifiers.fields.part import Fields

GRADER = Fields()
EVENT = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "day": {"type": "string", "format": "date"},
        "price": {"type": ["number", "null"]},
        "free_entry": {"type": "boolean"},
        "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    },
    "required": ["name", "day"],
}
FIELDS = {
    "name": "Book Fair",
    "day": "2026-03-12",
    "price": 1250.5,
    "free_entry": False,
    "tags": ["old", "new"],
}
TEXT = "The Book Fair is on {day}, {price} euros a stand, no free entry; tags: old and new."


def problem(fields=FIELDS, schema=EVENT, text=None) -> Problem:
    return Problem(
        id="p",
        domain="extract",
        prompt="Write.",
        reference=ExtractReference(fields=fields, json_schema=schema, text=text),
        family="p",
        source=Source(bank="b", licence="MIT"),
    )


def graded(text: str, read, **more):
    return GRADER.verify(problem(**more), candidate(joined(text, json.dumps(read))))


def test_no_planted_error_is_kept_and_every_honest_pair_is() -> None:
    seen: Counter[str] = Counter()
    rng, tried = random.Random(17), 0
    for each in problems(variants=24, seed=4):
        fields = each.reference.fields
        right = GRADER.verify(each, candidate(joined(sentences(fields), json.dumps(fields))))
        assert right.outcome == "correct", (sentences(fields), right.message)
        for kind in KINDS:
            made = planted(kind, fields, rng)
            if made is None or made == (fields, fields):
                continue
            stated, read = made
            verdict = GRADER.verify(each, candidate(joined(sentences(stated), json.dumps(read))))
            tried += 1
            seen[kind] += verdict.outcome == "correct"
            assert verdict.outcome == "correct" or verdict.message

    assert tried > 500
    assert sum(seen.values()) == 0, seen


@pytest.mark.parametrize(
    "day", ["2026-03-12", "12 March 2026", "March 12th, 2026", "12.3.2026", "the 12th of Mar. 2026"]
)
@pytest.mark.parametrize("price", ["1250.5", "1,250.50", "$1250.50"])
def test_dates_and_numbers_count_in_any_usual_form(day: str, price: str) -> None:
    assert graded(TEXT.format(day=day, price=price), FIELDS).outcome == "correct"


@pytest.mark.parametrize(
    ("day", "price", "reason", "named"),
    [
        ("03/12/2026", "1250.5", "fact_ambiguous", "two ways"),
        ("13 March 2026", "1250.5", "fact_missing", "/day"),
        ("12 March", "1250.5", "fact_missing", "/day"),
        ("12 March 2026", "1250", "fact_missing", "/price"),
        ("12 March 2026", "-1250.5", "fact_missing", "/price"),
        ("12 March 2026", "1250.5 (VAT 19 %)", "fact_unasked", "19"),
        ("12 March 2026 to 14 March 2026", "1250.5", "fact_unasked", "14 march 2026"),
    ],
)
def test_a_text_at_fault_is_undecided_and_names_the_fact(day, price, reason, named) -> None:
    verdict = graded(TEXT.format(day=day, price=price), FIELDS)

    assert (verdict.outcome, verdict.reason) == ("unverified", reason)
    assert named in verdict.message


@pytest.mark.parametrize(
    "read",
    [
        {**FIELDS, "price": 1250.50},
        {**FIELDS, "tags": ["new", "old"]},
        {**FIELDS, "name": " Book\u00a0Fair "},
    ],
)
def test_equal_values_in_other_forms_are_equal(read) -> None:
    assert graded(TEXT.format(day="12 March 2026", price="1250.5"), read).outcome == "correct"


@pytest.mark.parametrize(
    ("read", "reason"),
    [
        ({**FIELDS, "price": 125.05}, "misread"),
        ({**FIELDS, "price": "1250.5"}, "misread"),
        ({**FIELDS, "price": None}, "misread"),
        ({**FIELDS, "free_entry": 0}, "misread"),
        ({**FIELDS, "tags": ["old"]}, "misread"),
        ({**FIELDS, "day": "2026-12-03"}, "misread"),
        ({**FIELDS, "host": "Ann"}, "misread"),
        ({**FIELDS, "day": "20260312"}, "not_valid"),
        ([FIELDS], "not_json"),
    ],
)
def test_a_wrong_read_of_a_right_text_is_incorrect(read, reason) -> None:
    verdict = graded(TEXT.format(day="12 March 2026", price="1250.5"), read)

    assert (verdict.outcome, verdict.reason) == ("incorrect", reason)


def test_a_missing_field_equals_null_and_a_number_may_be_a_word() -> None:
    schema = {
        "type": "object",
        "properties": {"boxes": {"type": "integer"}, "due": {"type": ["string", "null"]}},
    }

    verdict = graded(
        "We send you three boxes.", {"boxes": 3}, fields={"boxes": 3, "due": None}, schema=schema
    )

    assert verdict.outcome == "correct"


def test_a_given_text_is_read_only_and_hostile_replies_do_not_raise() -> None:
    given = problem(text="The fair.")

    assert GRADER.verify(given, candidate(json.dumps(FIELDS))).outcome == "correct"
    assert GRADER.verify(given, candidate("```json\n" + json.dumps(FIELDS) + "\n```")).outcome == "correct"
    for reply in ("", "[" * 100_000, '{"a": NaN}', "\0", '{"name": 1e999999}', "{" * 50, '{"day": 5}'):
        verdict = GRADER.verify(given, candidate(reply))
        assert verdict.outcome == "incorrect", reply[:20]
    assert GRADER.verify(given, replace(candidate('{"name": "Bo'), finish="length")).outcome == "unverified"
