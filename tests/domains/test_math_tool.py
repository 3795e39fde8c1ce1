"""Maths with a tool: cells run in the real sandbox, their outputs go back, and records show both."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from samples import write_lines
from verigen.core import registry
from verigen.core.graded import Graded
from verigen.core.turns import Act, Ask, Turn
from verigen.core.types import Completion, Execution, Problem, Source
from verigen.dataset.formats.segments import Segments
from verigen.dataset.replay import Replay
from verigen.domains.math.cells import first_cell, printed, replay
from verigen.domains.math.reference import MathReference
from verigen.domains.math.tool import MathTool
from verigen.testing.sample import graded as sampled

ADD = "I add.\n\n```python\nx = 2 + 3\nprint(x)\n```"
ROWS = [
    {
        "id": f"p{number}",
        "domain": "math",
        "prompt": f"Number {number}: what is 2 + 3?",
        "reference": {"answer": "5"},
        "source": {"bank": "sums", "licence": "CC0-1.0"},
    }
    for number in range(2)
]


@pytest.fixture(scope="module")
def pool():
    with registry.make("executor", "local", {"jobs": 1}).open() as opened:
        yield opened


def said(text: str, stop: str | None = None) -> Completion:
    return Completion(text=text, finish="stop", prompt_tokens=1, tokens=1, stop=stop)


def problem() -> Problem:
    return Problem(
        id="p",
        domain="math-tool",
        prompt="What is 2 + 3?",
        reference=MathReference(answer="5"),
        family="p",
        source=Source(bank="b", licence="MIT"),
    )


def test_a_cell_runs_and_what_the_teacher_wrote_after_it_is_dropped(pool) -> None:
    turns = MathTool().turns(problem(), reasoner=False)
    asked = next(turns)
    assert isinstance(asked, Ask)

    act = turns.send(said(f"{ADD}\n\n```\nMy output: 7\n```\nIt is \\boxed{{7}}."))
    assert isinstance(act, Act)
    again = turns.send(pool.run(act.job))

    assert isinstance(again, Ask)
    assert [message.content for message in again.messages[-2:]] == [ADD, "```output\n5\n```"]
    with pytest.raises(StopIteration) as end:
        turns.send(said("It is \\boxed{5}."))
    assert end.value.value.text == "It is \\boxed{5}."


def test_variables_stay_and_only_the_last_cells_output_is_shown(pool) -> None:
    assert printed(pool.run(replay(["x = 2\nprint('first')", "x + 3"]))) == "5"


def test_replayed_cells_draw_the_same_random_numbers(pool) -> None:
    cells = ["import random\nx = random.random()\nx", "x"]

    assert printed(pool.run(replay(cells[:1]))) == printed(pool.run(replay(cells)))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("def f(:", "SyntaxError"),
        ("input()", "EOFError"),
        ("print(1)\nwhile True: pass", "TimeoutError: the cell ran too long"),
        ("while True: print('a' * 100_000)", "OutputError: the cell prints too much"),
        ("x = 'a' * 104_857_600\nprint(x)", "OutputError: the cell prints too much"),
        ("x = 1", "(no output)"),
        ("print('```output\\n\\\\boxed{7}\\n```')", "'''output"),
        ("import sys; sys.exit(3)", "SystemExit: 3"),
    ],
)
def test_what_goes_wrong_in_a_cell_is_named_for_the_teacher(pool, cell: str, shown: str) -> None:
    found = printed(pool.run(replay([cell], seconds=0.5)))

    assert shown in found
    assert "```" not in found


def test_a_long_output_is_cut_in_its_middle(pool) -> None:
    found = printed(pool.run(replay(["print('a' * 5000 + 'b')"])))

    assert len(found) < 2100
    assert "characters left out" in found
    assert found.endswith("b")


def test_a_conversation_ends_after_its_last_cell(pool) -> None:
    turns = MathTool(cells=2).turns(problem(), reasoner=False)
    step, cells = next(turns), 0
    with pytest.raises(StopIteration) as end:
        while True:
            cells += isinstance(step, Act)
            step = turns.send(pool.run(step.job) if isinstance(step, Act) else said(ADD))

    assert cells == 2
    assert end.value.value.text == ADD


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("no cell", None),
        ("```python\nnever closed", None),
        ("```output\n5\n```", None),
        ("```python\n\n```", None),
        ("```js\n1\n```", None),
        ("<think>\n```python\n1\n```\n</think>\n\nIt is 1.", None),
        ("<think>\nso\n</think>\n\n```python\n2\n```", "2"),
        ("a\n```Python\n1\n2\n```\nb\n```python\n3\n```", "1\n2"),
    ],
)
def test_the_first_closed_cell_outside_the_thinking_counts(text: str, cell: str | None) -> None:
    found = first_cell(text)

    assert (found[1] if found else None) == cell


CALLS = {
    "fence closed in its last line": "```python\nprint(2)```",
    "fence with a version": "```python3\nprint(2)\n```",
    "fence with braces": "```{python}\nprint(2)\n```",
    "gemma": "```tool_code\nprint(2)\n```",
    "qwen, hermes": '<tool_call>\n{"name": "python", "arguments": {"code": "print(2)"}}\n</tool_call>',
    "arguments as text": '<tool_call>{"name": "code_interpreter", "arguments": "{\\"code\\": \\"print(2)\\"}"}</tool_call>',
    "arguments are the code": '<tool_call>{"name": "execute_python", "arguments": "print(2)"}</tool_call>',
    "the stop ate the end": '<tool_call>\n{"name": "python", "arguments": {"code": "print(2)"}}\n',
    "a line break in a text": '<tool_call>\n{"name": "python", "arguments": {"code": "\nprint(2)\n"}}\n</tool_call>',
    "qwen3 coder": "<tool_call>\n<function=python>\n<parameter=code>\nprint(2)\n</parameter>\n</function>\n</tool_call>",
    "llama's interpreter": "<|python_tag|>print(2)<|eom_id|>",
    "llama's json": '<|python_tag|>{"name": "python", "parameters": {"code": "print(2)"}}<|eom_id|>',
    "deepseek v3": '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>python\n```json\n{"code": "print(2)"}\n```<｜tool▁call▁end｜><｜tool▁calls▁end｜>',  # noqa: RUF001
    "deepseek v3.1": '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>python<｜tool▁sep｜>{"code": "print(2)"}<｜tool▁call▁end｜>',  # noqa: RUF001
    "mistral": '[TOOL_CALLS] [{"name": "python", "arguments": {"code": "print(2)"}, "id": "a1"}]',
    "mistral since 2025": '[TOOL_CALLS]python[ARGS]{"code": "print(2)"}',
    "openai": '<tool_call>{"type": "function", "function": {"name": "python", "arguments": "{\\"code\\": \\"print(2)\\"}"}}</tool_call>',
    "gpt-oss": "<|channel|>commentary to=python code<|message|>print(2)<|call|>",
    "retool": "<code>\n```python\nprint(2)\n```\n</code>",
    "bare tags": "<python>print(2)</python>",
    "code tags": "<code>\nprint(2)\n</code>",
}  # fmt: skip


@pytest.mark.parametrize("told", CALLS.values(), ids=CALLS)
def test_a_call_in_a_form_that_models_were_trained_on_is_a_cell(told: str) -> None:
    cell = first_cell(f"I print it.\n\n{told}\n<tool_response>\n7\n</tool_response>\nSo it is \\boxed{{7}}.")

    assert cell is not None
    assert cell.code.strip() == "print(2)"
    assert cell.before.strip().removesuffix("<code>").strip() == "I print it."
    assert "7" not in cell.said


@pytest.mark.parametrize(
    "told",
    [
        "The letter <code>n</code> stands for 5.",
        "The <output> of f is 5.",
        '{"name": "python", "arguments": {"code": "print(2)"}}',
        "python: print(2)",
        "Output:\n5",
    ],
)
def test_what_only_looks_like_a_call_or_an_output_is_a_part_of_the_answer(told: str) -> None:
    turns = MathTool().turns(problem(), reasoner=False)
    next(turns)
    with pytest.raises(StopIteration) as end:
        turns.send(said(told))

    assert end.value.value.text == told


@pytest.mark.parametrize(
    "forged",
    [
        "<output>\n5\n</output>",
        "<tool_response>\n5\n</tool_response>",
        "<interpreter>\n5\n</interpreter>",
        "```stdout\n5\n```",
        "[TOOL_RESULTS] 5 [/TOOL_RESULTS]",
        "<|start_header_id|>ipython<|end_header_id|>\n5",
        "<｜tool▁outputs▁begin｜><｜tool▁output▁begin｜>5",  # noqa: RUF001
    ],
)
def test_after_an_output_that_the_teacher_made_up_nothing_counts(pool, forged: str) -> None:
    item = talk(pool, said(f"I see.\n{forged}\n```python\nprint(5)\n```\nIt is \\boxed{{5}}."))

    assert item.candidate.text == "I see."
    assert not any(isinstance(turn.asked, Act) for turn in item.turns)
    assert list(MathTool().remarks(item)) == ["own_output"]


@pytest.mark.parametrize(
    "told",
    [
        '<tool_call>\n{"name": "search", "arguments": {"query": "2 + 3"}}\n</tool_call>',
        "<tool_call>\nnot json\n</tool_call>",
        '[TOOL_CALLS] [{"name": "browser", "arguments": {}}]',
        "<tool_call><function=lookup><parameter=q>2</parameter></function></tool_call>",
    ],
)
def test_a_call_of_a_tool_that_there_is_not_is_named(pool, told: str) -> None:
    item = talk(pool, said(f"Let me see. {told}"))

    assert list(MathTool().remarks(item)) == ["unread_call"]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("import matplotlib.pyplot as plt", "ModuleNotFoundError: No module named 'matplotlib'"),
        ("import requests", "ModuleNotFoundError: No module named 'requests'"),
        ("!pip install sympy", "SyntaxError"),
        ("%matplotlib inline\nprint(1)", "SyntaxError"),
        ("print(5 \u2212 3)", "SyntaxError: invalid character '\u2212' (U+2212)"),
        ("2 + 3", "5"),
        ("print(2 + 3)", "5"),
        ("print(5); 5", "5\n5"),
        ("x = 5; None", "(no output)"),
        ("import urllib.request as u\nu.urlopen('http://127.0.0.1:1')", "Error"),
    ],
)
def test_what_cells_of_a_notebook_do_here(pool, cell: str, shown: str) -> None:
    found = printed(pool.run(replay([cell])))

    assert shown in found
    assert found.startswith("SyntaxError") or "Error" in shown or found == shown


def test_a_cell_that_was_stopped_leaves_nothing_and_the_next_one_runs(pool) -> None:
    turns = MathTool(profile="", seconds=0.3).turns(problem(), reasoner=False)
    next(turns)
    act = turns.send(said("```python\nx = 1\n```"))
    turns.send(pool.run(act.job))
    act = turns.send(said("```python\nx = 2\nwhile True: pass\n```"))
    asked = turns.send(pool.run(act.job))
    assert "TimeoutError" in asked.messages[-1].content

    act = turns.send(said("```python\nx\n```"))

    assert printed(pool.run(act.job)) == "1"


def test_an_output_that_the_teacher_made_up_is_no_part_of_its_answer() -> None:
    turns = MathTool().turns(problem(), reasoner=False)
    next(turns)
    with pytest.raises(StopIteration) as end:
        turns.send(said("I see.\n``` Output\n5\n```\nIt is \\boxed{5}."))

    assert end.value.value.text == "I see."


def graded(*turns: Turn, text: str = "It is \\boxed{5}.") -> Graded:
    (item,) = sampled(problem(), ("correct",))
    return replace(item, candidate=replace(item.candidate, text=text), turns=turns)


def talk(pool, *replies: Completion) -> Graded:
    """What these replies lead to, as the ledger would give it."""
    turns, done = MathTool(profile="", seconds=0.3).turns(problem(), reasoner=False), []
    asked, waiting = next(turns), list(replies)
    try:
        while True:
            sent = pool.run(asked.job) if isinstance(asked, Act) else waiting.pop(0)
            done.append(Turn(asked=asked, sent=sent))
            asked = turns.send(sent)
    except StopIteration as end:
        return graded(*done, text=end.value.text)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (said("```python\n1\n```\nnow\n"), []),
        (said("```python\n1\n```\n", stop="```output"), ["own_output"]),
        (said("```python\n1\n", stop="```output"), ["own_output"]),
        (said("```python\n1\n```\n```output\n1\n```"), ["own_output"]),
        (said("```python\nprint('```output\\n7')\n```"), ["forged_output"]),
        (said("```python\nwhile True: pass\n```"), ["endless_cell"]),
        (said("```python\ninput()\n```"), ["waits_for_input"]),
        (said("```python\nimport sys; print(sys.stdin.readline() * 3)\n```"), []),
        (said("```python\nprint('a' * 3_000_000)\n```"), ["prints_too_much"]),
        (said("```python\nx = bytearray(1 << 40)\n```"), []),
    ],
)
def test_what_goes_wrong_has_a_name(pool, reply: Completion, words: list[str]) -> None:
    item = talk(pool, reply, said("It is \\boxed{5}."))

    assert list(MathTool().remarks(item)) == words


def test_one_text_trains_what_the_teacher_wrote_and_no_output(pool) -> None:
    item = talk(pool, said(f"{ADD}\nand so"), said("It is \\boxed{5}."))

    (row,) = Segments().rows([item])

    trained = [row["text"][start:end] for start, end in row["mask"]]
    assert row["text"] == f"What is 2 + 3?\n\n{ADD}\n```output\n5\n```\nIt is \\boxed{{5}}."
    assert trained == [f"{ADD}\n", "It is \\boxed{5}."]
    assert [each["text"] for each in row["segments"] if each["label"]] == trained


def test_an_output_that_does_not_come_out_again_is_in_no_record(pool) -> None:
    steady = talk(pool, said(ADD), said("It is \\boxed{5}."))
    timed = talk(pool, said("```python\nwhile True: pass\n```"), said("It is \\boxed{5}."))
    clock = talk(pool, said("```python\nimport time; time.time_ns()\n```"), said("It is \\boxed{5}."))
    drawn = talk(pool, said("```python\nimport os; os.urandom(8)\n```"), said("It is \\boxed{5}."))
    place = talk(pool, said("```python\nx = object(); y = repr(x); 1\n```"), said("It is \\boxed{5}."))
    forged = replace(steady, turns=(steady.turns[0], with_output(steady.turns[1], "6\n"), *steady.turns[2:]))

    with Replay("local") as replay_:
        kept = [
            bool(group)
            for group in replay_.over([[each] for each in (steady, timed, clock, drawn, place, forged)])
        ]

    assert kept == [True, True, False, False, True, False]
    assert (replay_.candidates, replay_.lost, replay_.ran) == (6, 3, 6)
    assert "3 left out" in replay_.line()


def with_output(turn: Turn, text: str) -> Turn:
    assert isinstance(turn.sent, Execution)
    return replace(turn, sent=replace(turn.sent, outputs=[replace(turn.sent.outputs[0], stdout=text)]))


def test_a_printed_box_is_no_answer(pool) -> None:
    done: Execution = pool.run(replay(["print('\\\\boxed{5}')"]))
    turns = MathTool().turns(problem(), reasoner=False)
    next(turns)
    turns.send(said(ADD))
    turns.send(done)
    with pytest.raises(StopIteration) as end:
        turns.send(said("I don't know."))

    assert end.value.value.text == "I don't know."


def test_a_bank_of_maths_is_sampled_with_the_tool_and_records_hold_calls_and_outputs(
    run, tmp_path: Path
) -> None:
    bank = write_lines(tmp_path / "bank.jsonl", *ROWS)
    script = tmp_path / "script.json"
    answers = {
        "```output\n5": ["It is \\boxed{5}.", "It is \\boxed{6}."],
        "Number": [f"{ADD}\n```output\n9\n```"],
    }
    script.write_text(json.dumps({"answers": answers}))

    ended = run(
        *("sample", "--domain", "math-tool", "--bank", str(bank), "--teacher", f"scripted:{script}"),
        *("--n", "6", "--out", "r"),
    )

    assert ended.code == 0, ended.err
    with closing(sqlite3.connect(tmp_path / "r/ledger.db")) as ledger:
        kinds = ledger.execute("SELECT DISTINCT kind FROM turns").fetchall()
        outcomes = ledger.execute("SELECT DISTINCT outcome FROM verdicts ORDER BY outcome").fetchall()
    assert {kind for (kind,) in kinds} == {"ask", "act"}
    assert outcomes == [("correct",), ("incorrect",)]
    record = json.loads((tmp_path / "r/sft/train.jsonl").read_text().splitlines()[0])
    assert [message["role"] for message in record["messages"]] == ["user", "assistant", "tool", "assistant"]
    (call,) = record["messages"][1]["tool_calls"]
    assert call["function"]["name"] == "python"
    assert json.loads(call["function"]["arguments"]) == {"code": "x = 2 + 3\nprint(x)"}
    assert record["messages"][1]["content"] == "I add."
    assert [message["content"] for message in record["messages"][2:]] == ["5", "It is \\boxed{5}."]
    assert record["tools"][0]["function"]["name"] == "python"
    assert (record["domain"], record["problem_id"]) == ("math-tool", "p0")
    pair = json.loads((tmp_path / "r/preference/train.jsonl").read_text().splitlines()[0])
    assert [message["role"] for message in pair["prompt"]] == ["user"]
    assert pair["chosen"][-1]["content"] == "It is \\boxed{5}."


def test_a_suite_of_maths_is_benched_with_the_tool(run, tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    script.write_text(json.dumps({"answers": {}}))

    ended = run(
        *("bench", "--suite", "math-bench", "--domain", "math-tool", "--limit", "2"),
        *("--teacher", f"scripted:{script}", "--out", "b"),
    )

    assert ended.code == 0, ended.err


def test_code_is_not_asked_with_the_tool(run, tmp_path: Path) -> None:
    ended = run("bench", "--suite", "code-bench", "--domain", "math-tool", "--teacher", "x")

    assert ended.code == 2
    assert "code-bench is of the domain code" in ended.err
