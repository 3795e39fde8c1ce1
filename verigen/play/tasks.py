"""Makes three problems of a program: say its output, find an input, write it from examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from verigen.core import seeds
from verigen.core.literals import written
from verigen.core.types import Problem, Source
from verigen.domains.code.reference import CodeReference, Compare, Test
from verigen.domains.predict.reference import PredictReference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.play.validate import CheckedProposal

Task = Literal["predict", "find", "write"]
TASKS: tuple[Task, ...] = ("predict", "find", "write")
DOMAINS: dict[Task, str] = {"predict": "predict", "find": "code", "write": "code"}
PREDICT = "What does `{call}` return?\n\n```python\n{code}```"
FIND = (
    "Find arguments for which this function returns `{output}`.\n\n```python\n{code}```\n\nWrite a Python function "
    "`find()` that returns them as a tuple; for one argument `x` that is `(x,)`."
)
WRITE = (
    "Find out from these examples what the function does, and write it. Other inputs are tested too.\n\n{examples}\n\n"
    "Write a Python function with this signature: `def {name}({parameters})`."
)
# Runs in the sandbox of checkers. The program's answer is the input that it found.
CHECKER = """
{code}

def check(args, expected, output):
    given = tuple(output) if isinstance(output, (list, tuple)) else None
    return given is not None and {name}(*given) == expected
"""
PLAIN = "f"
SHOWN = 3  # examples of a function to write


def tasks(found: CheckedProposal, wanted: Sequence[Task], seed: int) -> Iterator[Problem]:
    """One problem per task; its example is drawn. A function with too few examples is not asked for."""
    draw = seeds.rng(seed, "play", found.proposal.id)
    for task in wanted:
        if task == "write" and len(found.inputs) <= SHOWN:
            continue
        place = draw.randrange(len(found.inputs))
        yield _problem(found, task, *_asked(found, task, place))


def _asked(found: CheckedProposal, task: Task, place: int) -> tuple[str, object]:
    code, name, args, value = (
        found.proposal.code,
        found.proposal.entry_point,
        found.inputs[place],
        found.outputs[place],
    )
    if task == "predict":
        return PREDICT.format(call=_call(name, args), code=code), PredictReference(value=value)
    if task == "find":
        checker = CHECKER.format(code=code, name=name)
        solution = f"def find():\n    return {written({'__tuple__': list(args)})}\n"
        reference = CodeReference(
            mode="function",
            entry_point="find",
            tests=[Test(args=[], expected=value)],
            compare=Compare(kind="checker", checker=checker),
            solution=solution,
        )
        return FIND.format(output=written(value), code=code), reference
    # the program's own name may say what it does
    tests = [Test(args=args, expected=value) for args, value in zip(found.inputs, found.outputs, strict=True)]
    examples = "\n".join(f"{_call(PLAIN, test.args)} == {written(test.expected)}" for test in tests[:SHOWN])
    parameters = ", ".join(f"arg{number}" for number in range(1, len(found.inputs[0]) + 1))
    prompt = WRITE.format(examples=examples, name=PLAIN, parameters=parameters)
    solution = code if name == PLAIN else f"{code}\n\n{PLAIN} = {name}\n"
    return prompt, CodeReference(mode="function", entry_point=PLAIN, tests=tests, solution=solution)


def _problem(found: CheckedProposal, task: Task, prompt: str, reference: object) -> Problem:
    proposal = found.proposal
    return Problem(
        id=f"{proposal.id}/{task}",
        domain=DOMAINS[task],
        prompt=prompt,
        reference=reference,
        family=proposal.family,
        source=Source(
            bank=proposal.source.bank,
            licence=proposal.source.licence,
            parent=proposal.id,
            mutator=f"play-{task}",
            depth=proposal.depth,
            parameters={"task": task},
        ),
        tags={"task": task},
    )


def _call(name: str, args: list[Any]) -> str:
    return f"{name}({', '.join(map(written, args))})"
