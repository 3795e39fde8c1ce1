"""Makes a programming problem from a contest draw: small tests are stored, large ones drawn when they are needed.

The slow solution answers the small tests here. The fast one is the reference: it runs in the sandbox when the problem
is validated, so that a problem on which the two differ never reaches a teacher. It also answers the large tests.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from verigen.core import seeds
from verigen.core.values import canonical
from verigen.domains.code.part import complete
from verigen.domains.code.reference import CodeReference, Compare, DrawnTest, InputRecipe, Test
from verigen.problems.banks.live.draws import package

if TYPE_CHECKING:
    from random import Random

    from verigen.problems.banks.live.contest import Contest, Kind
    from verigen.problems.banks.live.family import Family

STORED: dict[Kind, int] = {"small": 8, "random": 8, "adversarial": 8}
LARGE: tuple[Kind, ...] = ("maximal", "maximal", "adversarial", "adversarial", "adversarial")
EXAMPLES, LONGEST_EXAMPLE = 2, 240
TOLERANCE = 1e-6
BUDGET = 1_000_000  # bytes of one encoded output


def root(bank: str, family: Family[Contest]) -> str:
    """The family that a draw's problem belongs to."""
    return f"{bank}/{family.name}"


def prompt(family: Family[Contest], draw: Contest) -> str:  # noqa: ARG001 - the draw knows its own form
    """The story, the limits, examples, and the signature or the kind of program that the tests require."""
    told = [_example(draw, given, number) for number, given in enumerate(_examples(draw), 1)]
    return "\n\n".join([complete(draw.statement(), _reference(draw, [], None)), *told])


def reference(family: Family[Contest], draw: Contest, rng: Random) -> CodeReference:  # noqa: ARG001 - as above
    """The fast solution with up to 24 stored tests, and a recipe of five large ones if inputs can be larger."""
    given = [draw.given(kind, rng.getrandbits(40)) for kind, count in STORED.items() for _ in range(count)]
    recipe = None
    if draw.knobs["n"] > draw.near:
        tests = [DrawnTest(kind=kind, seed=rng.getrandbits(40)) for kind in LARGE]
        recipe = InputRecipe(code=draw.recipe(), tests=tests)
    return replace(_reference(draw, given, recipe), examples=_tests(draw, _examples(draw)))


def _reference(draw: Contest, given: list[list[Any]], recipe: InputRecipe | None) -> CodeReference:
    checker = draw.checker()
    kind: Any = "lines" if draw.program else "exact"
    kind = "checker" if checker else getattr(draw.made, "compare", kind)
    return CodeReference(
        mode="stdio" if draw.program else "function",
        entry_point=draw.entry_point,
        compare=Compare(kind=kind, checker=checker, abs=TOLERANCE if "float" in kind else Compare().abs),
        solution=draw.solution(),
        time_limit_s=draw.seconds,
        tests=list({canonical(test.stdin or test.args): test for test in _tests(draw, given)}.values()),
        drawn=recipe,
    )


def _tests(draw: Contest, given: list[list[Any]]) -> list[Test]:
    if draw.program:
        return [Test(stdin=each[0], expected=draw.answer(each)) for each in given]
    return [
        Test(args=[_encoded(value) for value in each], expected=_encoded(draw.answer(each))) for each in given
    ]


def _examples(draw: Contest) -> list[list[Any]]:
    """Different short inputs; the first ones that say something."""
    found: dict[str, list[Any]] = {}
    for number in range(4 * EXAMPLES):
        given = draw.given(
            "random" if number % 2 else "small", seeds.derive(0, "example", str(draw.knobs), number)
        )
        found.setdefault(str(draw.answer(given)), given)
    short = [given for given in found.values() if len(str(given)) <= LONGEST_EXAMPLE]
    return sorted(short, key=lambda given: -len(str(given)))[:EXAMPLES][::-1]


def _example(draw: Contest, given: list[Any], number: int) -> str:
    answer = draw.answer(given)
    if draw.program:
        return f"Example {number}, input:\n{given[0].rstrip()}\nOutput:\n{str(answer).rstrip()}"
    if draw.stateful:
        start, calls = given
        lines = [f"x = {draw.made.__name__}({', '.join(map(repr, start))})"]
        lines += [
            f"x.{name}({', '.join(map(repr, args))})  # {result!r}"
            for (name, args), result in zip(calls, answer, strict=True)
        ]
        return f"Example {number}:\n" + "\n".join(lines)
    return f"Example {number}: {draw.name}({', '.join(map(repr, given))}) = {answer!r}"


def _encoded(value: Any) -> Any:
    return package("sandboxes.guest.values").Encoder(BUDGET).encode(value)
