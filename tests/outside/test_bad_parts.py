"""Parts of another package that do all they should not: each costs its own items, and is named."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from installed import install
from samples import write_lines
from verigen.core import boundary, domains, registry
from verigen.core.types import Problem, Source
from verigen.problems.validate import bare
from verigen.sampling import engine
from verigen.verifiers import ballots
from verigen.verifiers.majority import Majority

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Ended

HEAD = """
import contextlib, threading, time
from dataclasses import dataclass
from verigen.core.types import *
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators.errors import Refused

def act(what):
    if what == "raise": raise ValueError("boom\\nand more")
    if what == "exit": raise SystemExit(3)
    if what == "hang": threading.Event().wait()
    if what == "text": return "text"
    return None
"""
VERIFIER = """
@dataclass(frozen=True, kw_only=True)
class Bad:
    needs_reference = True
    name = "bad/1"
    deadline_s = open_deadline_s = 0.2
    def open(self):
        {open}
        return contextlib.nullcontext(self)
    def check(self, problem): {check}
    def verify(self, problem, candidate):
        if candidate.teacher:
            return {verify}
        return Verdict(outcome="correct", verifier=self.name, method="m", reason="r")
"""
ENGINE = """
@dataclass(frozen=True, kw_only=True)
class Bad:
    model: str = ""
    name: str = "bad"
    revision: str = "1"
    reasoner: bool = True
    {init}
    @contextlib.asynccontextmanager
    async def open(self):
        {open}
        yield Session()

class Session:
    engine, concurrency, lost, wasted = "bad 1", {places}, 0, 0
    async def generate(self, messages, sampling, seed):
        return {generate}
"""
READER = """
@dataclass(frozen=True, kw_only=True)
class Bad:
    path: str
    def problems(self):
        {first}
        yield Problem(id={id}, domain="math", prompt="What is 0 + 1?", reference=MathReference(answer="1"), family="f",
                      source=Source(bank="b", licence="MIT"))
        {second}
"""
MUTATOR = """
@dataclass(frozen=True, kw_only=True)
class Bad:
    version: str = "1"
    effect: str = "keeps"
    def changes(self, problem, seed, others):
        if problem.id.endswith("3"):
            {changes}
        yield Change(prompt=problem.prompt + " Say it.", reference=problem.reference, parameters={{"a": "b"}})
"""
FORMAT = """
@dataclass(frozen=True, kw_only=True)
class Bad:
    folder: str = "{folder}"
    def rows(self, graded):
        if graded[0].problem.id.endswith({at}):
            return {rows}
        return [{{"id": each.candidate.id}} for each in graded]
"""
REWRITER = """
@dataclass(frozen=True, kw_only=True)
class Bad:
    wish: str = ""
    version: str = "1"
    effect: str = "keeps"
    seeds: int = 0
    @classmethod
    def wishes(cls): return ()
    def messages(self, problem, others):
        {messages}
        return (Message(role="user", content=problem.prompt),)
    def read(self, problem, others, reply):
        return {read}
"""
EXECUTOR = """
@dataclass(frozen=True, kw_only=True)
class Bad:
    @contextlib.contextmanager
    def open(self):
        {open}
        yield Pool()

class Pool:
    def run(self, job):
        return {run}
"""


@pytest.fixture
def bad(tmp_path, monkeypatch):
    """Installs a package with one bad part; `fields` say what it does."""

    def make(kind: str, source: str, part: str = "bad", **fields: Any) -> None:
        name = f"bad-{kind}-{abs(hash(str(fields)))}"
        target = f"{name.replace('-', '_')}:Bad"
        text = HEAD + source.format(**fields)
        monkeypatch.syspath_prepend(install(tmp_path / name, name, text, {f"{kind}.{part}": target}))

    return make


def sums(folder: Path, count: int = 12) -> Path:
    rows = (
        {"id": f"sum-{n}", "question": f"What is {n} + 1?", "answer": str(n + 1), "licence": "MIT"}
        for n in range(count)
    )
    return write_lines(folder / "sums.jsonl", *rows)


def sample(run, folder: Path, *more: object, count: int = 6) -> Ended:
    return run(
        *(
            "sample",
            "--domain",
            "math",
            "--bank",
            sums(folder, count),
            "--teacher",
            "scripted",
            "--n",
            1,
            "--out",
            "r",
        ),
        *more,
    )


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def one_line(ended: Ended, *words: str, code: int = 1) -> None:
    assert ended.code == code, ended.err
    assert "Traceback" not in ended.err
    last = ended.err.strip().splitlines()[-1]
    for word in words:
        assert word in last


@pytest.mark.parametrize(
    "verify",
    [
        "act('raise')",
        "act('exit')",
        "act('hang')",
        "act('text')",
        "act('none')",
        "Verdict(outcome='perhaps', verifier='bad/1', method='m', reason='r')",
    ],
)
def test_a_verifier_that_fails_leaves_its_candidates_unverified_and_is_counted(
    run, bad, tmp_path, verify
) -> None:
    bad("verifier", VERIFIER, open="pass", check="pass", verify=verify)

    ended = sample(run, tmp_path, "--verifier", "bad")

    assert ended.code == 0, ended.err
    assert "6 unverified" in ended.out
    assert "failed       6 candidates unverified because a part failed (6 verifier_failed)" in ended.out


@pytest.mark.parametrize("verify", ["act('raise')", "act('text')"])
def test_a_verifier_that_fails_twenty_times_in_a_row_ends_the_run_and_no_resume_is_worse(
    run, bad, tmp_path, verify
) -> None:
    bad("verifier", VERIFIER, open="pass", check="pass", verify=verify)

    for _ in range(2):
        ended = sample(run, tmp_path, "--verifier", "bad", count=60)

        one_line(ended, "the verifier bad/1 of bad_verifier_", "failed 20 times in a row")
    ended = run("regrade", "r", "--verifier", "symbolic", "--adopt")
    assert ended.code == 0, ended.err


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"open": "act('raise')"}, ("the verifier Bad of bad_verifier_", "ValueError: boom")),
        ({"open": "return 'text'"}, ("gives str, not a context manager",)),
        ({"open": "return contextlib.nullcontext(5)"}, ("the verifier",)),
    ],
)
def test_a_verifier_that_does_not_open_is_told_in_one_line(run, bad, tmp_path, fields, words) -> None:
    bad("verifier", VERIFIER, **{"check": "pass", "verify": "None"} | fields)

    one_line(sample(run, tmp_path, "--verifier", "bad"), *words)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"open": "act('raise')"}, ("the engine Bad of bad_engine_", "does not open: ValueError: boom")),
        ({"places": "0"}, ("takes 0 requests at a time",)),
        ({"places": "'many'"}, ("takes 'many' requests at a time",)),
        (
            {"init": "def __post_init__(self): act('raise')"},
            ("the engine 'bad' of package bad-engine-", "boom"),
        ),
    ],
)
def test_an_engine_that_does_not_open_is_told_in_one_line(run, bad, tmp_path, fields, words) -> None:
    bad("engine", ENGINE, **{"init": "", "open": "pass", "places": "2", "generate": "None"} | fields)

    one_line(sample(run, tmp_path, "--teacher", "bad:x"), *words)


@pytest.mark.parametrize(
    "generate",
    ["act('raise')", "act('text')", "Completion(text=5, finish='stop', prompt_tokens=1, tokens=1)"],
)
def test_an_engine_that_fails_at_a_request_has_its_problem_refused(run, bad, tmp_path, generate) -> None:
    bad("engine", ENGINE, init="", open="pass", places="2", generate=generate)

    ended = run(
        "sample",
        "--domain",
        "math",
        "--bank",
        sums(tmp_path, 6),
        "--teacher",
        "bad:x",
        "--n",
        1,
        "--out",
        "r",
    )

    assert ended.code == 0, ended.err
    assert "refused sum-0: the engine Bad of bad_engine_" in ended.err
    assert "6 refused" in ended.out


def test_an_engine_that_fails_twenty_times_in_a_row_ends_the_run(run, bad, tmp_path) -> None:
    bad("engine", ENGINE, init="", open="pass", places="2", generate="act('raise')")

    ended = run(
        "sample", "--domain", "math", "--bank", sums(tmp_path, 40), "--teacher", "bad:x", "--out", "r"
    )

    one_line(ended, "the engine Bad of bad_engine_", "20 times in a row")


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"first": "act('raise')"}, "ValueError: boom"),
        ({"second": "act('raise')"}, "ValueError: boom"),
        ({"second": "yield 'text'"}, "returned str, not Problem"),
        ({"id": "5"}, "a problem"),
    ],
)
def test_a_reader_that_fails_is_named_with_its_bank_in_one_line(run, bad, tmp_path, fields, word) -> None:
    bad("reader", READER, **{"first": "pass", "second": "pass", "id": "'a'"} | fields)

    ended = run("sample", "--domain", "math", "--bank", "bad:here", "--teacher", "scripted", "--out", "r")

    one_line(ended, "the reader Bad of bad_reader_", "bad:here", word)


@pytest.mark.parametrize(
    "changes", ["act('raise')", "act('exit')", "yield 'text'", "yield Change(prompt=5, reference=None)"]
)
def test_a_mutator_that_fails_at_a_row_makes_nothing_of_that_row(run, bad, tmp_path, changes) -> None:
    bad("mutator", MUTATOR, changes=changes)

    ended = run("mutate", sums(tmp_path), "--with", "bad", "--out", "m.jsonl", "--refused", "x.jsonl")

    assert ended.code == 0, ended.err
    refused = lines(tmp_path / "x.jsonl")
    assert {row["parent"] for row in refused} == {"sum-3"}
    assert "its mutator failed" in ended.out
    assert len(lines(tmp_path / "m.jsonl")) >= 11


@pytest.mark.parametrize("rows", ["act('raise')", "act('text')", "[5]", "[{'id': object()}]"])
def test_a_format_that_fails_at_a_problem_makes_no_record_of_it(run, bad, tmp_path, rows) -> None:
    bad("format", FORMAT, folder="bad", at="'-0'", rows=rows)
    script = tmp_path / "s.json"
    script.write_text(json.dumps({"default": ["\\boxed{1}", "\\boxed{2}"]}))

    ended = sample(run, tmp_path, "--teacher", f"scripted:{script}", "--format", "bad", "--format", "sft")

    assert ended.code == 0, ended.err
    assert "1 problems made no bad record; the first: sum-0: the format bad of bad_format_" in ended.err
    assert len(lines(tmp_path / "r/bad/train.jsonl")) == 5


def test_a_format_without_a_plain_folder_is_refused_before_anything_is_drawn(run, bad, tmp_path) -> None:
    bad("format", FORMAT, folder="../elsewhere", at="'-0'", rows="[]")

    one_line(sample(run, tmp_path, "--format", "bad"), "the format 'bad' has the folder '../elsewhere'")
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"messages": "act('raise')"}, "its rewriter failed"),
        ({"read": "act('raise')"}, "verifier_failed"),
        ({"read": "act('none')"}, "verifier_failed"),
    ],
)
def test_a_rewriter_that_fails_at_a_problem_is_refused_with_the_reason(
    run, bad, tmp_path, fields, reason
) -> None:
    bad("rewriter", REWRITER, **{"messages": "pass", "read": "reply"} | fields)

    ended = run("rewrite", sums(tmp_path, 3), "--with", "bad", "--teacher", "scripted", "--out", "w")

    assert "Traceback" not in ended.err
    told = ended.err + (tmp_path / "w/refused.jsonl").read_text() if ended.code == 0 else ended.err
    assert reason in told


@pytest.mark.parametrize("done", ["act('raise')", "act('text')", "Execution(outputs='x')"])
def test_an_executor_that_fails_leaves_programs_unverified(run, bad, tmp_path, done) -> None:
    bad("executor", EXECUTOR, open="pass", run=done)
    problem = {
        "id": "one", "domain": "code", "prompt": "Return 1.",
        "reference": {"mode": "function", "entry_point": "f", "tests": [{"args": [], "expected": 1}]},
    }  # fmt: skip
    program = {"problem": "one", "text": "```python\ndef f():\n    return 1\n```"}
    candidates = write_lines(tmp_path / "c.jsonl", *({"id": f"c{n}", **program} for n in range(3)))

    ended = run(
        *("verify", "--problems", write_lines(tmp_path / "p.jsonl", problem), "--candidates", candidates),
        *("--output", "v.jsonl", "--executor", "bad", "--jobs", 1),
    )

    assert ended.code == 0, ended.err
    found = lines(tmp_path / "v.jsonl")
    assert [(row["outcome"], row["reason"]) for row in found] == [("unverified", "sandbox_failed")] * 3
    assert "the executor Pool of bad_executor_" in found[0]["message"]


def test_an_executor_that_does_not_open_is_told_in_one_line(run, bad, tmp_path) -> None:
    bad("executor", EXECUTOR, open="act('raise')", run="None")

    ended = run(
        "sample", "--domain", "code", "--limit", 1, "--teacher", "scripted", "--executor", "bad", "--out", "r"
    )

    one_line(ended, "the executor Bad of bad_executor_", "ValueError: boom")


DOMAIN = """
from verigen.core.turns import Answer, Ask, Conversation

@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    word: str

@dataclass(frozen=True, kw_only=True)
class Bad:
    default_bank: str = ""
    default_suite: str = ""
    default_verifier: str = "bad"
    reference = Word
    deadline_s = {deadline}
    def turns(self, problem, *, reasoner):
        {first}
        reply = yield Ask(messages=(Message(role="user", content=problem.prompt),))
        {then}
        return {answer}
    def shown(self, graded):
        {shown}
        return Conversation(messages=(Message(role="user", content="q"), Message(role="assistant", content="a")))
    def own_answer(self, problem):
        {own}
        return problem.reference.word
"""
NUMBERS = count()
FINE = {
    "first": "pass", "then": "pass", "answer": "Answer(text=reply.text, finish=reply.finish)", "shown": "pass", "own": "pass",
    "deadline": "20.0",
}  # fmt: skip


def told(run, bad, tmp_path, fields: dict[str, str]) -> Ended:
    name = f"bad{next(NUMBERS)}"  # a domain is made once in a process
    bad("domain", DOMAIN, name, **FINE | fields)
    bad(
        "verifier",
        VERIFIER.replace("if candidate.teacher", "if False"),
        open="pass",
        check="pass",
        verify="None",
    )
    source = {"bank": "b", "licence": "MIT"}
    rows = (
        {"id": f"w{n}", "domain": name, "prompt": "Say it.", "reference": {"word": "it"}, "source": source}
        for n in range(6)
    )
    bank = write_lines(tmp_path / "words.jsonl", *rows)
    return run("sample", "--domain", name, "--bank", bank, "--teacher", "scripted", "--n", 1, "--out", "r")


@pytest.mark.parametrize(
    "fields",
    [
        {"then": "act('raise')"},
        {"then": "yield 'text'"},
        {"then": "while True: yield Ask(messages=(Message(role='user', content='again'),))"},
        {"answer": "'text'"},
        {"answer": "Answer(text=5, finish='stop')"},
    ],
    ids=["raises", "yields something else", "never ends", "returns something else", "no text"],
)
def test_a_conversation_that_goes_wrong_leaves_its_candidate_unverified(run, bad, tmp_path, fields) -> None:
    ended = told(run, bad, tmp_path, fields)

    assert ended.code == 0, ended.err
    assert "0 correct" in ended.out
    assert "6 unverified" in ended.out or "6 refused" in ended.out


def test_a_domain_without_an_own_answer_has_its_problems_refused(run, bad, tmp_path) -> None:
    ended = told(run, bad, tmp_path, {"own": "act('raise')"})

    one_line(ended, "every problem of the bank was refused", code=2)
    assert "ValueError: boom" in ended.err


def test_a_domain_that_can_not_show_a_record_makes_none_and_says_so(run, bad, tmp_path) -> None:
    ended = told(run, bad, tmp_path, {"shown": "act('raise')"})

    assert ended.code == 0, ended.err
    assert (
        "6 problems made no sft record; the first: w0: the format sft failed: ValueError: boom" in ended.err
    )


def test_a_draft_that_the_checks_can_not_cope_with_is_refused(run, bad, tmp_path, monkeypatch) -> None:
    from verigen.problems.rewrite.rewriters import checks

    def fails(text: str, _: set[int]) -> bool:
        return 1 // (text != "Please: What is 1 + 1?") < 0

    monkeypatch.setattr(checks, "repeats", fails)
    bad("rewriter", REWRITER, messages="pass", read="'Please: ' + problem.prompt")
    script = tmp_path / "s.json"
    script.write_text(
        json.dumps({"answers": {f"What is {n} + 1": [f"\\boxed{{{n + 1}}}"] for n in range(3)}})
    )

    ended = run(
        "rewrite", sums(tmp_path, 3), "--with", "bad", "--teacher", f"scripted:{script}", "--out", "w"
    )

    assert ended.code == 0, ended.err
    assert [row["source"]["parent"] for row in lines(tmp_path / "w/problems.jsonl")] == ["sum-0", "sum-2"]
    (refused,) = lines(tmp_path / "w/refused.jsonl")
    assert refused["reason"] == "its checks failed"


NEVER = "threading.Event().wait()"
HANGING = {
    "verifier": (VERIFIER, {"open": NEVER, "check": "pass", "verify": "None"}, ("--verifier", "bad")),
    "executor": (EXECUTOR, {"open": NEVER, "run": "None"}, ("--executor", "bad", "--domain", "code", "--bank", "code-core")),
    "reader": (READER, {"first": NEVER, "second": "pass", "id": "'a'"}, ("--bank", "bad:here")),
    "reader later": (READER, {"first": "pass", "second": NEVER, "id": "'a'"}, ("--bank", "bad:here")),
    "engine": (ENGINE, {"init": "", "open": "await __import__('asyncio').Event().wait()", "places": "2", "generate": "None"},
               ("--teacher", "bad:x")),
}  # fmt: skip


@pytest.mark.parametrize("name", HANGING)
def test_a_part_that_never_opens_ends_the_command_in_one_line(run, bad, tmp_path, monkeypatch, name) -> None:
    monkeypatch.setattr(boundary, "OPEN_S", 0.2)
    monkeypatch.setattr(engine, "HANGS_S", 0.2)
    source, fields, options = HANGING[name]
    kind = name.partition(" ")[0]
    bad(kind, source, **fields)

    ended = sample(run, tmp_path, *options)

    one_line(ended, f"the {kind} Bad of bad_{kind}_", "within 0.2 s")


@pytest.mark.parametrize("where", ["import", "__init__", "a property"])
def test_a_part_that_never_comes_to_be_ends_the_command_in_one_line(
    run, bad, tmp_path, monkeypatch, where
) -> None:
    monkeypatch.setattr(registry, "LOAD_S", 60.0 if where != "import" else 0.2)
    monkeypatch.setattr(registry, "MAKE_S", 0.2)
    source = {
        "import": NEVER,
        "__init__": VERIFIER + f"    def __post_init__(self): {NEVER}\n",
        "a property": VERIFIER.replace("    needs_reference = True\n", "")
        + f"    @property\n    def needs_reference(self): {NEVER}\n",
    }[where]
    bad("verifier", source, open="pass", check="pass", verify=f"{where!r}")

    ended = sample(run, tmp_path, "--verifier", "bad")

    one_line(ended, "the verifier 'bad' of package bad-verifier-", "0.2 s")


def test_a_reader_may_use_what_only_its_own_thread_can(run, bad, tmp_path) -> None:
    first = "import sqlite3; rows = sqlite3.connect(':memory:'); rows.execute('create table t (n)')"
    bad("reader", READER, first=first, second="rows.execute('select n from t')", id="'a'")

    ended = sample(run, tmp_path, "--bank", "bad:here")

    assert ended.code == 0, ended.err


ROWS = """
@contextlib.contextmanager
def reading(self, source):
    yield self
Bad.reading = reading
Bad.holds = lambda self, row: {holds}
Bad.relatives = lambda self, row, bank: False

def problem(self, row, number):
    if number == 2:
        {second}
    return Problem(id=str(number), domain={name!r}, prompt=row["prompt"], reference=Word(word="it"), family=str(number),
                   source=Source(bank="b", licence="MIT"))
Bad.problem = problem
Bad.deadline_s = 0.2
"""


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ("act('raise')", "boom and more"),  # a ValueError is what the row lacks
        ("row['none']", "failed: KeyError: 'none'"),
        ("return 5", "returned int, not Problem"),
        (NEVER, "gave no answer within 0.2 s"),
    ],
)
def test_a_domain_that_fails_at_a_row_loses_that_row_alone(run, bad, tmp_path, second, reason) -> None:
    name = f"bad{next(NUMBERS)}"
    bad("domain", DOMAIN + ROWS, name, **FINE, holds="False", second=second, name=name)
    texts = (
        "Tom buys a kite.",
        "Anna sails.",
        "Peter paints nine doors.",
        "Mary plants roses.",
        "Ten geese fly.",
    )
    bank = write_lines(tmp_path / "b.jsonl", *({"prompt": text} for text in texts))

    ended = run(
        "split", bank, "--domain", name, "--held-out", 0.5, "--out", "s", "--licence", "MIT", "--seed", 1
    )

    assert ended.code == 0, ended.err
    (refused,) = lines(tmp_path / "s/refused.jsonl")
    assert refused["id"].endswith("b.jsonl:2")
    assert refused["reason"].endswith(reason)


def test_a_domain_that_fails_at_what_it_is_asked_of_every_row_claims_none(run, bad, tmp_path) -> None:
    name = f"bad{next(NUMBERS)}"
    bad("domain", DOMAIN + ROWS, name, **FINE, holds="act('raise') or 1 / 0", second="pass", name=name)
    domains._every.cache_clear()

    ended = run("mutate", sums(tmp_path), "--with", "rename", "--out", "m.jsonl")

    assert "Traceback" not in ended.err
    assert "rename: " in ended.out + ended.err


def test_a_domain_that_never_shows_a_record_makes_none_and_says_so(run, bad, tmp_path) -> None:
    ended = told(run, bad, tmp_path, {"shown": NEVER, "deadline": "0.2"})

    assert ended.code == 0, ended.err
    assert (
        "6 problems made no sft record; the first: w0: the format sft gave no answer within 0.2 s"
        in ended.err
    )


ANSWERS = """
Bad.answer = lambda self, problem: problem.reference.word
Bad.answered = lambda self, answer: Word(word=answer)
Bad.readable = lambda self, answer: {readable}
Bad.stated = lambda self, candidate: {stated}
Bad.same = lambda self, one, two, problem=None: {same}
Bad.deadline_s = 0.2
"""
SOUND = {"readable": "True", "stated": "__import__('verigen').core.offers.Voice('it')", "same": "'correct'"}


@pytest.mark.parametrize("broken", ["act('raise')", "act('hang')"])
@pytest.mark.parametrize("method", SOUND)
def test_a_domain_that_fails_at_an_answer_leaves_its_vote_open(
    broken: str, method: str, bad, tmp_path
) -> None:
    name = f"bad{next(NUMBERS)}"
    bad("domain", DOMAIN + ANSWERS, name, **FINE, **SOUND | {method: broken})
    problem = Problem(
        id="p", domain=name, prompt="q", reference=None, family="f", source=Source(bank="b", licence="MIT")
    )
    texts = ["it", "that"]
    candidates = [bare(text, problem, text) for text in texts]
    domain: Any = domains.named(name)

    held = ballots.hold(candidates, Majority(min_votes=1, threshold=0.1), domain)

    assert {verdict.outcome for _, verdict in held} <= ({"correct"} if method == "same" else {"unverified"})
