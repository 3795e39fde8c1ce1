"""Repair turns: what the critics say, what they never say, and the records of failed and repaired tries."""

from __future__ import annotations

import contextlib
import json
import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples import write_lines
from verigen.core import domains, problems, registry
from verigen.core.literals import written
from verigen.core.turns import Act, Ask, Turns
from verigen.core.types import Completion, Problem, Source
from verigen.domains.code.examples import examples
from verigen.domains.code.reference import CodeReference
from verigen.domains.code.reference import Test as Example
from verigen.domains.code.repair import CodeInTries
from verigen.domains.math.reference import MathReference
from verigen.domains.math.repair import MathInTries
from verigen.domains.tries import Critic, withheld
from verigen.ledger.ledger import Ledger
from verigen.problems.validate import fault

PROMPT = "Return twice the number.\n\n>>> double(2)\n4\n\nAlso, double(-3) returns -6."
TESTS = [
    Example(args=[2], expected=4),
    Example(args=[771923], expected=1543846),
    Example(args=[880017], expected=1760034),
]
RIGHT = "```python\ndef double(n):\n    return n + n\n```"
WRONG = "```python\ndef double(n):\n    return n * n * n\n```"
ROW = {
    "id": "double",
    "domain": "code",
    "prompt": PROMPT,
    "reference": {
        "mode": "function",
        "entry_point": "double",
        "tests": [{"args": test.args, "expected": test.expected} for test in TESTS],
        "solution": "def double(n):\n    return n + n\n",
    },
    "source": {"bank": "own", "licence": "CC0-1.0"},
}


def problem(prompt: str = PROMPT, **changes: Any) -> Problem:
    fields = {"mode": "function", "entry_point": "double", "tests": TESTS, **changes}
    reference = CodeReference(**fields)
    source = Source(bank="b", licence="MIT")
    return Problem(
        id="p", domain="code-repair", prompt=prompt, reference=reference, family="p", source=source
    )


@pytest.fixture(scope="module")
def pool():
    with registry.make("executor", "local", {"jobs": 1}).open() as opened:
        yield opened


def said(text: str) -> Completion:
    return Completion(text=text, finish="stop", prompt_tokens=1, tokens=1)


def talk(pool, turns: Turns, *replies: str) -> tuple[list[str], Any]:
    """What the teacher reads last in each request after the first, and the answer."""
    waiting, heard, asked = list(replies), [], next(turns)
    try:
        while True:
            asked = turns.send(pool.run(asked.job) if isinstance(asked, Act) else said(waiting.pop(0)))
            if isinstance(asked, Ask):
                heard.append(next(m.content for m in reversed(asked.messages) if m.role == "user"))
    except StopIteration as end:
        return heard, end.value


def heard(pool, wrong: str, found: Problem, critic: Critic = "interpreter") -> str:
    turns = CodeInTries(critic=critic).turns(found, reasoner=True)
    reasons, answer = talk(pool, turns, wrong, RIGHT, RIGHT)
    assert answer.text == (wrong if answer.tries == 1 else RIGHT)
    return reasons[0].partition("\n")[0] if answer.tries == 2 else ""


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (RIGHT, ""),
        (WRONG, "double(2) gives 8; it should give 4."),
        (
            RIGHT.replace("n + n", "1 / 0"),
            "double(2) raises ZeroDivisionError: division by zero; it should give 4.",
        ),
        (
            RIGHT.replace("return n + n", "while True: pass"),
            "double(2) does not end in time; it should give 4.",
        ),
        (RIGHT.replace("(n)", "(n"), "The program does not run: "),
        (RIGHT.replace("double", "twice"), "The program does not run: "),
        ("I would add the number to itself.", "There is no Python program in your reply."),
    ],
)
def test_the_interpreter_says_what_an_example_of_the_problem_shows(pool, reply: str, reason: str) -> None:
    found = heard(pool, reply, problem())

    assert found.startswith(reason)
    assert bool(found) == bool(reason)


def test_without_an_example_the_program_is_only_loaded(pool) -> None:
    bare = problem("Return twice the number.")

    assert heard(pool, WRONG, bare) == ""
    assert heard(pool, RIGHT.replace("def", "import nothing_here\ndef"), bare).startswith(
        "The program does not run"
    )


@pytest.mark.parametrize("critic", ["interpreter", "verifier", "judge"])
@pytest.mark.parametrize(
    "wrong", [WRONG, RIGHT.replace("n + n", "str(n)"), RIGHT.replace("n + n", "[n] * 9"), "none"]
)
def test_nothing_of_a_hidden_test_is_in_a_message_or_in_an_examples_job(
    pool, critic: Critic, wrong: str
) -> None:
    hidden = re.compile("771923|1543846|880017|1760034")
    turns = CodeInTries(critic=critic).turns(problem(), reasoner=False)
    replies = [wrong, "WRONG: double(771923) must be 1543846, and 880017 gives 1760034.", RIGHT, "RIGHT"]
    asked = next(turns)
    with contextlib.suppress(StopIteration):
        while True:
            if isinstance(asked, Act):
                assert critic == "verifier" or not hidden.search(repr(asked.job))
                asked = turns.send(pool.run(asked.job))
            else:
                assert not hidden.search(repr(asked.messages))
                asked = turns.send(said(replies.pop(0)))


@given(
    st.integers(2, 10**6),
    st.sampled_from(["It is {}.", "You wrote 3 but {} is right", "\\boxed{{{}}}", "{}"]),
)
def test_a_judge_gives_no_answer_away(answer: int, text: str) -> None:
    found = withheld(text.format(answer), "What is the sum?", [str(answer)])

    assert not re.search(rf"(?<!\d){answer}(?!\d)", found)


def test_what_the_problem_says_itself_is_not_withheld() -> None:
    assert withheld("5 is not 15", "Is it 5?", ["5"]) == "5 is not 15"
    assert withheld("it is 5, not 15 or 5.5", "Is it?", ["5"]) == "it is [withheld], not 15 or 5.5"


@pytest.mark.parametrize(
    ("prompt", "pairs"),
    [
        (">>> f(1, 'a')\n[1, 2]", [([1, "a"], [1, 2])]),
        ("assert f([3]) == (1, 2)", [([[3]], {"__tuple__": [1, 2]})]),
        ("f(2) -> 4, and f(3) -> 9.", [([2], 4), ([3], 9)]),
        ('For example, `f("x)")` returns `True`.', [(["x)"], True)]),
        ("f(x) returns x. f(2)", []),
        ("The function f(2) should return 0.5.", [([2], 0.5)]),
        ("g.f(2) == 3 and off(2) == 3", []),
        ("f(2)\nis a call", []),
    ],
)
def test_the_examples_of_a_text(prompt: str, pairs: list[Any]) -> None:
    found = examples(prompt, CodeReference(mode="function", entry_point="f", tests=[]))

    assert [(test.args, test.expected) for test in found] == pairs


def test_a_program_that_reads_input_has_the_examples_that_stand_in_the_text() -> None:
    tests = [
        Example(stdin="1 2\n", expected="3\n"),
        Example(stdin="4 1 \n9", expected="5\n9 \n"),
        Example(stdin="777 1\n", expected="778\n"),
        Example(stdin="3", expected="1 2"),
    ]
    text = "Input:\n1 2\nOutput:\n3\n\n```\n  4 1\n  9\n```\n\n```\n  5\n  9\n```\n778 is no answer of 777 1"
    found = examples(text, CodeReference(mode="stdio", tests=tests))

    assert found == tests[:2]


@pytest.mark.parametrize(
    "text",
    [
        "Example 1:\nInput: nums = [2,7], target = 9, strict = true\nOutput: [0,1]\nExplanation: as 2 + 7 == 9.",
        "**Input:** nums = [2, 7], target = 9, strict = true\n\n**Output:** [0, 1]",
        "Input\n[2,7], 9, true\nOutput\n`[0, 1]`",
    ],
)
def test_a_function_has_the_tests_that_its_text_states_as_input_and_output(text: str) -> None:
    tests = [
        Example(args=[[2, 7], 9, True], expected=[0, 1]),
        Example(args=[[3, 3], 6, True], expected=[0, 1]),
    ]
    reference = CodeReference(mode="function", entry_point="Solution().two_sum", tests=tests)

    assert examples(text, reference) == tests[:1]
    assert examples(text.replace("1]", "2]"), reference) == [], "it contradicts the test, so it was misread"


def test_examples_that_a_problem_holds_speak_first_and_no_hidden_test_does(pool) -> None:
    asked = problem("Return twice the number.", examples=[Example(args=[8], expected=16)])

    reasons, answer = talk(pool, CodeInTries().turns(asked, reasoner=True), WRONG, RIGHT)

    assert reasons[0].startswith("double(8) gives 512; it should give 16.")
    assert answer.tries == 2


def test_an_expected_exception_is_no_failure_for_the_verifier(pool) -> None:
    tests = [Example(args=[2], expected=4), Example(args=["a"], expected={"__raises__": "TypeError"})]
    right = RIGHT.replace("n + n", "2 * (n - 0)")
    reasons, answer = talk(
        pool, CodeInTries(critic="verifier").turns(problem(tests=tests), reasoner=True), right
    )

    assert (reasons, answer.tries) == ([], 1)


@pytest.mark.parametrize("bank", ["code-core", "code-families", "code-contests"])
def test_a_banks_examples_are_right_and_beside_its_hidden_tests(bank: str) -> None:
    rows = [
        msgspec.json.decode(line) for line in Path(f"problem_banks/{bank}.jsonl").read_bytes().splitlines()
    ]
    told = [problems.decode(json.dumps(row).encode()) for row in rows[:: len(rows) // 12]]
    known = [row["reference"] for row in rows]

    assert sum(bool(each["examples"]) for each in known) >= 0.97 * len(known)
    with registry.make("verifier", "unit_tests", {"jobs": 1}).open() as grader:
        for each in told:
            reference = each.reference
            assert isinstance(reference, CodeReference)
            if not reference.examples:
                continue
            shown = replace(each, reference=replace(reference, tests=reference.examples, drawn=None))
            assert fault(shown, domains.named("code"), grader) is None
            assert examples(each.prompt, reference)[: len(reference.examples)] == reference.examples
    for row in rows:
        hidden = [[test["args"], test["stdin"]] for test in row["reference"]["tests"]]
        for example in row["reference"]["examples"]:
            assert [example["args"], example["stdin"]] not in hidden or in_prose(example, row["prompt"])


def in_prose(example: Any, prompt: str) -> bool:
    """Whether the text tells an example's input or its result."""
    given = example["stdin"].strip() if example["stdin"] is not None else written(example["args"])[1:-1]
    return given in prompt or written(example["expected"]).replace("'", '"') in prompt


def maths(critic: Critic) -> tuple[MathInTries, Problem]:
    source = Source(bank="b", licence="MIT")
    reference = MathReference(answer="12")
    asked = Problem(
        id="p", domain="math-repair", prompt="What is 3 * 4?", reference=reference, family="p", source=source
    )
    return MathInTries(critic=critic), asked


def test_the_verifier_says_that_an_answer_is_wrong_and_no_more(pool) -> None:
    domain, asked = maths("verifier")

    reasons, answer = talk(pool, domain.turns(asked, reasoner=True), "\\boxed{7}", "\\boxed{12}")

    assert reasons[0].startswith("The final answer is not right.")
    assert (answer.text, answer.tries) == ("\\boxed{12}", 2)
    assert talk(pool, domain.turns(asked, reasoner=True), "\\boxed{12}")[1].tries == 1


def test_the_judge_gives_its_reason_without_the_answer(pool) -> None:
    domain, asked = maths("judge")

    reasons, answer = talk(
        pool, domain.turns(asked, reasoner=True), "\\boxed{7}", "WRONG: it should be 12.", "\\boxed{12}"
    )

    assert reasons[-1].startswith("it should be [withheld].")
    assert answer.tries == 2
    assert talk(pool, domain.turns(asked, reasoner=True), "\\boxed{7}", "RIGHT")[1].tries == 1


def test_repairs_reach_their_goal_and_become_pairs_and_conversations(run, tmp_path: Path) -> None:
    bank = write_lines(tmp_path / "bank.jsonl", ROW)
    script = tmp_path / "script.json"
    script.write_text(
        json.dumps({"answers": {"Find the mistake": [RIGHT, WRONG]}, "default": [WRONG, RIGHT]})
    )

    ended = run(
        *(
            "sample",
            "--domain",
            "code-repair",
            "--bank",
            str(bank),
            "--teacher",
            f"scripted:{script}",
            "--out",
            "r",
        ),
        *(
            "--goal",
            "repair:2,max=40",
            "--format",
            "repair",
            "--format",
            "sft",
            "--format",
            "segments",
            "--pick",
            "all",
        ),
    )

    assert ended.code == 0, ended.err
    with closing(Ledger(tmp_path / "r/ledger.db")) as ledger:
        (group,) = ledger.graded()
        assert sum(item.candidate.tries == 2 and item.verdict.outcome == "correct" for item in group) == 2
        assert ledger.kinds("repair:2,max=40") == {"met": 1}
    pair = json.loads((tmp_path / "r/repair/train.jsonl").read_text().splitlines()[0])
    assert pair["chosen"] == [{"role": "assistant", "content": RIGHT}]
    assert pair["rejected"] == [{"role": "assistant", "content": WRONG}]
    assert pair["feedback"].startswith("double(2) gives 8; it should give 4.")
    talks = [
        json.loads(line)["messages"] for line in (tmp_path / "r/sft/train.jsonl").read_text().splitlines()
    ]
    assert ["user", "assistant", "user", "assistant"] in [[m["role"] for m in each] for each in talks]
    regraded, packed = run("regrade", "r"), run("pack", "r", "--format", "repair", "--out", "p")
    assert (regraded.code, packed.code) == (0, 0), regraded.err + packed.err
    assert (tmp_path / "p/repair/train.jsonl").read_bytes() == (
        tmp_path / "r/repair/train.jsonl"
    ).read_bytes()


def test_a_domain_without_this_critic_says_so(run, tmp_path: Path) -> None:
    for domain, critic in (("math", "judge"), ("math-repair", "interpreter")):
        ended = run("sample", "--domain", domain, "--critic", critic, "--teacher", "scripted:none.json")

        assert ended.code == 2
        assert f"the domain {domain} has no critic {critic}" in ended.err
