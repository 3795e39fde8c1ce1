"""Doubts tests whose outputs not every correct program would give.

A test is doubted if the reference's own output depends on something that the statement does not settle and no
given test shows: which of two equal elements comes first, the last digits of a float, the value that a search
starts from, or the precedence of `and` and `or` without parentheses. Each doubt tries a nearby input or a
nearby reading of the reference, which must give the same output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core.values import canonical, split
from verigen.problems.harden import formats
from verigen.problems.harden.digits import last_digits
from verigen.problems.harden.inputs import call_of
from verigen.problems.harden.readings import readings
from verigen.problems.harden.ties import ties
from verigen.problems.harden.trial import ORACLE, fails, failures, run

if TYPE_CHECKING:
    from collections import Counter

    from verigen.core.parts import Pool
    from verigen.domains.code.reference import CodeReference, Test
    from verigen.problems.harden.statement import Statement

MOST_READINGS = 24


def undoubted(
    tests: list[Test], reference: CodeReference, said: Statement, pool: Pool, dropped: Counter[str]
) -> list[Test]:
    """The tests without a doubt; `dropped` counts the others by their doubt."""
    for doubt, find in DOUBTS.items():
        doubtful = find(tests, reference, said, pool) if tests else set()
        dropped[doubt] += len(doubtful)
        tests = [test for place, test in enumerate(tests) if place not in doubtful]
    return tests


def _several(tests: list[Test], reference: CodeReference, said: Statement, _pool: Pool) -> set[int]:
    """All tests if the statement accepts any valid answer, those with several elements if it accepts any
    order.
    """
    if reference.compare.kind == "checker":
        return set()
    if said.any_answer:
        return set(range(len(tests)))
    if said.any_order:
        return {i for i, test in enumerate(tests) if _size(test.expected) > 1}
    return set()


def _size(value: Any) -> int:
    inner = split(value)[1]
    return len(inner.split()) if isinstance(inner, str) else len(inner) if isinstance(inner, list) else 0


def _forms(tests: list[Test], reference: CodeReference, _said: Statement, _pool: Pool) -> set[int]:
    """Tests whose text has a form for which no given test shows this output, if the outputs take few values.

    A reference may read 2003-04-12 month first, although the tests show that it is not a date.
    """
    found: set[int] = set()
    for place in range(min((len(test.args) for test in (*tests, *reference.tests)), default=0)):
        given = [test.args[place] for test in reference.tests]
        if not all(isinstance(text, str) for text in given) or not formats.numbered(given):
            continue
        answers: dict[str, set[str]] = {}
        for test in reference.tests:
            answers.setdefault(formats.form(test.args[place]), set()).add(canonical(test.expected))
        few = 2 * len(set().union(*answers.values())) <= len(reference.tests)
        for i, test in enumerate(tests) if few else ():
            known = answers.get(formats.form(test.args[place]))
            if known is None or canonical(test.expected) not in known:
                found.add(i)
    return found


def _readings(tests: list[Test], reference: CodeReference, _said: Statement, pool: Pool) -> set[int]:
    """Tests whose output changes under another reading of the reference that passes every given test."""
    found: set[int] = set()
    for source in readings(reference.solution or "")[:MOST_READINGS]:
        if not failures(source, reference, reference.tests, pool, ORACLE):
            outputs = run(source, reference, [call_of(test) for test in tests], pool, ORACLE)
            found |= {i for i, output in enumerate(outputs) if fails(reference, tests[i], output)}
    return found


DOUBTS = {
    "no given test of this form has this output": _forms,
    "any of several answers is right": _several,
    "the last digits of a float decide": last_digits,
    "a tie that the statement leaves open": ties,
    "another reading of the reference gives another output": _readings,
}
