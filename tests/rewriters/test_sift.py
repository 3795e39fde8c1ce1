"""What becomes of a task that its teacher can't take."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from samples import make_graded
from verigen.core import registry
from verigen.core.types import Candidate, Verdict
from verigen.ledger.ledger import Ledger
from verigen.ledger.tables import Settled
from verigen.problems.rewrite.crew import RewriteCrew
from verigen.problems.rewrite.rewriters.tasks import child, named, task
from verigen.problems.rewrite.rewriters.writing import NAME
from verigen.problems.rewrite.sift import Refusal, Sift
from verigen.teachers.choose import Choice, choose

PARENT = make_graded(0, "correct").problem


def too_long(problem: str) -> Settled:
    return Settled(
        problem=problem, goal="n:1", stage=0, kind="refused", reason="9000 tokens of 2048", correct=0, incorrect=0,
        cut=0, unverified=0, first=0, stop=0, past=1, group="", prior=(1.0, 1.0, 1.0, 1.0), rate=None, final=True,
    )  # fmt: skip


def opened(path: Path) -> Ledger:
    ledger = Ledger(path, create=True)
    ledger.set_meta("goal", "n:1")
    return ledger


def test_a_prompt_that_the_context_can_not_hold_is_refused_with_what_the_engine_said(tmp_path: Path) -> None:
    parts = named("rephrase")
    asked = [task(replace(PARENT, id=name), "rephrase", parts["rephrase"], [], 0) for name in "ab"]
    drafted = child(asked[1], "What do 2 and 3 make?", 0, parts["rephrase"], {})
    teacher, solver = opened(tmp_path / "t.db"), opened(tmp_path / "s.db")
    teacher.add_problems([(each, None) for each in asked])
    solver.add_problems([(drafted, None)])
    draft: Candidate = replace(
        make_graded(0, "correct").candidate, id=f"{asked[1].id}#0", problem=asked[1].id
    )
    sound = Verdict(outcome="correct", verifier=NAME, method="read", reason="sound", extracted=drafted.prompt)

    with registry.load("verifier", "symbolic")().open() as proof:
        teacher.commit([draft], [(draft.id, sound)], settled=[too_long(asked[0].id)])
        solver.commit([], [], settled=[too_long(drafted.id)])
        sift = Sift(
            parts=parts,
            crew=RewriteCrew(choices={"teacher": choice()}, prices={}),
            ledgers={"teacher": teacher, "solver": solver},
            domain=registry.load("domain", "math")(),
            solving=proof,
            proof=proof,
            agree=2,
        )
        found = [made for _, made in sift.kept()]

    assert [isinstance(each, Refusal) and (each.parent, each.reason, each.message) for each in found] == [
        ("a", "too long for the context", "9000 tokens of 2048"),
        ("b", "too long for the context", "9000 tokens of 2048"),
    ]
    teacher.close()
    solver.close()


def choice() -> Choice:
    return choose("scripted:", None, Silent(), context=1)


class Silent:
    def note(self, line: str) -> None: ...

    def progress(self, done: int, total: int) -> None: ...
