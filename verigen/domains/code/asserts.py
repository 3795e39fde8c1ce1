"""Turns assert-style tests into inputs and outputs, by running the reference where the asserts call it.

The asserts run in the sandbox on a stand-in candidate that records its calls and the reference's results. How
each assert compares is read from its syntax tree on the host.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from verigen.core.syntax import parse
from verigen.core.types import Call, Job, Limits
from verigen.domains.code.reference import Compare, Test

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Pool

CANDIDATE = "candidate"
# Random checks call a candidate a hundred times and more; the first calls are enough.
MOST_CALLS = 60
MOST_INPUTS = 400
LIMITS = Limits(call_s=20.0, job_s=20.0, memory_mb=1024)
RECORDER = """

def verigen_record():
    import copy, random
    random.seed(0)
    calls = []

    def candidate(*args, **kwargs):
        kept = copy.deepcopy((args, kwargs))
        value = verigen_reference(*args, **kwargs)
        calls.append([list(kept[0]), kept[1], copy.deepcopy(value), WRAPPER(value)])
        return value

    check(candidate)
    return calls
"""
CALLS = """
def check({candidate}):
    told = {inputs}
    for given in told[:: -(-len(told) // {most}) or 1]:
        {candidate}(*given)
"""
WRAPPERS = {"set", "sorted", "tuple", "list", "len", "str", "frozenset", "bool", "sum", "int", "float"}


class Unconvertible(ValueError):  # noqa: N818 - reads as the finding it is
    """Asserts that can't be expressed as inputs with expected outputs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asserts:
    """An assert-style test.

    `check` is source that defines check(candidate); `setup` is code that it and a checker need.
    """

    solution: str
    entry_point: str
    check: str
    setup: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Inputs whose outputs the reference solution computes.

    `source`: an expression, a list with one list of arguments per call. `near`: the absolute error that the
    outputs may have; 0 for none. `wanted`: the outputs that the set states, if it does; the solution must give them.
    """

    solution: str
    entry_point: str
    source: str
    near: float = 0.0
    wanted: Sequence[Any] | None = None


class AssertForm(NamedTuple):
    """How an assert compares the output: directly, after the built-in function `wrapper`, or by `checker`."""

    kind: str
    wrapper: str = ""
    rel: float = 0.0
    abs: float = 0.0
    checker: str = ""


EXACT, TRUTH = AssertForm("exact"), AssertForm("wrapped", "bool")


def convert(asserts: Asserts, pool: Pool) -> tuple[list[Test], Compare]:
    """Convert asserts to tests and their comparison. Raises Unconvertible with the reason."""
    relation = _one(relations(asserts))
    tests = record(asserts, pool, relation.wrapper)
    return tests, _compare(relation, tests)


def compute(inputs: Inputs, pool: Pool) -> tuple[list[Test], Compare]:
    """Run the solution on the inputs, evenly thinned to MOST_INPUTS, for tests and their comparison.

    Raises Unconvertible with the reason, also if the solution does not give the outputs that the set states.
    """
    check = CALLS.format(candidate=CANDIDATE, inputs=inputs.source, most=MOST_INPUTS)
    asserts = Asserts(
        solution=inputs.solution,
        entry_point=inputs.entry_point,
        check=check,
        setup="from math import inf, nan",
    )
    tests = record(asserts, pool, most=MOST_INPUTS)
    if inputs.wanted is not None and not all(_stated(test, inputs.wanted) for test in tests):
        raise Unconvertible("its solution gives other outputs than its tests state")
    return tests, _compare(AssertForm("float", abs=inputs.near) if inputs.near else EXACT, tests)


def _stated(test: Test, wanted: Sequence[Any]) -> bool:
    """Whether an output is among the stated ones; some sets state it alone in a list."""
    found = _json(test.expected)
    return found in wanted or [found] in wanted


def _json(value: Any) -> Any:
    """The value as JSON has it: a tuple is a list."""
    if isinstance(value, dict) and "__tuple__" in value:
        return _json(value["__tuple__"])
    return [_json(item) for item in value] if isinstance(value, list) else value


def record(asserts: Asserts, pool: Pool, wrapper: str = "", most: int = MOST_CALLS) -> list[Test]:
    """The distinct calls of the asserts as tests.

    Expected is the reference's output, or `wrapper` applied to it.
    """
    code = "\n".join(
        [
            asserts.setup,
            asserts.solution,
            f"verigen_reference = {asserts.entry_point}",
            asserts.check,
            RECORDER.replace("WRAPPER", wrapper),
        ]
    )
    job = Job(code=code, mode="function", entry_point="verigen_record", calls=[Call()], limits=LIMITS)
    execution = pool.run(job)
    if execution.fault or not execution.outputs:
        raise Unconvertible(f"the reference does not run: {execution.message or execution.fault}")
    output = execution.outputs[0]
    if output.exception or output.fault:
        said = f"{output.exception or output.fault} {output.message}".strip()
        raise Unconvertible(f"the reference fails its own tests: {said}")
    return _tests(output.value)[:most]


def _tests(calls: list[Any]) -> list[Test]:
    found: dict[str, Test] = {}
    for args, kwargs, value, seen in calls:
        expected = seen if _opaque(value) else value
        test = Test(args=args, kwargs=dict(kwargs["__dict__"]), expected=expected)
        if opaque := _opaque([args, test.kwargs, expected]):
            raise Unconvertible(f"an input or output holds a {opaque}, which has no plain form")
        found.setdefault(repr((args, test.kwargs)), test)
    if not found:
        raise Unconvertible("the tests never call the candidate")
    return list(found.values())


def _opaque(value: Any) -> str | None:
    """The type name of the first object without a plain form inside a value; None if there is none."""
    if isinstance(value, dict) and "__object__" in value:
        return str(value["__object__"])
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return next((name for item in inner if (name := _opaque(item))), None)


def relations(asserts: Asserts) -> list[AssertForm]:
    """The form of each assert on the candidate's output. Raises Unconvertible for an unknown form."""
    tree = parse(asserts.check)
    bound = {
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and _is_call(node.value)
    }
    imports = [ast.unparse(n) for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)]
    setup = "\n".join([asserts.setup, asserts.solution, *imports])
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assert):
            continue
        if _mentions(node.test, {CANDIDATE}):
            found.append(relation(node.test))
        elif _mentions(node.test, set(bound)):
            found.append(_property(node.test, bound, setup))
    return found


def relation(test: ast.expr) -> AssertForm:
    """The form of one assert. Raises Unconvertible."""
    match test:
        case ast.Call() if _is_call(test):
            return TRUTH
        case ast.UnaryOp(op=ast.Not(), operand=inner) if _is_call(inner):
            return TRUTH
        case ast.Compare(left=left, ops=[ast.Eq() | ast.Is()], comparators=[right]):
            return _equality(left, right)
        case ast.Compare(
            left=left, ops=[ast.Lt() | ast.LtE()], comparators=[ast.Constant(value=float() | int() as bound)]
        ):
            return _nearness(left, float(bound))
        case ast.Call(func=ast.Attribute(attr="isclose") | ast.Name(id="isclose")) if _is_call(test.args[0]):
            given = {k.arg: ast.literal_eval(k.value) for k in test.keywords}
            return AssertForm("float", rel=given.get("rel_tol", 1e-9), abs=given.get("abs_tol", 0.0))
        case _:
            raise Unconvertible(
                f"an assert that can't be read as input and output: {ast.unparse(test)[:100]}"
            )


def _equality(left: ast.expr, right: ast.expr) -> AssertForm:
    for one, other in ((left, right), (right, left)):
        if _mentions(other, {CANDIDATE}):
            continue
        match one:
            case ast.Call() if _is_call(one):
                return EXACT
            case ast.Call(func=ast.Name(id=name), args=[inner]) if name in WRAPPERS and _is_call(inner):
                return AssertForm("wrapped", name)
    raise Unconvertible(f"an equality that is not of one output: {ast.unparse(left)[:100]}")


def _nearness(left: ast.expr, bound: float) -> AssertForm:
    match left:
        case ast.Call(
            func=ast.Name(id="abs") | ast.Attribute(attr="fabs"), args=[ast.BinOp(op=ast.Sub()) as difference]
        ) if _is_call(difference.left) or _is_call(difference.right):
            return AssertForm("float", abs=bound)
        case _:
            raise Unconvertible(f"a bound on something other than a difference: {ast.unparse(left)[:100]}")


def _property(test: ast.expr, bound: dict[str, ast.expr], setup: str) -> AssertForm:
    """A checker that evaluates an assert on a variable that holds the output."""
    name = next(name for name in bound if _mentions(test, {name}))
    call = bound[name]
    assert isinstance(call, ast.Call)
    lines = [f"    {_variable(arg)} = args[{index}]" for index, arg in enumerate(call.args)]
    body = "\n".join([*lines, f"    {name} = output", f"    return bool({ast.unparse(test)})"])
    return AssertForm("checker", checker=f"{setup}\n\n\ndef check(args, expected, output):\n{body}\n")


def _variable(arg: ast.expr) -> str:
    match arg:
        case ast.Name(id=name):
            return name
        case ast.Call(func=ast.Attribute(attr="deepcopy" | "copy"), args=[ast.Name(id=name)]):
            return name
        case _:
            raise Unconvertible(f"an assert on an output whose input has no name: {ast.unparse(arg)[:100]}")


def _is_call(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == CANDIDATE


def _mentions(node: ast.AST, names: set[str]) -> bool:
    return any(isinstance(inner, ast.Name) and inner.id in names for inner in ast.walk(node))


def _one(found: list[AssertForm]) -> AssertForm:
    """The common form of all asserts of a row, with the loosest tolerance."""
    if not found:
        raise Unconvertible("no assert speaks of the candidate's output")
    kinds = {(each.kind, each.wrapper, each.checker) for each in found} - {("exact", "", "")}
    if kinds == {("wrapped", "bool", "")} and EXACT in found:
        return EXACT
    if len(kinds) > 1:
        raise Unconvertible("asserts that compare in different ways")
    special = [each for each in found if each.kind != "exact"]
    if not special:
        return EXACT
    return special[0]._replace(rel=max(e.rel for e in special), abs=max(e.abs for e in special))


def _compare(relation: AssertForm, tests: list[Test]) -> Compare:
    if relation.kind == "wrapped":
        return Compare(kind="checker", checker=wrapped(relation.wrapper))
    if relation.kind == "checker":
        return Compare(kind="checker", checker=relation.checker)
    if relation.kind == "float":
        return Compare(kind="float", rel=relation.rel, abs=relation.abs)
    # Summing in another order changes the last bit: a correct solution must not fail for it.
    return Compare(kind="float" if any(has_float(test.expected) for test in tests) else "exact")


def wrapped(name: str) -> str:
    return (
        "def check(args, expected, output):\n    try:\n"
        f"        return bool({name}(output) == {name}(expected))\n    except (TypeError, ValueError):\n"
        "        return False\n"
    )


def has_float(value: Any) -> bool:
    if isinstance(value, float):
        return True
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(has_float(item) for item in inner)
