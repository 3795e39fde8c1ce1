"""Finds the examples that a problem's text shows: the only tests that a teacher may be told of."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from verigen.core.literals import plain
from verigen.core.values import NotAValue, canonical
from verigen.domains.code.reference import CodeReference, Test

MOST, LONGEST = 8, 400  # examples, and characters of a call
# What stands between a call and its result: of a doctest, an assertion, an arrow or a sentence.
BETWEEN = re.compile(
    r"`?\s*(?:==|=>|->|→|➞|⇒|=|#\s*=>|#|:?\s*\n\s*|(?:should\s+)?returns?|gives?|is)\s*:?\s*`?"
)

GOES_ON = re.compile(r"[\s`]*[-+*/%=<>]")  # a calculation or a chain, whose first number is no result


def examples(prompt: str, reference: CodeReference) -> list[Test]:
    """The examples in a problem's text, at most MOST.

    Of a function: calls with literal arguments whose literal result follows. Of a program: those of its tests whose
    input and output both stand in the text. One that contradicts the reference's own test was misread, and is left
    out.
    """
    if reference.mode == "stdio":
        return [
            test for test in reference.tests if _stands(test.stdin, prompt) and _stands(test.expected, prompt)
        ][:MOST]
    name = reference.entry_point or ""
    known = {_key(test): test.expected for test in reference.tests}
    found: dict[str, Test] = {}
    for test in _calls(prompt, name) if name.isidentifier() else ():
        key = _key(test)
        if key not in known or canonical(known[key]) == canonical(test.expected):
            found.setdefault(key, test)
    return list(found.values())[:MOST]


def _stands(text: Any, prompt: str) -> bool:
    return isinstance(text, str) and bool(text.strip()) and text.strip() in prompt


def _key(test: Test) -> str:
    try:
        return canonical([test.args, [[name, test.kwargs[name]] for name in sorted(test.kwargs)]])
    except NotAValue:
        return repr(test)


def _calls(prompt: str, name: str) -> Iterator[Test]:
    for found in re.finditer(rf"(?<![\w.]){re.escape(name)}\(", prompt):
        call = _call(prompt[found.start() : found.start() + LONGEST])
        if call is None:
            continue
        node, length = call
        between = BETWEEN.match(prompt, found.start() + length)
        if between is None:
            continue
        try:
            args = [plain(ast.literal_eval(each)) for each in node.args]
            kwargs = {str(each.arg): plain(ast.literal_eval(each.value)) for each in node.keywords}
            yield Test(args=args, kwargs=kwargs, expected=_literal(prompt[between.end() :]))
        except ValueError:
            continue


def _call(text: str) -> tuple[ast.Call, int] | None:
    """The call that the text begins with, and its length."""
    for end in (place for place, sign in enumerate(text, 1) if sign == ")"):
        node = _parsed(text[:end])
        if isinstance(node, ast.Call):
            return node, end
    return None


def _literal(text: str) -> Any:
    """The longest literal that a line begins with. Raises ValueError if there is none."""
    line = text.partition("\n")[0].rstrip()
    ends = [len(line), *(place for place in range(len(line) - 1, 0, -1) if line[place] in " ,.;:`)#")]
    for end in ends:
        node = _parsed(line[:end].strip().rstrip("`,;:. "))
        if node is not None and not GOES_ON.match(line, end):
            try:
                return plain(ast.literal_eval(node))
            except ValueError:
                continue
    raise ValueError(text)


def _parsed(text: str) -> ast.expr | None:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
