"""Builds problem_banks/code-core.jsonl from code_core/: the sandbox runs the references for their outputs.

The given inputs come first, then generated ones that kill mutants of the reference.

python -m problem_banks.build_code_core
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import json
import re
import sys
import textwrap
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from problem_banks.building import encoded, publish
from problem_banks.code_core import author
from verigen.core.types import Call, Job, Problem, Source
from verigen.domains.code.part import complete
from verigen.domains.code.reference import CodeReference, Compare, Contract, Test
from verigen.executors.local import Local
from verigen.problems.banks.live import public
from verigen.problems.harden.harden import Options, harden, reference_of, required
from verigen.problems.harden.inputs import call_of, generate
from verigen.problems.harden.twins import open_twins

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from verigen.core.parts import Pool
    from verigen.core.types import Output

TOPICS = (
    "strings",
    "lists",
    "dicts",
    "maths",
    "recursion",
    "dynamic",
    "graphs",
    "parsing",
    "simulation",
    "classes",
    "programs",
    "iterators",
    "matrices",
    "searching",
)
DRAWN = 24  # inputs among which public examples are chosen
HERE = Path(__file__).parent
FILE = HERE / "code-core.jsonl"


def main() -> None:
    with open_twins(Local(jobs=1)) as pools:
        every = drafts()
        found = [harden(build(draft, pools[0]), pools, Options(tests=16)) for draft in every]
        made = [
            exemplified(each.problem, draft.shown, pools[0]) for each, draft in zip(found, every, strict=True)
        ]
    publish(FILE, encoded(made), HERE / "catalogue.toml")
    mutants = sum(each.mutants for each in found)
    before, after = sum(each.killed_before for each in found), sum(each.killed_after for each in found)
    print(f"{mutants} mutants: given tests kill {before}, the hardened ones {after}")
    print(f"{len(found)} problems")


def drafts() -> list[author.Draft]:
    author.DRAFTS.clear()
    for topic in TOPICS:
        import_module(f"problem_banks.code_core.{topic}")
    return list(author.DRAFTS)


def build(draft: author.Draft, pool: Pool) -> Problem:
    """A problem with one test for each given input, in their order."""
    topic = draft.function.__module__.rpartition(".")[2]
    name = f"code-core-{topic}-{draft.function.__name__.replace('_', '-')}"
    reference = CodeReference(
        mode="stdio" if draft.program else "function",
        entry_point=None if draft.program else draft.function.__name__,
        compare=Compare(kind="lines" if draft.program and draft.compare == "exact" else draft.compare),  # type: ignore[arg-type]
        solution=solution(draft),
        tests=[],
        contract=Contract(inputs=draft.inputs, requires=draft.requires),
    )
    calls = [call(given, program=draft.program) for given in draft.given]
    return Problem(
        id=name,
        domain="code",
        prompt=complete(prompt(draft), reference),
        reference=dataclasses.replace(reference, tests=tests(name, reference, calls, pool)),
        family=name,
        source=Source(bank="code-core", licence="CC0-1.0"),
        tags={"level": str(draft.level), "topic": topic},
    )


def exemplified(problem: Problem, shown: Sequence[Any], pool: Pool) -> Problem:
    """The problem with public examples: those that its prompt tells, then short inputs beside its tests."""
    reference = reference_of(problem)
    fresh = generate(reference, map(call_of, reference.tests), DRAWN, 1)
    if reference.contract and reference.contract.requires:
        fresh = required(reference, fresh, pool)
    short = [each for each in fresh if len(json.dumps([each.args, each.stdin])) <= public.LONGEST]
    told = [call(given, program=reference.mode == "stdio") for given in shown]
    outputs = zip(short, run(problem.id, reference, short, pool) if short else (), strict=True)
    # a drawn number may be tied to a value that is no number in an argument that takes both
    drawn = [answered(problem.id, one, output) for one, output in outputs if not output.fault]
    examples = public.chosen(tests(problem.id, reference, told, pool) if told else [], drawn)
    return dataclasses.replace(problem, reference=dataclasses.replace(reference, examples=examples))


def prompt(draft: author.Draft) -> str:
    """The docstring with its lines joined to paragraphs."""
    paragraphs = (inspect.getdoc(draft.function) or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def solution(draft: author.Draft) -> str:
    """The source of the reference and its helpers, less decorator and docstring, with the imports it needs."""
    module = sys.modules[draft.function.__module__]
    parts = [source(part) for part in (*draft.helpers, draft.function)]
    code = "\n\n".join(parts)
    future = ["from __future__ import annotations"] if draft.helpers else []
    header = "\n\n".join(filter(None, ["\n".join(future), "\n".join(imports(module, code))]))
    code = f"{header}\n\n\n{code}" if header else code
    if draft.program:
        return code.replace(f"def {draft.function.__name__}()", "def main()") + "\n\nmain()\n"
    return code


def source(part: Any) -> str:
    lines = textwrap.dedent(inspect.getsource(part)).split("\n")
    node = ast.parse("\n".join(lines)).body[0]
    assert isinstance(node, ast.FunctionDef | ast.ClassDef)
    document = ast.get_docstring(node) is not None and isinstance(node, ast.FunctionDef)
    cut = range(node.body[0].lineno - 1, (node.body[0].end_lineno or 0)) if document else range(0)
    kept = [line for at, line in enumerate(lines) if at >= node.lineno - 1 and at not in cut]
    return re.sub(r" +# noqa.*", "", "\n".join(kept)).strip("\n") + "\n"


def imports(module: ModuleType, code: str) -> list[str]:
    """The import lines of the module that bind a name which the code uses."""
    used = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
    nodes = [node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.ImportFrom)]
    lines = []
    for node in nodes:
        names = [alias.name for alias in node.names if alias.name in used]
        if names and not (node.module or "").startswith(("problem_banks", "__future__")):
            lines.append(f"from {node.module} import {', '.join(names)}")
    return lines


def call(given: Any, *, program: bool) -> Call:
    return Call(stdin=given) if program else Call(args=[plain(value) for value in given])


def plain(value: Any) -> Any:
    """The JSON form of an input."""
    if isinstance(value, tuple):
        return {"__tuple__": [plain(item) for item in value]}
    if isinstance(value, set):
        return {"__set__": [plain(item) for item in sorted(value)]}
    if isinstance(value, dict):
        return {"__dict__": [[plain(key), plain(item)] for key, item in value.items()]}
    return [plain(item) for item in value] if isinstance(value, list) else value


def tests(name: str, reference: CodeReference, calls: list[Call], pool: Pool) -> list[Test]:
    outputs = run(name, reference, calls, pool)
    return [answered(name, one, output) for one, output in zip(calls, outputs, strict=True)]


def run(name: str, reference: CodeReference, calls: list[Call], pool: Pool) -> list[Output]:
    assert reference.solution
    job = Job(code=reference.solution, mode=reference.mode, entry_point=reference.entry_point, calls=calls)
    execution = pool.run(job)
    if execution.fault or len(execution.outputs) < len(calls):
        raise SystemExit(f"{name}: the reference fails: {execution}")
    return execution.outputs


def answered(name: str, call: Call, output: Output) -> Test:
    if output.fault or output.exception:
        raise SystemExit(f"{name}: the reference fails on {json.dumps(call.args)} {call.stdin!r}: {output}")
    expected = output.value if call.stdin is None else output.stdout
    return Test(args=call.args, kwargs=call.kwargs, stdin=call.stdin, expected=expected)


if __name__ == "__main__":
    main()
