"""Finds the public examples of a problem: the only tests that a teacher may be told of."""

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

STATED = re.compile(r"\bInput:?[* `]*:?\s*(.+?)\s*\n+[* `]*Output:?[* `]*:?\s*(.+?)[ \t`]*(?:\n|$)")
WORDS = re.compile(r"\b(?:true|false|null)\b")
GOES_ON = re.compile(r"[\s`]*[-+*/%=<>]")  # a calculation or a chain, whose first number is no result


def examples(prompt: str, reference: CodeReference) -> list[Test]:
    """The examples that the problem holds as data, then those in its text, at most MOST.

    In the text of a function: calls with literal arguments whose literal result follows, and tests that stand there as
    "Input: ... Output: ...". Of a program: those of its tests whose input and output both stand in the text. One that
    contradicts the reference's own test was misread, and is left out.
    """
    found = {_key(test): test for test in reference.examples}
    for test in _in_text(prompt, reference):
        found.setdefault(_key(test), test)
    return list(found.values())[:MOST]


def _in_text(prompt: str, reference: CodeReference) -> Iterator[Test]:
    if reference.mode == "stdio":
        text = _lines(prompt)
        yield from (test for test in reference.tests if _stands(test, text))
        return
    name = reference.entry_point or ""
    known = {_key(test): test for test in reference.tests}
    for test in _calls(prompt, name) if name.isidentifier() else ():
        if (own := known.get(_key(test))) is None or canonical(own.expected) == canonical(test.expected):
            yield test
    for test in _stated(prompt):
        own = known.get(_key(test))
        if own is not None and canonical(own.expected) == canonical(test.expected):
            yield own


def _lines(text: str) -> str:
    """The text as whole lines without the blanks at their ends: statements and tests differ in those."""
    return "\n".join(["", *(line.strip() for line in text.strip().splitlines()), ""])


def _stands(test: Test, text: str) -> bool:
    given, wanted = test.stdin, test.expected
    if not (isinstance(given, str) and given.strip() and isinstance(wanted, str) and wanted.strip()):
        return False
    place = text.find(_lines(given))
    return place >= 0 and _lines(wanted) in text[place + len(_lines(given)) - 1 :]


def _stated(prompt: str) -> Iterator[Test]:
    """Calls that are told as "Input: a = 1, b = [2]" and "Output: 3", in Python's or JSON's literals."""
    for told, result in STATED.findall(prompt):
        node = _parsed(f"f({_python(told)})")
        if not isinstance(node, ast.Call):
            continue
        try:
            values = [*node.args, *(each.value for each in node.keywords)]
            args = [plain(ast.literal_eval(value)) for value in values]
            yield Test(args=args, expected=plain(ast.literal_eval(_python(result))))
        except (ValueError, SyntaxError):
            continue


def _python(told: str) -> str:
    """JSON's words as Python's, without the marks that a page puts around."""
    bare = told.strip().strip("*` ").rstrip(".")
    return WORDS.sub(lambda word: {"true": "True", "false": "False", "null": "None"}[word[0]], bare)


def _key(test: Test) -> str:
    if test.stdin is not None:
        return test.stdin.strip()
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
