"""Reads rows of BigCodeBench whose tests compare outputs: methods of unittest as asserts on the function's results.

Source: Zhuo et al. 2024, arXiv:2406.15877, hub bigcode/bigcodebench (columns task_id, complete_prompt,
instruct_prompt, canonical_solution, code_prompt, test, entry_point, doc_struct, libs), Apache-2.0; a suite. The
tests never run beside a program that they grade: their calls are recorded with the reference, and outputs are
compared outside. Rows whose tests mock modules, write files, expect exceptions or look at an object's properties are
refused with the reason, and so are rows whose packages the executor lacks (`local:packages=FILE` names some).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from verigen.core.syntax import parse
from verigen.domains.code.asserts import CANDIDATE, Asserts, Unconvertible
from verigen.domains.code.sets.humaneval import asked
from verigen.domains.code.sets.reading import CodeReading, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COLUMNS: tuple[tuple[str, ...], ...] = (
    ("complete_prompt", "instruct_prompt", "canonical_solution", "test", "entry_point"),
)
EQUAL = frozenset(
    f"assert{kind}"
    for kind in ("Equal", "Equals", "ListEqual", "DictEqual", "TupleEqual", "SetEqual", "SequenceEqual")
)
PLACES = 7


def holds(row: dict[str, Any]) -> bool:
    return row.keys() >= set(COLUMNS[0])


def read(row: dict[str, Any]) -> CodeReading:
    """Read a row. Raises Unconvertible with the first thing in its tests that is no comparison of outputs."""
    texts(row, *COLUMNS[0])
    name = str(row.get("task_id") or "")
    setup, check = converted(row["test"], row["entry_point"])
    return CodeReading(
        prompt=asked({"prompt": row["complete_prompt"]}),
        tests=Asserts(
            solution=row["complete_prompt"] + row["canonical_solution"],
            entry_point=row["entry_point"],
            check=check,
            setup=setup,
        ),
        id=name or None,
        licence="Apache-2.0" if name.startswith("BigCodeBench/") else None,
        policy="heldout_only",
        tags={"libs": str(row["libs"])} if row.get("libs") else {},
    )


def converted(test: str, entry_point: str) -> tuple[str, str]:
    """What the tests need, and the source of `check(candidate)` with one function per method. Raises Unconvertible."""
    tree = parse(test)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    if not classes:
        raise Unconvertible("it has no class of tests")
    setup = [node for node in tree.body if not isinstance(node, ast.ClassDef | ast.If | ast.Expr)]
    methods = [method for each in classes for method in _methods(each, entry_point)]
    if not methods:
        raise Unconvertible("its tests are no methods of a class")
    calls = [ast.Expr(ast.Call(ast.Name(method.name), [], [])) for method in methods]
    check = ast.FunctionDef("check", _arguments(CANDIDATE), [*methods, *calls], [])
    return "\n".join(map(ast.unparse, setup)), ast.unparse(ast.fix_missing_locations(check))


def _arguments(*names: str) -> ast.arguments:
    return ast.arguments(
        posonlyargs=[], args=[ast.arg(name) for name in names], kwonlyargs=[], kw_defaults=[], defaults=[]
    )


def _methods(tests: ast.ClassDef, entry_point: str) -> Iterator[ast.FunctionDef]:
    before: list[ast.stmt] = []
    for node in tests.body:
        match node:
            case ast.FunctionDef(name="setUp", body=body):
                before = body
            case ast.FunctionDef(name=name, body=body, decorator_list=[]) if name.startswith("test"):
                yield _function(f"{tests.name}_{name}", [*before, *body], entry_point)
            case ast.FunctionDef(name=name, decorator_list=[_, *_]):
                raise Unconvertible(f"{name} is decorated: its tests mock something")
            case ast.FunctionDef(name=name):
                raise Unconvertible(f"its tests have a method {name}, which may write files or keep state")


def _function(name: str, body: Sequence[ast.stmt], entry_point: str) -> ast.FunctionDef:
    copied = parse("\n".join(map(ast.unparse, body))).body
    plain = [_Plain(entry_point).visit(each) for each in copied]
    for each in plain:
        if isinstance(each, ast.With | ast.AsyncWith | ast.Try):
            raise Unconvertible(f"its tests hold a block: {ast.unparse(each).splitlines()[0][:80]}")
    asserts = [_assert(each) for each in plain]
    return ast.FunctionDef(name, _arguments(), _inlined(asserts), [])


class _Plain(ast.NodeTransformer):
    """Renames the tested function to the candidate, and attributes of `self` that hold data to local names."""

    def __init__(self, entry_point: str) -> None:
        self.entry_point = entry_point

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(CANDIDATE, node.ctx) if node.id == self.entry_point else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if (
            isinstance(node.value, ast.Name)
            and node.value.id == "self"
            and not node.attr.startswith("assert")
        ):
            return ast.Name(f"self_{node.attr}", node.ctx)
        return node


def _assert(node: ast.stmt) -> ast.stmt:
    """A statement of unittest as an assert. Raises Unconvertible for a method that compares no outputs."""
    match node:
        case ast.Expr(
            value=ast.Call(
                func=ast.Attribute(value=ast.Name(id="self"), attr=name), args=args, keywords=keywords
            )
        ):
            return ast.Assert(_compared(name, args, {each.arg or "": each.value for each in keywords}))
    if any(isinstance(each, ast.Attribute) and each.attr.startswith("assert") for each in ast.walk(node)):
        raise Unconvertible(f"an assert inside a block: {ast.unparse(node).splitlines()[0][:80]}")
    return node


def _compared(name: str, args: Sequence[ast.expr], named: dict[str, ast.expr]) -> ast.expr:
    if name in EQUAL and len(args) >= 2:
        return ast.Compare(args[0], [ast.Eq()], [args[1]])
    if name == "assertIsNone":
        return ast.Compare(args[0], [ast.Eq()], [ast.Constant(None)])
    if name in {"assertTrue", "assertFalse"} and isinstance(args[0], ast.Call | ast.Name):
        return args[0] if name == "assertTrue" else ast.UnaryOp(ast.Not(), args[0])
    if name == "assertAlmostEqual" and len(args) >= 2:
        places = args[2] if len(args) > 2 else named.get("places", ast.Constant(PLACES))
        near = named.get("delta") or ast.Constant(0.5 * 10.0 ** -int(ast.literal_eval(places)))
        difference = ast.Call(ast.Name("abs"), [ast.BinOp(args[0], ast.Sub(), args[1])], [])
        return ast.Compare(difference, [ast.LtE()], [near])
    raise Unconvertible(f"its tests use {name}, which says less than what the output is")


def _inlined(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The statements with each result that is bound to a name once put where the name is used."""
    bound: dict[str, list[ast.expr]] = {}
    for each in body:
        match each:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                bound.setdefault(name, []).append(value)
    results = {
        name: values[0] for name, values in bound.items() if len(values) == 1 and _calls_candidate(values[0])
    }
    put = _Put(results)
    return [put.visit(each) for each in body if not _binds(each, results)]


def _calls_candidate(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == CANDIDATE


def _binds(node: ast.stmt, results: dict[str, ast.expr]) -> bool:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name in results
    return False


class _Put(ast.NodeTransformer):
    def __init__(self, results: dict[str, ast.expr]) -> None:
        self.results = results

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return self.results.get(node.id, node) if isinstance(node.ctx, ast.Load) else node
