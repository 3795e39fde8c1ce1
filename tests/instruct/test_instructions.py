"""The checks of instructions, and requests whose instructions can be followed together."""

from __future__ import annotations

import pytest

from verigen.core import registry, seeds
from verigen.core.errors import NoOwnAnswer, ReferenceFault
from verigen.core.types import Problem, Source
from verigen.domains.instruct.compose import composed
from verigen.domains.instruct.reference import InstructCheck, InstructReference
from verigen.problems import validate
from verigen.problems.banks.live import requests, wordings
from verigen.problems.banks.live.bank import FOLDERS, catalogue, families
from verigen.problems.validate import bare
from verigen.verifiers.instruct.part import CHECKS, InstructionVerifier, passes

EVERY = {
    family.name: family
    for folder in FOLDERS
    for entry in catalogue(folder).values()
    if entry.domain == "instruct"
    for family in families(entry).values()
}
SAID = "I don't know Mr. Smith. He lives in Rome!"
# kind, fields, a reply, whether it follows
CASES = [
    ("keywords", {"words": ("cat", "dog")}, "A Cat and a dog.", True),
    ("keywords", {"words": ("cat",)}, "A dog.", False),
    ("keywords", {"words": ("cat",)}, "A category.", None),
    ("keyword_count", {"text": "sea", "relation": "exactly", "count": 2}, "Sea, sea.", True),
    ("forbidden", {"words": ("cat",)}, "A category.", True),
    ("forbidden", {"words": ("cat",)}, "The CAT.", False),
    ("letter_count", {"text": "q", "relation": "at least", "count": 2}, "Quick quote", True),
    ("language", {"text": "de"}, "Das ist ein kurzer Satz auf Deutsch, wie man sieht.", True),
    ("language", {"text": "de"}, "This is a short sentence in English, as you can see.", False),
    ("language", {"text": "de"}, "Ja.", None),
    ("starts", {"text": "Dear reader,"}, "**Dear reader,** hello.", True),
    ("ends", {"text": "The end."}, "It was so. The end.", True),
    ("ends", {"text": "The end."}, "The end. Bye.", False),
    ("quoted", {}, '"Hello."', True),
    ("quoted", {}, '"Hello." he said', False),
    ("postscript", {"text": "P.S."}, "Hello.\n\nP.S. Bye.", True),
    ("postscript", {"text": "P.S."}, "Hello. No postscript", False),
    ("postscript", {"text": "P.S."}, "Hello. It was late. P.S. Bye.", None),
    ("postscript", {"text": "P.S."}, "Hello.\nP.P.S. Bye.", False),
    ("keyword_count", {"text": " sea ", "relation": "exactly", "count": 2}, "Sea, sea.", True),
    ("placeholders", {"relation": "at least", "count": 2}, "[name] of [city]", True),
    ("choice", {"words": ("yes", "no")}, "Yes.", True),
    ("choice", {"words": ("yes", "no")}, "Yes and no.", False),
    ("repeated", {"text": "Tell me a joke."}, "Tell me a joke.\n\nKnock, knock.", True),
    ("repeated", {"text": "Tell me a joke."}, "Knock, knock.", False),
    ("first_word", {"text": "once", "count": 2, "place": 2}, "A.\n\nOnce more.", True),
    ("first_word", {"text": "once", "count": 2, "place": 2}, "Once.\n\nMore.", False),
    ("words", {"relation": "at most", "count": 9}, SAID, None),
    ("words", {"relation": "at most", "count": 10}, SAID, True),
    ("words", {"relation": "at least", "count": 20}, SAID, False),
    ("sentences", {"relation": "exactly", "count": 2}, SAID, None),
    ("sentences", {"relation": "at least", "count": 2}, SAID, True),
    ("paragraphs", {"relation": "exactly", "count": 2}, "One.\n\nTwo.", True),
    ("divided", {"relation": "exactly", "count": 2, "text": "***"}, "One.\n***\nTwo.", True),
    ("divided", {"relation": "exactly", "count": 2, "text": "***"}, "***\nOne.\n***\nTwo.\n***", True),
    ("divided", {"relation": "exactly", "count": 2, "text": "***"}, "One.\n***\nTwo.\n***\n***", False),
    ("two", {}, "******\nOne.\n******\n******\nTwo.\n******", False),
    ("bullets", {"relation": "exactly", "count": 2}, "* one\n*(no space) two", None),
    ("bullets", {"relation": "exactly", "count": 2}, "- one\n* two", True),
    ("bullets", {"relation": "exactly", "count": 1}, "-----\none", False),
    ("numbered", {"relation": "exactly", "count": 2}, "1. one\n2. two", True),
    ("numbered", {"relation": "exactly", "count": 2}, "1. one\n1. two", False),
    ("headings", {"relation": "exactly", "count": 1}, "# Head\ntext", True),
    ("highlights", {"relation": "exactly", "count": 2}, "*one* and **two**", True),
    ("sections", {"relation": "at least", "count": 2, "text": "Part"}, "Part 1\na\n\nPart 2\nb", True),
    ("json", {}, '```json\n{"a": 1}\n```', True),
    ("json", {}, "17", None),
    ("json", {}, "a: 1", False),
    ("title", {}, "<<Head>>\ntext", True),
    ("two", {}, "One.\n******\nTwo.", True),
    ("two", {}, "One.\n******\nOne.", False),
    ("upper", {}, "ALL OF IT", True),
    ("lower", {}, "not All", False),
    ("capitals", {"relation": "exactly", "count": 1}, "a BIG one", True),
    ("capitals", {"relation": "exactly", "count": 1}, "I am BIG", None),
    ("no_comma", {}, "one, two", False),
    ("no_digits", {}, "one 2", False),
]  # fmt: skip


def problem(*checks: InstructCheck) -> Problem:
    reference = InstructReference(checks=checks)
    return Problem(
        id="p",
        domain="instruct",
        prompt="Write.",
        reference=reference,
        family="p",
        source=Source(bank="b", licence="MIT"),
    )


@pytest.mark.parametrize(("kind", "fields", "text", "follows"), CASES)
def test_a_check_finds_what_a_reader_finds(kind: str, fields: dict, text: str, follows) -> None:
    assert passes(InstructCheck(kind=kind, **fields), text) is follows


def test_every_kind_of_check_has_a_case_and_words() -> None:
    assert {kind for kind, *_ in CASES} == CHECKS.keys() == wordings.ENGLISH.keys()


def test_a_reply_is_correct_if_it_follows_all_and_incorrect_if_it_breaks_one() -> None:
    asked = problem(InstructCheck(kind="no_comma"), InstructCheck(kind="words", relation="at least", count=6))

    outcomes = [
        InstructionVerifier().verify(asked, bare("c", asked, text))
        for text in ("one two three four five six", "one, two three four five six", "I don't know it all", "")
    ]

    assert [each.outcome for each in outcomes] == ["correct", "incorrect", "unverified", "incorrect"]
    assert outcomes[1].reason == "no_comma"


@pytest.mark.parametrize("text", ["I don't know.", "9 " * 50, "\0", "Sure."])
def test_what_answers_nothing_is_incorrect_though_it_breaks_no_instruction(text: str) -> None:
    asked = problem(InstructCheck(kind="no_comma"))

    assert InstructionVerifier().verify(asked, bare("c", asked, text)).reason == "too_short"


def test_the_thinking_is_not_part_of_the_reply() -> None:
    asked = problem(InstructCheck(kind="no_comma"))

    assert (
        InstructionVerifier()
        .verify(asked, bare("c", asked, "<think>a, b</think>\n\nSo it is in the end."))
        .outcome
        == "correct"
    )


def test_an_unknown_check_is_a_fault_of_the_reference() -> None:
    with pytest.raises(ReferenceFault, match="no check rhymes"):
        InstructionVerifier().check(problem(InstructCheck(kind="rhymes")))


@pytest.mark.parametrize("name", EVERY)
def test_a_request_of_every_level_passes_validation(name: str) -> None:
    domain = registry.make("domain", "instruct")
    with registry.make("verifier", "instructions").open() as grader:
        for level in EVERY[name].levels:
            draw = EVERY[name].at(level).draw(seeds.rng(3, "laws", name, level))
            drawn = Problem(
                id=name, domain="instruct", prompt=draw.prompt, reference=draw.reference,
                family=name, source=Source(bank="laws", licence="CC0-1.0"),
            )  # fmt: skip

            assert validate.fault(drawn, domain, grader) is None


def test_contradictions_are_never_drawn_together() -> None:
    upper, lower = InstructCheck(kind="upper"), InstructCheck(kind="lower")
    banned, wanted = (
        InstructCheck(kind="forbidden", words=("sea",)),
        InstructCheck(kind="keywords", words=("sea",)),
    )
    few = InstructCheck(kind="words", relation="at most", count=3)
    many = InstructCheck(kind="words", relation="at least", count=9)

    assert not requests.fit([upper, lower])
    assert not requests.fit([banned, wanted])
    with pytest.raises(NoOwnAnswer):
        composed(InstructReference(checks=(few, many)))


def test_the_bank_and_the_suite_share_no_family() -> None:
    train, held = (
        families(catalogue(folder)[name])
        for folder, name in (("problem_banks", "instruct-core"), ("benchmarks/suites", "instruct-bench"))
    )

    assert not train.keys() & held.keys()
