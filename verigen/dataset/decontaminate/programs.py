"""Finds programs that are another program renamed, reordered or mirrored: max for min, falling for rising.

A program is a bag of its syntax trees. Names, the order of arguments and statements, numbers and texts do not count, and
two mirrored words or signs count as one, so that the twins of a solution have its bag.
"""

from __future__ import annotations

import ast
import builtins
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from verigen.core.syntax import parse
from verigen.core.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Share of two bags, by nodes. MBPP's and HumanEval's solutions share less than 0.34, except two that are one recurrence.
SHARED = 0.5
# Nodes below which programs are alike by chance, such as `return len(text)`: these must agree in nearly all trees, and
# their statements in half of their telling words. Below FEWEST they are not compared.
LEAST, FEWEST = 12, 5
SHARED_SMALL, SHARED_WORDS = 0.9, 0.5
# Nodes of a tree that counts; smaller ones are in every program.
SMALLEST = 3
# Characters of a source; a longer one is no solution of a task, and a parser's time on it has no bound.
LONGEST = 20_000
_PAIRS = (
    "min max, any all, floor ceil, append appendleft, pop popleft, lstrip rstrip, startswith endswith, find rfind, "
    "index rindex, upper lower, isupper islower, nlargest nsmallest, bisect_left bisect_right, ljust rjust, "
    "split rsplit, partition rpartition, True False"
)
MIRRORED = {word: pair.split()[0] for pair in _PAIRS.split(", ") for word in pair.split()}
MIRRORED_NODES = {
    "Gt": "Lt", "GtE": "LtE", "Or": "And", "NotEq": "Eq", "Sub": "Add", "NotIn": "In", "IsNot": "Is", "AugAssign": "Assign",
}  # fmt: skip
BUILTIN = frozenset(vars(builtins)) | MIRRORED.keys()
SKIPPED = (ast.Import, ast.ImportFrom, ast.expr_context, ast.arguments)
PARTS = (list, ast.AST)
UNREAD = frozenset({"annotation", "returns", "decorator_list"})

Bag = Counter[tuple[int, int]]  # hash and nodes of each tree


class SourceTrees(NamedTuple):
    """The trees of a program, its number of nodes, and the telling words of its statement."""

    trees: Bag
    nodes: int
    words: frozenset[str]


NOTHING = SourceTrees(Counter(), 0, frozenset())


def program(source: str | None, statement: str) -> SourceTrees:
    """The bag of a program; an empty one for a text that does not parse, or is too small or large to be compared."""
    if source is None or len(source) > LONGEST:
        return NOTHING
    try:
        tree = parse(source)
    except SyntaxError:
        return NOTHING
    return of_tree(tree, statement)


def of_tree(tree: ast.Module, statement: str) -> SourceTrees:
    """The bag of a program that is parsed; an empty one for a program too small or too deep to be compared."""
    trees: Bag = Counter()
    try:
        _, nodes = _filed(tree, trees)
    except RecursionError:
        return NOTHING
    if nodes < FEWEST:
        return NOTHING
    return SourceTrees(trees, nodes, frozenset(words.stems(statement)) - words.COMMON)


def _filed(node: ast.AST, trees: Bag) -> tuple[int, int]:
    """Hash and size of a tree after its parts were filed; the order of the parts does not count."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        return _filed(node.operand, trees)
    parts = [_filed(part, trees) for part in _parts(node)]
    size = 1
    for _, nodes in parts:
        size += nodes
    text = f"{_label(node)}({','.join([str(key) for key, _ in sorted(parts)])})"
    key = crc32(text.encode("utf-8", "surrogatepass"))
    if size >= SMALLEST:
        trees[key, size] += 1
    return key, size


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    for name in node._fields:
        value = getattr(node, name, None)
        if not isinstance(value, PARTS) or name in UNREAD:
            continue
        for part in value if isinstance(value, list) else (value,):
            if isinstance(part, ast.AST) and not isinstance(part, SKIPPED) and not _silent(part):
                yield part


def _silent(node: ast.AST) -> bool:
    """Whether a part says nothing of what is computed: a docstring, or `reverse=`, which mirrors an order."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.keyword) and node.arg == "reverse"


def _label(node: ast.AST) -> str:
    kind = type(node).__name__
    match node:
        case ast.Name(id=name):
            return MIRRORED.get(name, name) if name in BUILTIN else kind
        case ast.Attribute(attr=name):
            return f".{MIRRORED.get(name, name)}"
        case ast.Constant(value=value):
            return type(value).__name__
    return MIRRORED_NODES.get(kind, kind)


class SolutionIndex:
    """An index of the suites' solutions."""

    def __init__(self, known: Iterable[SourceTrees]) -> None:
        self._known = list(known)
        self._holding: dict[tuple[int, int], list[int]] = defaultdict(list)
        for index, one in enumerate(self._known):
            for tree in one.trees:
                self._holding[tree].append(index)

    def like(self, one: SourceTrees) -> Iterator[tuple[int, float]]:
        """The indices of the programs with the same trees, each with the share of these."""
        shared: Counter[int] = Counter()
        for tree, count in one.trees.items():
            for index in self._holding.get(tree, ()):
                shared[index] += tree[1] * min(count, self._known[index].trees[tree])
        whole = _weight(one)
        for index in sorted(shared):
            other = self._known[index]
            share = shared[index] / (whole + _weight(other) - shared[index])
            least = min(one.nodes, other.nodes)
            if share >= SHARED and (least >= LEAST or _says_the_same(one, other, share)):
                yield index, share


def _says_the_same(one: SourceTrees, other: SourceTrees, share: float) -> bool:
    """Whether two small programs agree nearly wholly, and so do their statements."""
    both = len(one.words & other.words)
    return share >= SHARED_SMALL and both >= SHARED_WORDS * max(1, min(len(one.words), len(other.words)))


def _weight(one: SourceTrees) -> int:
    return sum(nodes * count for (_, nodes), count in one.trees.items())
