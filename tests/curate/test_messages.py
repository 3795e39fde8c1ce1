"""Filters look at every message of a conversation's record."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import make_graded, write_lines
from tests.curate.cases import PLANTED
from tests.curate.test_curate import lines, sampled, verigen
from verigen.core import registry
from verigen.core.findings import Finding
from verigen.core.graded import Graded
from verigen.core.turns import Act, Ask, Turn
from verigen.core.types import Completion, Execution, Message, Output
from verigen.dataset.curate.order import CHAIN
from verigen.dataset.filters import messages
from verigen.dataset.formats import lineage
from verigen.domains.math.cells import replay

PARTS = {name: registry.make("filter", name) for name in CHAIN}
PRINTED = ("pii", "secret", "toxic", "identity")
WRITTEN = (*PRINTED, "leak", "language", "loop", "gibberish")
MAIL = "m.okafor@" + "brightmail.net"
IN_PROGRAM = {"pii": MAIL, "secret": "AKIA" + "Q7ZP2LMX9VKC4TNB"}
CELLS = ("x = 17 + 25\nprint(x)", "print(x + 1)", "y = x - 1\ny")
SAID = ("I add the two numbers first.", "Then I look at the next number.", "And I check the one before it.")


def bare(kind: str, number: int) -> str:
    """The planted words alone, without the thinking around them."""
    text = PLANTED[kind][number % len(PLANTED[kind])]
    return text.replace("<think>\n", "").replace("\n</think>", "")


def conversation(said: list[str], cells: list[str], outputs: list[str]) -> Graded:
    """A candidate of math-tool that ran these cells."""
    asked = Ask(messages=(Message(role="user", content="?"),))
    turns: list[Turn] = []
    for text, cell, output in zip(said, cells, outputs, strict=True):
        reply = Completion(text=f"{text}\n\n```python\n{cell}\n```", finish="stop", prompt_tokens=1, tokens=1)
        ran = Execution(outputs=[Output(stdout=output)])
        turns += [Turn(asked=asked, sent=reply), Turn(asked=Act(job=replay([cell])), sent=ran)]
    item = make_graded(0, "correct", text="The sum is 42, so it is \\boxed{42}.")
    return replace(item, problem=replace(item.problem, domain="math-tool"), turns=tuple(turns))


def found(item: Graded) -> list[Finding]:
    """The findings of the default chain in the messages before the answer."""
    return [
        one.named(each)
        for one in messages.earlier(item)
        for part in PARTS.values()
        if one.item.said_by in messages.roles(part)
        for each in part.find(one.item)
    ]


@given(
    where=st.sampled_from(("said", "cell", "output")),
    at=st.integers(0, 2),
    number=st.integers(0, 9),
    data=st.data(),
)
def test_a_defect_in_any_message_is_found_and_its_message_named(
    where: str, at: int, number: int, data: Any
) -> None:
    kind = data.draw(st.sampled_from({"said": WRITTEN, "cell": tuple(IN_PROGRAM), "output": PRINTED}[where]))
    said, cells, outputs = list(SAID), list(CELLS), ["42", "43", "41"]
    words = bare(kind, number)
    if where == "said":
        said[at] = f"{said[at]} {words}"
    elif where == "cell":
        cells[at] = f"# {IN_PROGRAM[kind]}\n{cells[at]}"
    else:
        outputs[at] = words

    seen = found(conversation(said, cells, outputs))

    field = f"messages[{1 + 2 * at + (where == 'output')}]"
    assert (kind, field) in {(each.reason, each.field) for each in seen}
    assert {each.field for each in seen} == {field}


def test_a_sound_conversation_has_no_finding_whatever_its_programs_print() -> None:
    odd = ["True\n" * 20, "[[0, 0, 0], [0, 0, 0]]\n" * 5, "{'a': 7, 'b': 837871, 'c': 0}"]

    assert found(conversation(list(SAID), list(CELLS), odd)) == []


def test_a_chat_token_that_a_program_prints_is_found() -> None:
    (seen,) = found(conversation(list(SAID), list(CELLS), ["42", "<|im" + "_end|>", "41"]))

    assert (seen.reason, seen.field) == ("structure", "messages[4]")


def test_every_message_of_a_record_but_question_and_answer_is_looked_at_once() -> None:
    item = conversation(list(SAID), list(CELLS), ["42", "43", "41"])
    rows, _ = lineage.shown(item)

    looked = messages.earlier(item)

    assert [one.field for one in looked] == [f"messages[{place}]" for place in range(1, len(rows) - 1)]
    for one, row in zip(looked, rows[1:-1], strict=True):
        assert row["content"] in one.item.candidate.text
        for call in row.get("tool_calls", ()):
            assert json.loads(call["function"]["arguments"])["code"] in one.item.candidate.text


@pytest.mark.parametrize("arguments", ['{"text": "%s"}', '{"a": [{"b": "%s"}]}', "%s", '{"%s'])
def test_the_arguments_of_a_call_are_read_in_any_form(arguments: str) -> None:
    item = make_graded(0, "correct")
    call = {"type": "function", "function": {"name": "send", "arguments": arguments % MAIL}}
    rows = [
        {"role": "user", "content": "?"},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "assistant", "content": item.candidate.text},
    ]

    (one,) = messages.of(item, rows)

    assert [each.reason for each in PARTS["pii"].find(one.item)] == ["pii"]


def talked(folder: Path, domain: str, answers: dict[str, list[str]], *more: str) -> Path:
    """A run of a domain with turns whose two problems have these answers, by a part of what is asked last."""
    rows = [
        {
            "id": f"p{n}", "domain": "math", "prompt": f"What is 17 + 25, for {who}?", "reference": {"answer": "42"},
            "source": {"bank": "ours", "licence": "MIT"},
        }
        for n, who in enumerate(("Ann", "Bob"))
    ]  # fmt: skip
    bank, script = write_lines(folder / "bank.jsonl", *rows), folder / "script.json"
    script.write_text(json.dumps({"answers": answers}))
    words = ("--domain", domain, "--bank", bank, "--teacher", f"scripted:{script}", "--n", 1, *more)
    assert verigen("sample", *words, "--out", folder / "run") == 0
    return folder / "run"


@pytest.fixture(scope="module")
def tooled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bob's first cell holds an e-mail address; the answers are the same."""
    cell = "I add the two numbers.\n\n```python\nwho = '{}'\nprint(17 + 25)\n```"
    answers = {
        "for Ann?": [cell.format("Ann")],
        "for Bob?": [cell.format(MAIL)],
        "```output": ["The sum is 42, so it is \\boxed{42}."],
    }
    return talked(tmp_path_factory.mktemp("tooled"), "math-tool", answers)


def test_a_conversation_with_a_defect_in_an_earlier_turn_is_left_out_with_the_message(
    tooled: Path, tmp_path: Path
) -> None:
    assert (
        verigen("curate", tooled, "--out", tmp_path / "set", "--format", "sft", "--format", "segments") == 0
    )

    (row,) = lines(tmp_path / "set/dropped.jsonl")
    assert (row["problem"], row["reason"]) == ("p1", "pii")
    assert row["shown"].startswith("messages[1]: ")
    assert MAIL not in row["shown"]
    for name in ("sft", "segments"):
        assert [each["problem_id"] for each in lines(tmp_path / f"set/{name}/train.jsonl")] == ["p0"]


def test_an_earlier_message_is_not_redacted_but_the_candidate_left_out(tooled: Path, tmp_path: Path) -> None:
    assert verigen("curate", tooled, "--out", tmp_path / "set", "--on", "pii=redact") == 0

    (row,) = lines(tmp_path / "set/dropped.jsonl")
    assert (row["problem"], row["stage"]) == ("p1", "redact")
    assert row["shown"].startswith("only the answer can be redacted, not messages[1]: ")


def test_a_failed_try_is_looked_at(tmp_path: Path) -> None:
    wrong = "It is \\boxed{41}."
    answers = {
        "for Ann?": [wrong],
        "for Bob?": [f"Write to {MAIL} about it. {wrong}"],
        "not right": ["17 + 25 = 42, so it is \\boxed{42}."],
    }
    run = talked(tmp_path, "math-repair", answers, "--critic", "verifier")

    assert (
        verigen(
            "curate", run, "--out", tmp_path / "set", "--format", "repair", "--without", "empty_reasoning"
        )
        == 0
    )

    assert [(row["problem"], row["reason"]) for row in lines(tmp_path / "set/dropped.jsonl")] == [
        ("p1", "pii")
    ]
    assert [row["problem_id"] for row in lines(tmp_path / "set/repair/train.jsonl")] == ["p0"]


def test_a_real_conversation_with_a_defect_in_an_earlier_turn_is_refused(
    tooled: Path, tmp_path: Path
) -> None:
    def talk(first: str) -> dict[str, Any]:
        said = (
            ("user", "How much is 40 and 2?"),
            ("assistant", first),
            ("user", "And why?"),
            ("assistant", "It is 40 + 2 = 42."),
        )
        return {"messages": [{"role": role, "content": content} for role, content in said]}

    real = write_lines(tmp_path / "real.jsonl", talk("It is 42."), talk(f"Ask {MAIL} about it."))
    words = ("--real", real, "--real-licence", "MIT", "--min-real", "0.1")

    assert verigen("curate", tooled, "--out", tmp_path / "set", *words) == 0

    text = (tmp_path / "set/sft/train.jsonl").read_text()
    assert "And why?" in text
    assert MAIL not in text


LINEAGES: list[tuple[dict[str, Any], bool]] = [
    ({}, False),  # a bank's own
    ({"depth": 1, "mutator": "renumber", "parent": "q"}, False),
    ({"depth": 1, "mutator": "rename+distract", "parent": "q"}, False),
    ({"depth": 1, "mutator": "rephrase", "parent": "q"}, True),
    ({"depth": 1, "mutator": "persona:novice", "parent": "q"}, True),
    ({"depth": 2, "mutator": "renumber", "parent": "q/rephrase/0"}, True),
    ({"depth": 1, "mutator": "play-output", "parent": "q"}, True),
    ({"depth": 1, "parent": "q"}, True),  # posed by a candidate
]


def lineage_of(item: Graded, prompt: str, source: dict[str, Any]) -> Graded:
    problem = item.problem
    return replace(item, problem=replace(problem, prompt=prompt, source=replace(problem.source, **source)))


@pytest.mark.parametrize(("source", "looked"), LINEAGES)
@pytest.mark.parametrize("kind", [*PRINTED, "loop", "gibberish"])
def test_a_defect_in_a_question_is_found_if_a_teacher_wrote_it(
    kind: str, source: dict[str, Any], *, looked: bool
) -> None:
    for number in range(len(PLANTED[kind])):
        prompt = f"Nora has 17 apples and buys 25. {bare(kind, number)}\nHow many apples has she now?"
        asked = messages.question(lineage_of(make_graded(0, "correct"), prompt, source))

        seen = [asked.named(each) for each in PARTS[kind].find(asked.item)] if asked else []

        assert {(each.reason, each.field) for each in seen} == ({(kind, "prompt")} if looked else set())


def test_curate_leaves_out_the_candidates_of_a_question_with_a_defect(tmp_path: Path) -> None:
    """Also under redaction, which would make another problem; the shown excerpt is masked."""
    written = {"depth": 1, "mutator": "rephrase", "parent": "q"}
    prompts = [f"Write to {MAIL}. Which number is 4{n} minus {n + 1}?" for n in range(3)]
    rows = [
        (prompt, [f"<think>\n4{n} - {n + 1}\n</think>\n\n\\boxed{{42}}."]) for n, prompt in enumerate(prompts)
    ]
    made, own = sampled(tmp_path, rows[:2], "made", **written), sampled(tmp_path, rows[2:], "own")

    assert verigen("curate", made, own, "--out", tmp_path / "set", "--held-out", 0, "--on", "pii=redact") == 0
    dropped = lines(tmp_path / "set" / "dropped.jsonl")

    assert [(each["candidate"], each["stage"]) for each in dropped] == [
        ("p0#0", "redact"),
        ("p1#0", "redact"),
    ]
    assert all("not prompt: " in each["shown"] and MAIL not in each["shown"] for each in dropped)
