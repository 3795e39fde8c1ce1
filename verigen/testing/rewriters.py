"""Laws of rewriters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.problems.mutate.mutators.errors import Refused
from verigen.testing.law import LawBroken, hold

if TYPE_CHECKING:
    from verigen.core.parts import Rewriter
    from verigen.core.types import Problem
    from verigen.testing.law import Law
    from verigen.testing.sample import Sample

OTHERS = ("What is 1 + 1?", "How many sides has a square?", "What is half of 8?")
NOTHING = ("", "   ", "I can't.", "<problem></problem>", "<think>\nstill thinking", "\0")
NOISE = (
    "9" * 5000,
    "<problem>\n1/0\n</problem>",
    "<problem>\n\u0663 \u00bd?\n</problem>",
    "```",
    "</think>" * 3,
)


def it_says_what_it_does(part: Rewriter, sample: Sample) -> None:  # noqa: ARG001 - every law takes one
    hold(part.version and isinstance(part.version, str), f"its version is {part.version!r}")
    hold(part.effect in {"keeps", "new"}, f"its effect is {part.effect!r}")
    hold(isinstance(part.seeds, int) and part.seeds >= 0, f"it shows {part.seeds!r} other problems")
    known = type(part).wishes()
    hold(part.wish in known if known else not part.wish, f"its wish {part.wish!r} is none of {known}")


def it_asks_with_the_problems_own_words(part: Rewriter, sample: Sample) -> None:
    hold(sample.problems, "the sample holds no problem")
    for problem in sample.problems:
        for others in (OTHERS[: part.seeds], ()):
            asked = part.messages(problem, others)
            hold(asked and asked[-1].role == "user", f"{problem.id}: the last message is not the user's")
            hold(problem.prompt in asked[-1].content, f"{problem.id}: its text is not in what is asked")


def it_asks_the_same_every_time(part: Rewriter, sample: Sample) -> None:
    for problem in sample.problems:
        first, again = (part.messages(problem, OTHERS[: part.seeds]) for _ in range(2))
        hold(first == again, f"{problem.id}: it asks in another way the second time")


def it_reads_no_problem_out_of_nothing(part: Rewriter, sample: Sample) -> None:
    for problem in sample.problems:
        for reply in NOTHING:
            hold(_read(part, problem, reply) is None, f"{problem.id}: {reply!r} is taken for a problem")


def whatever_a_teacher_says_is_read_or_refused_with_a_reason(part: Rewriter, sample: Sample) -> None:
    for problem in sample.problems:
        for reply in (*NOISE, problem.prompt, f"<problem>\n{problem.prompt}\n</problem>"):
            text = _read(part, problem, reply)
            hold(text is None or isinstance(text, str), f"{problem.id}: read() gives {type(text).__name__}")


def _read(part: Rewriter, problem: Problem, reply: str) -> str | None:
    try:
        return part.read(problem, OTHERS[: part.seeds], reply)
    except Refused as refused:
        hold(refused.reason, f"{problem.id}: {reply[:40]!r} is refused without a reason")
        return None
    except Exception as error:
        raise LawBroken(f"{problem.id}: {reply[:40]!r} raises {type(error).__name__}, not Refused") from error


LAWS: tuple[Law, ...] = (
    it_says_what_it_does,
    it_asks_with_the_problems_own_words,
    it_asks_the_same_every_time,
    it_reads_no_problem_out_of_nothing,
    whatever_a_teacher_says_is_read_or_refused_with_a_reason,
)
