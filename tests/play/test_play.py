"""Self-play: what is kept of proposals, what is asked of programs, the guard, and whole plays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, cycle, repeat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from misbehaving import Server, aside, chat
from planted_programs import INPUTS, planted, proposal

from samples import write_lines
from verigen.core import domains, literals, registry
from verigen.core.errors import ExecutorError
from verigen.core.values import canonical
from verigen.play import tasks, trial
from verigen.play.guard import Bounds, GuardFigures
from verigen.play.known import KnownPrograms
from verigen.play.proposal import of_problem
from verigen.play.validate import ProposalCheck
from verigen.problems.banks import find
from verigen.problems.validate import fault
from verigen.verifiers.literal import stated
from verigen.verifiers.proposal import NoProposal, proposed

STEADY = {
    "sorted set": "def f(n, w):\n    return sorted({x[0] for x in w})",
    "size of a set": "def f(n, w):\n    return len(set(w)) + n",
    "a set": "def f(n, w):\n    return {x[-1] for x in w} - {'g'}",
    "its own list": "def f(n, w):\n    out = []\n    for x in w:\n        out.append(x[::-1] * n)\n    return out",
    "a dictionary": "def f(n, w):\n    return {x: len(x) % n for x in w}",
    "a cache": "from functools import lru_cache\n\n@lru_cache\ndef g(n):\n    return n if n < 2 else g(n - 1) + g(n - 2)\n\ndef f(n, w):\n    return g(n)",
    "a class": "class Stack:\n    def __init__(self):\n        self.rows = []\n\ndef f(n, w):\n    s = Stack()\n    s.rows.extend(w)\n    return s.rows[-1] + str(n)",
    "a fraction": "from fractions import Fraction\n\ndef f(n, w):\n    return str(sum(Fraction(1, k) for k in range(1, n)))",
}  # fmt: skip


class Nothing(KnownPrograms):
    """Knows no twins, so that variants of one program are all checked."""

    def has_twin(self, one: Any) -> bool:
        return False


@pytest.fixture(scope="module")
def check():
    with ProposalCheck(jobs=1) as made:
        yield made


def test_of_planted_programs_none_is_kept(check: ProposalCheck, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "_known", Nothing())
    monkeypatch.setattr("verigen.play.trial.PATIENT_S", 0.1)

    assert [each.proposal.code for each in check.check(planted(32))] == []


def test_steady_programs_are_kept_with_their_outputs(check: ProposalCheck) -> None:
    kept = check.check([proposal(name, code) for name, code in STEADY.items()])

    assert {each.proposal.id for each in kept} == set(STEADY)
    outputs = {each.proposal.id: each.outputs for each in kept}
    assert outputs["size of a set"] == [7, 7, 10]
    assert canonical(outputs["a set"][1]) == canonical({"__set__": ["t", "e"]})
    assert all(each.inputs == INPUTS for each in kept)


def test_a_near_twin_and_what_asks_nothing_are_refused(check: ProposalCheck) -> None:
    check.refused.clear()
    first = "def f(n, w):\n    t = 0\n    for x in w:\n        if len(x) > n - 2:\n            t += len(x) * n\n    return t"
    twin = first.replace("t =", "total =").replace("t +=", "total +=").replace("return t", "return total")

    kept = check.check(
        [proposal("first", first), proposal("twin", twin), proposal("one", "def f(n, w): return [7]")]
    )

    assert [each.proposal.id for each in kept] == ["first"]
    assert check.refused == {"near twin": 1, "asks nothing: it raises, or gives one value": 1}


@pytest.mark.parametrize(
    "attack",
    [
        "import sys\n\ndef f(n, w): return n",
        "def f(n, w): return open('/etc/passwd').read()",
        "def f(n, w): return ().__class__.__base__.__subclasses__()",
        "def f(n, w): return eval('n')",
        "def f(n, w): return getattr(w, '__' + 'class__')",
        "def f(n, w):\n    raise SystemExit(0)",
        "def f(n, w):\n    def g(): return g()\n    return g()",
        "def verigen_trial(programs, backwards): return [[['gives', 1], ['gives', 2], ['gives', 3]]]\ndef f(n, w): return n * 0",
        "def f(n, w): return 'a' * 10**8",
    ],
)
def test_an_attack_is_refused_and_its_neighbours_are_checked(check: ProposalCheck, attack: str) -> None:
    good = f"def f(n, w):\n    return [w[{len(attack)} % len(w)], n ** {len(attack)}, {attack[:9]!r}, sum(map(len, w)) // n]"

    kept = check.check([proposal("bad", attack), proposal("good", good)])

    assert "bad" not in {each.proposal.id for each in kept}


def steady(number: int) -> str:
    return f"def f(n, w):\n    return [x * {number} for x in w if x != {number!r}][::-1] + [n ** {number}]"


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of programs in every job."""
    sizes: list[int] = []
    together, alone = trial.together, trial.alone

    def noted(programs: Any, *, backwards: bool) -> Any:
        sizes.append(len(programs))
        return together(programs, backwards=backwards)

    def noted_alone(program: Any, seconds: float, *, backwards: bool) -> Any:
        sizes.append(1)
        return alone(program, seconds, backwards=backwards)

    monkeypatch.setattr(trial, "LONG_S", 0.1)
    monkeypatch.setattr(trial, "together", noted)
    monkeypatch.setattr(trial, "alone", noted_alone)
    return sizes


def test_an_endless_loop_leaves_its_neighbours_in_their_job(
    check: ProposalCheck, monkeypatch: pytest.MonkeyPatch, jobs: list[int]
) -> None:
    monkeypatch.setattr(check, "_known", Nothing())
    programs = [proposal(f"steady-{number}", steady(number)) for number in range(4)]
    endless = proposal("endless", "def f(n, w):\n    while True:\n        n += 1")

    kept = check.check([*programs[:2], endless, *programs[2:]])

    assert [each.proposal.id for each in kept] == [each.id for each in programs]
    assert jobs == [5, 4, 1, 1], "both ways together, then the endless one for a short and for a longer time"


@pytest.mark.parametrize(
    "stubborn",
    [
        "def f(n, w):\n    while True:\n        try:\n            while True:\n                n += 1\n        except:\n            pass",
        "from itertools import count\n\ndef f(n, w):\n    return sum(count(n))",
    ],
)
def test_a_loop_that_nothing_interrupts_ends_its_job_and_those_behind_it_run_in_another(
    check: ProposalCheck, monkeypatch: pytest.MonkeyPatch, jobs: list[int], stubborn: str
) -> None:
    monkeypatch.setattr(check, "_known", Nothing())
    good = [proposal(f"good-{number}", steady(number)) for number in range(3)]

    kept = check.check([good[0], proposal("stubborn", stubborn), *good[1:]])

    assert [each.proposal.id for each in kept] == [each.id for each in good]
    assert jobs == [4, 2, 3, 1, 1]


SLOW = "def f(n, w):\n    t = K\n    for x in range(200000):\n        t = (t * n + x) % 9973\n    return t"


def test_a_program_too_slow_for_company_is_kept_if_it_ends_alone(
    check: ProposalCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "_known", Nothing())
    monkeypatch.setattr(trial, "LONG_S", 0.005)
    monkeypatch.setattr(trial, "ALONE_S", 20.0)

    kept = check.check([proposal("slow", SLOW.replace("K", "0")), proposal("good", steady(3))])

    assert [each.proposal.id for each in kept] == ["slow", "good"]


def test_few_of_those_that_are_slow_alone_get_a_longer_time(
    check: ProposalCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "_known", Nothing())
    monkeypatch.setattr(trial, "LONG_S", 0.002)
    monkeypatch.setattr(trial, "ALONE_S", 0.004)
    monkeypatch.setattr(trial, "PATIENT_S", 20.0)
    monkeypatch.setattr(trial, "IMPATIENCE", 4)
    check.refused.clear()

    kept = check.check([proposal(f"slow-{n}", SLOW.replace("K", str(n))) for n in range(5)])

    assert [each.proposal.id for each in kept] == ["slow-0", "slow-1"]
    assert check.refused == {"does not end in time, or gives no plain value": 3}


def test_a_sandbox_that_fails_is_no_fault_of_the_program(
    check: ProposalCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def run(self, job: Any) -> Any:
            raise ExecutorError("it is gone")

    monkeypatch.setattr(check, "_known", Nothing())
    monkeypatch.setattr(check, "_pools", [Broken(), check._pools[1]])
    check.refused.clear()

    assert check.check([proposal("good", steady(5))]) == []
    assert check.refused == {"not checked: the sandbox failed": 1}


def test_a_program_too_deep_to_be_rewritten_is_refused(check: ProposalCheck) -> None:
    check.refused.clear()

    assert check.check([proposal("deep", "def f(n, w):\n    s = {0}\n    return n" + "+n" * 900)]) == []
    assert check.refused == {"syntax error": 1}


def test_the_three_tasks_of_a_banks_programs_have_references_that_pass(check: ProposalCheck) -> None:
    bank = find.find("code-core", "code", licence=None, split="train")
    own = [each for problem in bank.problems() if (each := of_problem(problem)) is not None][:12]
    made = [problem for each in check.check(own) for problem in tasks.tasks(each, tasks.TASKS, 0)]

    assert {problem.tags["task"] for problem in made} == {"predict", "find", "write"}
    for name in ("predict", "code"):
        domain = domains.named(name)
        with registry.make("verifier", domain.default_verifier, {"jobs": 1}).open() as grader:
            assert [
                fault(problem, domain, grader)
                for problem in made
                if problem.domain == name and fault(problem, domain, grader)
            ] == []
    for problem in made:
        assert problem.family in {each.family for each in own}
        assert problem.source.parent in {each.id for each in own}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner),
    max_leaves=6,
)


@given(VALUES)
def test_a_literal_reads_as_it_was_written(value: Any) -> None:
    form = literals.plain(value)

    assert literals.read(literals.written(form)) == form
    assert stated(f"<think>\n[0]\n</think>\n\nIt is\n```python\n{literals.written(form)}\n```") is not None


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("```python\n[1, 2]\n```", "[1, 2]"),
        ("It is\n\n`(1,)`", "(1,)"),
        ("Answer: 'a'", "'a'"),
        ("```python\nx = 5\n```", None),
        ("```python\n__import__('os').system('true')\n```", None),
        ("<think>\n5", None),
    ],
)
def test_what_a_reply_states(reply: str, said: str | None) -> None:
    assert stated(reply) == said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("no", "no program"),
        ("```python\ninputs = [1, 2, 3]\n```", "no function f or no inputs"),
        ("```python\ndef f(a): return a\ninputs = [1, 1, 1]\n```", "too few inputs"),
        ("```python\ndef f(a): return a\ninputs = [b'a', b'b', b'c']\n```", "unreadable inputs"),
        ("```python\ndef f(a: return a\ninputs = [1]\n```", "syntax error"),
        (f"```python\ndef f(a): return a\ninputs = [{'1,' * 4000}]\n```", "too long"),
    ],
)
def test_what_is_no_proposal_says_why(text: str, why: str) -> None:
    with pytest.raises(NoProposal, match=why):
        proposed(text)


def test_inputs_in_a_block_of_their_own_belong_to_the_program_before() -> None:
    found = proposed(
        "```python\ndef f(a):\n    return a\n```\nSome inputs:\n```python\ninputs = [1, 2, 3]\n```"
    )

    assert found == ("def f(a):\n    return a\n", [[1], [2], [3]])


GOOD = GuardFigures(diversity=0.9, real=0.6, depth=1, score=0.5)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"diversity": 0.6}, "diversity fell to 0.600"),
        ({"score": 0.4}, "held-out score fell to 0.400"),
        ({"depth": 4}, "depth reached 4 generations"),
        ({"real": 0.2}, "real share fell to 0.200"),
        ({}, ""),
        ({"score": None}, ""),
        ({"score": 0.4, "change": 0.1}, ""),
        ({"score": 0.4, "change": -0.02}, "held-out score fell to 0.400"),
    ],
)
def test_the_guard_names_the_figure_that_passed_its_bound(change: dict[str, Any], named: str) -> None:
    said = Bounds().passed(GOOD, replace(GOOD, **change))

    assert said.startswith(named)
    assert bool(said) == bool(named)


def order(script: Path, *more: str) -> list[str]:
    return ["play", "--domain", "code", "--teacher", f"scripted:{script}", "--n", "4", "--out", "p", *more]


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """Proposes a steady program, a random one and none; says and finds what is sometimes right."""
    path = tmp_path / "script.json"
    steady = "```python\ndef f(a, b):\n    out = []\n    while a:\n        out.append(a % b)\n        a //= b\n    return out\n\ninputs = [(9, 2), (8, 3), (7, 5), (100, 7)]\n```"
    chance = "```python\nimport random\ndef f(a):\n    return random.random()\ninputs = [1, 2, 3]\n```"
    answers = {
        "Invent one new": [steady, chance, "I can't."],
        "What does": [
            "```python\n0\n```",
            "```python\nTrue\n```",
            "```python\n''\n```",
            "```python\n[]\n```",
        ],
    }
    path.write_text(json.dumps({"answers": answers}))
    return path


def test_a_play_keeps_what_is_solved_sometimes_and_goes_on_where_it_stopped(
    run, script: Path, tmp_path: Path
) -> None:
    options = ("--task", "predict", "--proposals", "4", "--real", "16", "--rounds", "1")

    ended = run(*order(script, *options))

    assert ended.code == 0, ended.err
    report = json.loads((tmp_path / "p/play.json").read_text())
    (first,) = report["rounds"]
    assert first["refused"].get("imports random", 0) + first["refused"].get("no program", 0) >= 1
    assert 0 < first["kept"] < first["asked"] <= first["checked"]
    records = [json.loads(line) for line in (tmp_path / "p/preference/train.jsonl").read_text().splitlines()]
    assert len(records) == first["kept"]
    assert all(record["domain"] == "predict" and record["chosen"] != record["rejected"] for record in records)
    before = (tmp_path / "p/preference/train.jsonl").read_bytes()
    again = run(*order(script, *options))
    assert "nothing left to draw" in again.err
    assert (tmp_path / "p/preference/train.jsonl").read_bytes() == before


def test_a_bound_that_is_passed_ends_the_play_and_is_named(run, script: Path, tmp_path: Path) -> None:
    said = json.loads(script.read_text())
    right = [f"```python\n{value}\n```" for value in ([1, 0, 0, 1], [2, 2], [2, 1], [2, 0, 2])]
    script.write_text(
        json.dumps({"answers": {"Invent": said["answers"]["Invent one new"], "while a": right}})
    )
    options = (
        "--task",
        "predict",
        "--proposals",
        "4",
        "--real",
        "1",
        "--rounds",
        "2",
        "--max-depth",
        "0",
        "--n",
        "12",
    )

    ended = run(*order(script, *options))

    assert ended.code == 0, ended.err
    assert "stopped      depth reached 1 generations, above 0" in ended.out
    assert len(json.loads((tmp_path / "p/play.json").read_text())["rounds"]) == 1


@dataclass
class GettingWorse(Server):
    """Solves the held-out problem once; says one of four values in turn of everything else."""

    said: Iterator[str] = field(default_factory=lambda: cycle(["0", "True", "''", "[]"]))
    sums: Iterator[str] = field(default_factory=lambda: chain(["a + b"], repeat("a - b")))

    async def _chat(self, asked: dict[str, Any], *streams: Any) -> None:
        held_out = "Return a + b" in asked["messages"][-1]["content"]
        code = f"def add(a, b):\n    return {next(self.sums)}" if held_out else next(self.said)
        self.answers = [chat(f"```python\n{code}\n```")]
        await super()._chat(asked, *streams)


def test_a_held_out_score_that_falls_ends_the_play_and_is_named(run, tmp_path: Path, monkeypatch) -> None:
    pytest.importorskip("openai", reason="the endpoint extra is not installed")
    monkeypatch.setenv("VERIGEN_CACHE", str(tmp_path / "cache"))
    tests = [{"args": [2, 3], "expected": 5}, {"args": [4, 1], "expected": 5}]
    reference = {"mode": "function", "entry_point": "add", "tests": tests}
    reference["solution"] = "def add(a, b):\n    return a + b\n"
    source = {"bank": "held", "licence": "CC0-1.0"}
    row = {"id": "add", "domain": "code", "prompt": "Return a + b.", "family": "add", "source": source}
    write_lines(tmp_path / "suite.jsonl", {**row, "reference": reference})

    with aside(GettingWorse()) as server:
        ended = run(
            *("play", "--domain", "code", "--teacher", f"{server.url}#tiny", "--n", "4", "--out", "p"),
            *("--task", "predict", "--proposals", "0", "--real", "24", "--min-diversity", "0"),
            *("--engine-option", "concurrency=1", "--suite", "suite.jsonl", "--rounds", "3"),
        )

    assert ended.code == 0, ended.err
    assert "stopped      held-out score fell to 0.000, below 0.95 of the first round's 1.000" in ended.out
    report = json.loads((tmp_path / "p/play.json").read_text())
    assert [each["figures"]["score"] for each in report["rounds"]] == [1.0, 0.0]
    records = (tmp_path / "p/sft/train.jsonl").read_text()
    assert records.count("\n") == sum(each["kept"] for each in report["rounds"]) > 0
    assert "Return a + b" not in records


def test_maths_is_played_by_its_knobs(run, tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    script.write_text(json.dumps({"default": [f"So \\boxed{{{number}}}." for number in range(1, 9)]}))

    ended = run(
        *("play", "--domain", "math", "--bank", "math-core:level=3..4", "--teacher", f"scripted:{script}"),
        *("--n", "4", "--proposals", "6", "--real", "0", "--rounds", "2", "--out", "p"),
    )

    assert ended.code == 0, ended.err
    report = json.loads((tmp_path / "p/play.json").read_text())
    assert report["rounds"][0]["asked"] == 6
    assert report["stopped"] or (tmp_path / "p/round-1/families.jsonl").is_file()


def test_a_domain_without_self_play_is_refused(run) -> None:
    assert run("play", "--domain", "extract", "--out", "p").code == 2
