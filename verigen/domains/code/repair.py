"""Programming problems with repair turns: the interpreter or a critic speaks, and the teacher tries again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from verigen.core.errors import ReferenceFault
from verigen.core.literals import written
from verigen.core.text.printable import one_line
from verigen.core.turns import ran
from verigen.core.types import Call, Job, Limits
from verigen.core.values import NotAValue
from verigen.domains.code.examples import examples
from verigen.domains.code.part import CLOSING, Code
from verigen.domains.code.reference import CodeReference
from verigen.domains.tries import Critic, Criticism, Tries, judged
from verigen.verifiers.extract_code import extract
from verigen.verifiers.unit_tests import compare
from verigen.verifiers.unit_tests.compare import RAISES, special
from verigen.verifiers.unit_tests.suite import suite

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from verigen.core.types import Execution, Output, Problem
    from verigen.domains.code.reference import Test

AGAIN = "Find the mistake, and give the whole corrected program in one ```python block."
NO_PROGRAM = "There is no Python program in your reply. Give the whole program in one ```python block."
FAILS = "It fails a hidden test."
SHOWN = 200  # characters of a value or a message


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeInTries(Tries, Code):
    """Problems of the code domain in at most `tries` tries.

    `critic` gives the reason. The interpreter runs the problem's public examples, or only loads the program where it
    has none. The verifier says no more than that a hidden test fails. The judge is the teacher
    itself, which reads its answer again.
    """

    adopts = "code"
    closing = CLOSING
    critics = ("interpreter", "verifier", "judge")
    tries_at_most: int = 2
    critic: Critic = "interpreter"

    def _criticize(self, problem: Problem, text: str) -> Criticism:
        reference = problem.reference
        if not isinstance(reference, CodeReference):
            raise ReferenceFault(f"{problem.id} is no code problem: its reference has no tests")
        code = extract(text, reference.entry_point)
        if code is None:
            return NO_PROGRAM
        if self.critic == "judge":
            reason = yield from judged(problem.prompt, text, _secrets(reference, problem.prompt))
        elif self.critic == "verifier":
            reason = yield from _tested(problem, code)
        else:
            reason = yield from _tried(problem.prompt, reference, code)
        return f"{reason}\n\n{AGAIN}" if reason else ""


def _tried(prompt: str, reference: CodeReference, code: str) -> Criticism:
    """What goes wrong when the program is loaded and runs the problem's public examples."""
    tests = [each for each in examples(prompt, reference) if special(each.expected) is None]
    if reference.mode == "stdio" and not tests:
        code = f"compile({code!r}, '<program>', 'exec')"  # it would wait for input that nobody has
    done = yield from ran(_job(reference, code, tests))
    if done.fault:
        return f"The program does not run: {_message(done)}"
    for test, output in zip(tests, done.outputs, strict=False):
        if why := _failure(reference, test, output):
            return why
    return ""


def _job(reference: CodeReference, code: str, tests: Sequence[Test]) -> Job:
    """A job of these tests alone. Without any, the program is loaded and nothing called."""
    calls = [Call(args=test.args, kwargs=test.kwargs, stdin=test.stdin) for test in tests]
    if reference.mode == "function" and not calls:
        return Job(
            code=f"{code}\n\ndef verigen_loaded(): pass",
            mode="function",
            entry_point="verigen_loaded",
            calls=[Call()],
        )
    if not calls:
        calls = [Call(stdin="")]
    return Job(
        code=code,
        mode=reference.mode,
        calls=calls,
        entry_point=reference.entry_point,
        limits=_limits(reference),
    )


def _limits(reference: CodeReference) -> Limits:
    """The time and memory that the problem's own tests give a program."""
    seconds = reference.time_limit_s
    job_s = max(seconds, Limits().job_s)
    return Limits(call_s=seconds, job_s=job_s, memory_mb=reference.memory_mb)


def _failure(reference: CodeReference, test: Test, output: Output) -> str:
    """Why an example fails, in terms of the example and of what the program did; empty if it passes."""
    called = _called(reference, test)
    if special(test.expected) == RAISES:
        return "" if compare.raises(test, output) else f"{called} does not raise {test.expected[RAISES]}."
    if output.fault:
        return f"{called} {_fault(output)}; it should give {_value(test.expected)}."
    if reference.compare.kind == "checker":
        return ""  # other outputs than the one shown may be right
    try:
        right = compare.passes(test, output, reference.compare, reference.mode)
    except NotAValue:
        right = False
    if right:
        return ""
    given = output.stdout if reference.mode == "stdio" else output.value
    return f"{called} gives {_value(given)}; it should give {_value(test.expected)}."


def _fault(output: Output) -> str:
    match output.fault:
        case "timeout":
            return "does not end in time"
        case "memory":
            return "needs too much memory"
        case "output_limit":
            return "prints too much"
    return f"raises {one_line(output.message or str(output.fault), SHOWN)}"


def _message(done: Execution) -> str:
    return (
        "it does not end in time"
        if done.fault == "timeout"
        else one_line(done.message or str(done.fault), SHOWN)
    )


def _called(reference: CodeReference, test: Test) -> str:
    if reference.mode == "stdio":
        return f"With the input {_value(test.stdin)} the program"
    given = [_value(each) for each in test.args] + [
        f"{name}={_value(each)}" for name, each in test.kwargs.items()
    ]
    return f"{reference.entry_point}({', '.join(given)})"


def _value(value: Any) -> str:
    return one_line(written(value), SHOWN)


def _tested(problem: Problem, code: str) -> Criticism:
    """One bit: whether the program passes all tests. Their inputs stay in the sandbox, their outputs on the host."""
    tests = suite(problem)
    done = yield from ran(tests.job(code))
    reference = tests.reference
    passed = len(done.outputs) == len(reference.tests) and not done.fault
    for test, output in zip(reference.tests, done.outputs, strict=False):
        passed = passed and not _failure(reference, test, output)
    return "" if passed else FAILS


def _secrets(reference: CodeReference, prompt: str) -> list[str]:
    """The inputs and outputs of the hidden tests, as a text could quote them."""
    public = {msgspec.json.encode(test) for test in examples(prompt, reference)}
    hidden = [test for test in reference.tests if msgspec.json.encode(test) not in public]
    values = [value for test in hidden for value in (*test.args, *test.kwargs.values(), test.expected)]
    texts = [test.stdin for test in hidden if test.stdin]
    return [*map(written, values), *texts, *(value for value in values if isinstance(value, str))]
