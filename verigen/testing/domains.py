"""Laws of domains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.core import problems, registry
from verigen.core.turns import Act, Answer, Ask
from verigen.core.types import Completion, Execution, Message
from verigen.problems import validate
from verigen.testing.law import LawBroken, hold
from verigen.testing.sample import graded

if TYPE_CHECKING:
    from verigen.core.parts import Domain
    from verigen.core.types import Problem
    from verigen.testing.law import Law
    from verigen.testing.sample import Sample

MOST_TURNS = 64
REPLIES = (
    "",
    "<think>\nstill thinking",
    "<think>\nSo it is.\n</think>\n\nThe answer is 1.",
    "\0",
    "9" * 5000,
)


def its_verifier_accepts_the_references_of_its_problems(part: Domain, sample: Sample) -> None:
    hold(sample.problems, "the sample holds no problem")
    with registry.make("verifier", part.default_verifier).open() as grader:
        for problem in sample.problems:
            why = validate.fault(problem, part, grader)
            hold(why is None, f"{problem.id}: {why}")


def its_references_read_as_they_were_written(part: Domain, sample: Sample) -> None:
    for problem in sample.problems:
        hold(
            isinstance(problem.reference, part.reference),
            f"{problem.id}: its reference is no {part.reference}",
        )
        hold(
            problems.decode(problems.encode(problem)) == problem,
            f"{problem.id} reads otherwise once it is written",
        )


def it_asks_with_the_problems_own_words(part: Domain, sample: Sample) -> None:
    for problem in sample.problems:
        for reasoner in (True, False):
            first = next(part.turns(problem, reasoner=reasoner))
            if not isinstance(first, Ask):
                raise LawBroken(f"{problem.id}: its first turn is {type(first).__name__}, not an Ask")
            asked = [each.content for each in first.messages if each.role == "user"]
            hold(
                asked and problem.prompt.strip() in asked[-1],
                f"{problem.id}: its text is not in what is asked",
            )


def its_turns_ask_the_same_again_and_come_to_an_end(part: Domain, sample: Sample) -> None:
    for problem in sample.problems:
        for reasoner in (True, False):
            for reply in REPLIES:
                first, again = (_held(part, problem, reply, reasoner=reasoner) for _ in range(2))
                hold(first == again, f"{problem.id}: the same replies lead to other turns the second time")


def a_record_shows_the_problem_and_the_answer(part: Domain, sample: Sample) -> None:
    for problem in sample.problems:
        (item,) = graded(problem, ("correct",))
        messages = part.shown(item).messages
        hold(
            all(isinstance(each, Message) for each in messages), f"{problem.id}: what is shown is no messages"
        )
        roles = [each.role for each in messages]
        hold(roles[-1] == "assistant" and "user" in roles, f"{problem.id}: a record of roles {roles}")


def _held(part: Domain, problem: Problem, reply: str, *, reasoner: bool) -> list[Ask | Act | Answer]:
    """All turns if every Ask gets this reply and every program returns nothing."""
    turns = part.turns(problem, reasoner=reasoner)
    found: list[Ask | Act | Answer] = [next(turns)]
    for _ in range(MOST_TURNS):
        try:
            found.append(turns.send(_sent(found[-1], reply)))
        except StopIteration as end:
            hold(isinstance(end.value, Answer), f"{problem.id}: its turns return {type(end.value).__name__}")
            return [*found, end.value]
    raise LawBroken(f"{problem.id}: no end after {MOST_TURNS} turns")


def _sent(turn: Ask | Act | Answer, reply: str) -> Completion | Execution:
    hold(isinstance(turn, Ask | Act), f"a turn is {type(turn).__name__}, neither Ask nor Act")
    if isinstance(turn, Act):
        return Execution(outputs=[])
    return Completion(text=reply, finish="stop", prompt_tokens=1, tokens=1)


LAWS: tuple[Law, ...] = (
    its_verifier_accepts_the_references_of_its_problems,
    its_references_read_as_they_were_written,
    it_asks_with_the_problems_own_words,
    its_turns_ask_the_same_again_and_come_to_an_end,
    a_record_shows_the_problem_and_the_answer,
)
