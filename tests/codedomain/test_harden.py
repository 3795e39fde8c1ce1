"""Hardening: inputs within the domain, outputs by the reference, tests chosen by the mutants they kill."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.core.errors import ExecutorError, ReferenceFault, UserError
from verigen.core.seeds import rng
from verigen.core.types import Call, Problem, Source
from verigen.domains.code.reference import CodeReference, Compare, Contract
from verigen.domains.code.reference import Test as Example
from verigen.executors.local import Local
from verigen.executors.unsafe_subprocess import UnsafeSubprocess
from verigen.problems.harden import oracle
from verigen.problems.harden.bank import harden_all
from verigen.problems.harden.formats import form
from verigen.problems.harden.harden import Options, extra, harden
from verigen.problems.harden.infer import infer
from verigen.problems.harden.inputs import InputDomain, call_of, draw, generate, key
from verigen.problems.harden.mutants import mutants
from verigen.problems.harden.relations import keeps, seen
from verigen.problems.harden.select import choose
from verigen.problems.harden.specs import strategy
from verigen.problems.harden.statement import read
from verigen.problems.harden.trial import ORACLE, failures, run, steps, stopped
from verigen.problems.harden.twins import open_twins
from verigen.problems.harden.votes import electorate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Pool

CLAMP = "def clamp(x, low, high):\n    if x < low:\n        return low\n    return high if x > high else x\n"
FEW = Options(inputs=60, more=60)


@pytest.fixture(scope="module")
def twins() -> Iterator[tuple[Pool, ...]]:
    with open_twins(Local(jobs=1)) as pools:
        yield pools


def problem(solution: str, given: list[tuple[list[Any], Any]], **fields: Any) -> Problem:
    name = ast.parse(solution).body[0].name
    tests = [Example(args=args, expected=expected) for args, expected in given]
    reference = CodeReference(mode="function", entry_point=name, solution=solution, tests=tests, **fields)
    source = Source(bank="own", licence="CC0-1.0")
    return Problem(id=name, domain="code", prompt="?", reference=reference, family=name, source=source)


def reference(of: Problem) -> CodeReference:
    assert isinstance(of.reference, CodeReference)
    return of.reference


MARK = "def mark(points):\n    return 'pass' if points >= 50 else 'fail'\n"
MARKED = problem(MARK, [([10], "fail"), ([90], "pass")])
CLAMPED = problem(CLAMP, [([5, 0, 9], 5), ([1, 3, 9], 3)])


def test_hardening_kills_mutants_that_the_given_tests_let_live(twins: tuple[Pool, ...]) -> None:
    found = harden(MARKED, twins, FEW)

    assert found.killed_before < found.killed_after
    assert reference(found.problem).tests[:2] == reference(MARKED).tests
    assert len(reference(found.problem).tests) <= 2 + FEW.tests


def test_hardening_twice_gives_the_same_tests(twins: tuple[Pool, ...]) -> None:
    assert harden(CLAMPED, twins, FEW) == harden(CLAMPED, twins, FEW)


def test_the_hardened_tests_reject_a_slip_and_accept_another_way(twins: tuple[Pool, ...]) -> None:
    hardened = reference(harden(MARKED, twins, FEW).problem)
    other = "def mark(points):\n    return ('fail', 'pass')[points // 50 > 0]\n"
    slip = MARK.replace(">=", ">")

    assert failures(other, hardened, hardened.tests, twins[0]) == set()
    assert failures(slip, reference(MARKED), reference(MARKED).tests, twins[0]) == set()
    assert failures(slip, hardened, hardened.tests, twins[0])


def test_a_reference_that_fails_its_own_test_is_told(twins: tuple[Pool, ...]) -> None:
    with pytest.raises(ReferenceFault, match="the reference fails test 2"):
        harden(problem(CLAMP, [([5, 0, 9], 5), ([1, 3, 9], 4)]), twins, FEW)


def test_a_problem_without_a_reference_is_left_as_it_is() -> None:
    bare = replace(CLAMPED, reference=replace(reference(CLAMPED), solution=None))

    ((left, report),) = harden_all([bare], Local(jobs=1), FEW)

    assert left is bare
    assert "clamp has no reference solution" in str(report.refused)


def answered(of: Problem, args: list[list[Any]], twins: tuple[Pool, ...], *others: str) -> list[list[Any]]:
    found = oracle.answer(reference(of), [Call(args=each) for each in args], twins, others)
    return [test.args for test in found.tests]


UNSTEADY = {
    "chance": ("def f(n):\n    import random\n    return random.randrange(n)\n", "from run to run", 10**9),
    "a clock": ("def f(n):\n    import time\n    return n + time.time()\n", "", 2),
    "a day": ("def f(n):\n    from datetime import date\n    return n + date.today().day\n", "the clock", 2),
    "a counter": ("def f(n, seen=[]):\n    seen.append(n)\n    return len(seen)\n", "earlier calls", 2),
    "hash order": ("def f(n):\n    return list(set('abcdefgh'[:n]))\n", "the hash seed", 8),
    "an address": ("def f(n):\n    return id(object()) % n\n", "", 10**9),
}


@pytest.mark.parametrize(("solution", "cause", "size"), UNSTEADY.values(), ids=UNSTEADY.keys())
def test_a_reference_that_hangs_on_more_than_its_input_is_refused(
    solution: str, cause: str, size: int, twins: tuple[Pool, ...]
) -> None:
    with pytest.raises(ReferenceFault, match=f"not deterministic.*{cause}"):
        answered(problem(solution, [([1], 0)]), [[1], [size]], twins)


CLOSEST = """def f(a):
    best = None
    for x in a:
        for y in a:
            if x < y and (best is None or y - x < best[1] - best[0]):
                best = [x, y]
    return best
"""
LARGEST_EVEN = "def f(a):\n    best = 0\n    for x in a:\n        if x % 2 == 0 and x > best:\n            best = x\n    return best\n"
ANY_DAY = "def f(m, d):\n    if m == 2 and d < 1 or d > 29:\n        return False\n    return True\n"
ALL_LOW = "def f(a):\n    good = True\n    for x in a:\n        if not x.islower():\n            good = False\n        break\n    return good\n"
UNITS = "def f(a):\n    return abs(a % 10)\n"
SHOWN = [([[1, 5, 7]], [5, 7]), ([[9, 1, 4]], [1, 4]), ([[2, 30, 3]], [2, 3])]
DOUBTED: dict[str, tuple[str, list[Any], list[list[Any]], list[list[Any]]]] = {
    "a tie": (CLOSEST, SHOWN, [[[1, 2, 3]], [[8, 2, 3]]], [[[8, 2, 3]]]),
    "nothing found": (LARGEST_EVEN, [([[3, 8]], 8), ([[20, 6]], 20)], [[[1, 3]], [[5, 12]]], [[[5, 12]]]),
    "and before or": (
        ANY_DAY,
        [([2, 5], True), ([2, 0], False), ([2, 30], False)],
        [[4, 30], [4, 9]],
        [[4, 9]],
    ),
    "a loop that breaks": (ALL_LOW, [([["a"]], True), ([["A"]], False)], [[["a", "B"]], [["b"]]], [[["b"]]]),
    "a remainder of a negative": (UNITS, [([14], 4), ([-15], 5)], [[-13], [27]], [[27]]),
}


@pytest.mark.parametrize(("solution", "shown", "asked", "kept"), DOUBTED.values(), ids=DOUBTED.keys())
def test_what_another_right_program_may_answer_differently_is_no_test(
    solution: str, shown: list[Any], asked: list[Any], kept: list[Any], twins: tuple[Pool, ...]
) -> None:
    assert answered(problem(solution, shown), asked, twins) == kept


def test_a_form_that_always_got_one_answer_gets_no_other(twins: tuple[Pool, ...]) -> None:
    lax = "def f(t):\n    m, d, y = map(int, t.split('-'))\n    return 1 <= m <= 12 and 1 <= d <= 31\n"
    shown = [(["03-11-2000"], True), (["15-01-2012"], False), (["2003-04-12"], False), (["06-04-2020"], True)]

    kept = answered(problem(lax, shown), [["0003-03-04"], ["04-12-2003"], ["2014-04-12"]], twins)

    assert kept == [["04-12-2003"], ["2014-04-12"]]


def test_where_any_answer_will_do_there_are_no_new_tests(twins: tuple[Pool, ...]) -> None:
    pick, calls = reference(problem("def f(a):\n    return a[0]\n", [([[4]], 4)])), [Call(args=[[1, 2]])]

    assert (
        oracle.answer(
            pick, calls, twins, said=read("If there are several answers, return any of them.")
        ).tests
        == []
    )
    assert len(oracle.answer(pick, calls, twins, said=read("Return the first.")).tests) == 1


COUNTED = {
    "a recursion": ("def f(n):\n    return 1 if n < 2 else n * f(n - 1)\n", [[1], [20]]),
    "a generator": (
        "def f(n):\n    def g():\n        yield from range(n)\n    return list(g())\n",
        [[0], [7]],
    ),
    "a class": (
        "def f(n):\n    class A:\n        def m(self, k=3):\n            return k * n\n    return A().m()\n",
        [[2]],
    ),
    "a lambda": ("def f(n):\n    return sorted(range(n), key=lambda k: -k)\n", [[5]]),
    "comprehensions": (
        "def f(n):\n    return {k: [j for j in range(k) if j % 2] for k in range(n) if k}\n",
        [[6]],
    ),
    "a while with else": (
        "def f(n):\n    while n > 3:\n        n -= 2\n    else:\n        n += 100\n    return n\n",
        [[9]],
    ),
    "a docstring": ('def f(n):\n    """Note."""\n    return f.__doc__\n', [[1]]),
    "a future import": ("from __future__ import annotations\ndef f(n: No) -> No:\n    return n\n", [[1]]),
}


@pytest.mark.parametrize(("solution", "args"), COUNTED.values(), ids=COUNTED.keys())
def test_counting_steps_changes_no_output(solution: str, args: list[Any], twins: tuple[Pool, ...]) -> None:
    ref = CodeReference(mode="function", entry_point="f", tests=[], solution=solution)
    calls = [Call(args=each) for each in args]

    counted = run(solution, ref, calls, twins[0], ORACLE)

    assert [output.value for output in counted] == [
        output.value for output in run(solution, ref, calls, twins[0])
    ]
    assert all(output.exception is None and output.fault is None for output in counted)


def test_steps_end_an_endless_program_and_say_how_many_others_take(twins: tuple[Pool, ...]) -> None:
    loop = "def f(n):\n    while n:\n        n += 1\n    for _ in range(10):\n        n += 1\n    return n\n"
    ref = CodeReference(mode="function", entry_point="f", tests=[], solution=loop)

    endless, ended = run(loop, ref, [Call(args=[1]), Call(args=[0])], twins[0], ORACLE)

    assert stopped(endless)
    assert ended.value == 10
    assert steps(ref, [Call(args=[0])], twins[0]) == 11


def test_an_input_on_which_the_reference_raises_is_no_test(twins: tuple[Pool, ...]) -> None:
    ratio = problem("def f(a, b):\n    return a // b\n", [([4, 2], 2)])

    assert answered(ratio, [[6, 3], [1, 0]], twins) == [[6, 3]]


def test_an_input_on_which_the_reference_runs_long_is_no_test(twins: tuple[Pool, ...]) -> None:
    slow = problem("def f(n):\n    while n > 5:\n        pass\n    return n\n", [([1], 1)])

    assert answered(slow, [[2], [6], [3]], twins) == [[2], [3]]


def test_an_output_of_a_kind_that_no_given_test_has_is_no_test(twins: tuple[Pool, ...]) -> None:
    find = problem("def f(x):\n    return 'invalid' if x < 0 else x\n", [([1], 1)])

    assert answered(find, [[3], [-3]], twins) == [[3]]


def test_an_output_on_the_edge_of_a_rounding_is_no_test(twins: tuple[Pool, ...]) -> None:
    edge = problem("def f(x):\n    return x * 3 >= 0.9\n", [([0.5], True)])

    assert answered(edge, [[0.4], [0.3], [0.30001]], twins) == [[0.4], [0.30001]]


def test_a_float_that_is_only_compared_may_lie_on_the_threshold(twins: tuple[Pool, ...]) -> None:
    edge = problem("def f(x):\n    return x >= 0.3\n", [([0.5], True)])

    assert answered(edge, [[0.3]], twins) == [[0.3]]


def test_a_word_that_the_reference_wants_before_a_blank_may_end_the_text(twins: tuple[Pool, ...]) -> None:
    first = problem(
        "def f(text):\n    return text.startswith('I ')\n", [(["I am"], True), (["Is it"], False)]
    )
    inside = problem("def f(text):\n    return text[:2] == 'I '\n", [(["I am"], True), (["Is it"], False)])

    for each in (first, inside):
        assert answered(each, [["I do"], ["I"], ["In"]], twins) == [["I do"], ["In"]]


def test_another_accepted_solution_has_to_agree(twins: tuple[Pool, ...]) -> None:
    half = problem("def f(n):\n    return n // 2\n", [([4], 2)])

    assert answered(half, [[6], [-3]], twins, "def f(n):\n    return int(n / 2)\n") == [[6]]


def test_a_solution_that_fails_the_given_tests_has_no_say(twins: tuple[Pool, ...]) -> None:
    assert electorate(reference(CLAMPED), ["def clamp(x, low, high):\n    return None\n"], twins[0]) == []


def test_a_copy_with_other_names_has_no_vote_of_its_own(twins: tuple[Pool, ...]) -> None:
    copy = CLAMP.replace("x", "value").replace("low", "least")
    other = "def clamp(x, low, high):\n    return max(low, min(x, high))\n"

    assert electorate(reference(CLAMPED), [copy, other, other], twins[0]) == [other]


HALVES = [
    f"def f(n):\n    return {way}\n" for way in ("n >> 1", "(n - n % 2) // 2", "int(n / 2)", "n * 5 // 10")
]
FLOORED = problem("def f(n):\n    return n // 2\n", [([4], 2)])


def test_of_three_or_more_programs_the_majority_decides(twins: tuple[Pool, ...]) -> None:
    assert answered(FLOORED, [[6], [-3]], twins, *HALVES) == [[6], [-3]]
    assert answered(
        FLOORED, [[6], [-3]], twins, *HALVES[2:3] * 1, "def f(n):\n    return abs(n) // 2\n", HALVES[0]
    ) == [[6]]


def test_an_input_that_nothing_shows_needs_a_clear_vote(twins: tuple[Pool, ...]) -> None:
    of, calls = reference(FLOORED), [Call(args=[6]), Call(args=[-3])]

    assert [t.args for t in oracle.answer(of, calls, twins, HALVES, unseen=True).tests] == [[6]]
    assert oracle.answer(of, calls, twins, HALVES[:2], unseen=True).tests == []


def test_what_is_contested_is_listed_and_the_share_rejected_is_told(twins: tuple[Pool, ...]) -> None:
    found = harden(problem("def f(n):\n    return n // 2\n", [([4], 2), ([-4], -2)]), twins, FEW, HALVES)

    assert found.voters == len(HALVES)
    assert found.rejected == 1
    assert found.contested
    assert all(test.args[0] < 0 for test in found.contested)


def test_what_a_contract_requires_binds_the_inputs(twins: tuple[Pool, ...]) -> None:
    contract = Contract(inputs=[{"int": [0, 9]}, {"int": [0, 9]}], requires="lambda a, b: a <= b")
    ref = reference(problem("def f(a, b):\n    return b - a\n", [([1, 2], 1)], contract=contract))

    kept = extra(ref, ref.tests, twins, FEW).tests

    assert len(kept) >= 10
    assert all(test.args[0] <= test.args[1] for test in kept)


def test_programs_are_hardened_too(twins: tuple[Pool, ...]) -> None:
    double = CodeReference(
        mode="stdio",
        compare=Compare(kind="lines"),
        solution="print(2 * int(input()))\n",
        tests=[Example(stdin="2\n", expected="4\n")],
        contract=Contract(inputs=[{"int": [-50, 50]}]),
    )

    found = harden(replace(CLAMPED, reference=double), twins, FEW)

    assert found.killed_before < found.killed_after == found.mutants


def test_an_executor_without_hash_seeds_is_refused() -> None:
    with pytest.raises(ExecutorError, match="hash_seed"), open_twins(UnsafeSubprocess()):
        pass


def drawn(spec: dict[str, Any], count: int = 100) -> list[Any]:
    return [call.args[0] for call in draw(InputDomain(specs=[spec], relations=[]), count, 1)]


SPECS = {
    "int": ({"int": [2, 5]}, lambda v: v in range(2, 6)),
    "float": ({"float": [0, 1], "places": 1}, lambda v: 0 <= v <= 1 and round(v, 1) == v),
    "choice": ({"choice": ["a", None]}, lambda v: v in ("a", None)),
    "text": ({"text": "ab", "len": [1, 3]}, lambda v: 1 <= len(v) <= 3 and set(v) <= set("ab")),
    "list": ({"list": {"int": [0, 9]}, "len": [0, 2]}, lambda v: isinstance(v, list) and len(v) <= 2),
    "sorted": ({"list": {"int": [0, 9]}, "len": [0, 5], "sorted": True}, lambda v: v == sorted(v)),
    "unique": ({"list": {"int": [0, 9]}, "len": [0, 5], "unique": True}, lambda v: len(set(v)) == len(v)),
    "row": ({"row": [{"int": [0, 1]}, {"choice": ["x"]}]}, lambda v: v in ([0, "x"], [1, "x"])),
    "tuple": ({"tuple": [{"int": [1, 1]}]}, lambda v: v == {"__tuple__": [1]}),
    "tuples": ({"tuples": {"int": [1, 1]}, "len": [2, 2]}, lambda v: v == {"__tuple__": [1, 1]}),
    "set": ({"set": {"int": [1, 3]}, "len": [1, 3]}, lambda v: len(set(v["__set__"])) == len(v["__set__"])),
    "dict": ({"dict": [{"int": [1, 3]}, {"int": [0, 0]}], "len": [0, 3]}, lambda v: len(v["__dict__"]) <= 3),
    "record": ({"record": {"a": {"int": [1, 1]}}}, lambda v: v == {"__dict__": [["a", 1]]}),
    "grid": (
        {"grid": {"int": [0, 1]}, "rows": [1, 3], "cols": [1, 3]},
        lambda v: len({len(row) for row in v}) == 1,
    ),
    "square": (
        {"grid": {"int": [0, 1]}, "rows": [1, 3], "cols": [1, 3], "square": True},
        lambda v: all(len(row) == len(v) for row in v),
    ),
    "join": ({"join": [{"int": [1, 2]}, {"choice": ["x"]}], "by": "-"}, lambda v: v in ("1-x", "2-x")),
    "counted": (
        {"counted": {"list": {"int": [7, 7]}, "len": [0, 2]}, "by": " "},
        lambda v: v in ("0", "1\n7", "2\n7 7"),
    ),
    "edited": ({"edited": ["abc"]}, lambda v: set(v) <= set("abc")),
    "altered": ({"altered": [[1, 2, 3]], "len": [2, 4]}, lambda v: 2 <= len(v) <= 4 and set(v) <= {1, 2, 3}),
}


@pytest.mark.parametrize(("spec", "holds"), SPECS.values(), ids=SPECS.keys())
def test_a_spec_draws_what_it_says(spec: dict[str, Any], holds: Any) -> None:
    assert all(map(holds, drawn(spec)))


@pytest.mark.parametrize(
    "spec", [{}, {"number": [1, 2]}, {"int": 3}, {"list": {"int": [0, 1]}}, {"text": "a"}]
)
def test_what_is_no_spec_is_told(spec: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="spec"):
        strategy(spec)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab1 ", max_size=4) | st.floats(0, 1),
    lambda inner: st.lists(inner, max_size=3) | st.lists(inner, max_size=3).map(lambda v: {"__tuple__": v}),
)


@given(st.lists(VALUES, min_size=1, max_size=4))
def test_every_set_of_values_has_a_spec(values: list[Any]) -> None:
    strategy(infer(values))(rng(0, "values"))


def test_inferred_inputs_stay_within_the_ranges_seen() -> None:
    spec = infer([[3, 5, 4], [8, 3]])

    lists = drawn(spec)

    assert all(2 <= len(each) <= 3 and set(each) <= set(range(3, 9)) for each in lists)


def test_a_small_domain_is_widened_upwards_only() -> None:
    ref = reference(problem("def f(n):\n    return n\n", [([2], 2), ([4], 4)]))

    found = [call.args[0] for call in generate(ref, map(call_of, ref.tests), 50, 0)]

    assert len(found) >= 10
    assert min(found) >= 1
    assert max(found) > 4


def test_inputs_are_new_and_different() -> None:
    ref = reference(CLAMPED)

    keys = [key(call) for call in generate(ref, map(call_of, ref.tests), 60, 0)]

    assert len(set(keys)) == len(keys) == 60
    assert not set(keys) & {key(call_of(test)) for test in ref.tests}


def names(*given: list[Any]) -> set[str]:
    return {relation.name for relation in seen(given)}


def test_relations_between_arguments_are_seen() -> None:
    assert "1 is the length of 0" in names([[4, 5, 6], 3], [[1], 1])
    assert "0 is at most 1" in names([1, 2], [5, 5], [0, 9])
    assert "0 is as long as 1" in names([[1, 2], [3, 4]], [[1], [2]])
    assert "0 is in 1" in names([3, [1, 3]], [2, [2]])
    assert "0 is ascending" in names([[1, 2, 3]], [[0, 5]])
    assert "0 is matched brackets" in names(["(())"], ["()"])


def test_a_relation_that_one_test_breaks_is_none() -> None:
    assert "1 is the length of 0" not in names([[4, 5, 6], 3], [[1], 2])
    assert "0 is ascending" not in names([[1, 2, 3]], [[5, 0]])


def test_what_breaks_a_relation_is_repaired() -> None:
    args: list[Any] = [[3, 1, 2], 7]

    kept = keeps(seen([[[1, 2, 3], 3], [[5], 1]]), args)

    assert kept
    assert args == [[1, 2, 3], 3]


def test_the_form_of_a_date_is_that_of_other_dates_only() -> None:
    assert form("03-11-2000") == form("12-31-1999")
    assert form("3-11-2000") != form("03-11-2000")
    assert form("two words") == form("a phrase")


def test_mutants_are_different_programs_that_parse() -> None:
    found = mutants(CLAMP, 100)

    assert len(found) == len(set(found)) >= 8
    assert all(ast.parse(each) for each in found)
    assert ast.unparse(ast.parse(CLAMP)) not in found


def test_docstrings_and_annotations_are_not_mutated() -> None:
    found = mutants('def f(a: "int" = None) -> "str":\n    """One 1."""\n    return a\n', 100)

    assert found == ["def f(a=None):\n    return None"]


def test_the_mutants_chosen_do_not_depend_on_the_run() -> None:
    assert mutants(CLAMP, 5) == mutants(CLAMP, 5)
    assert set(mutants(CLAMP, 5)) < set(mutants(CLAMP, 100))


def test_a_mutant_that_never_ends_is_killed(twins: tuple[Pool, ...]) -> None:
    loop = "def clamp(x, low, high):\n    while True:\n        pass\n"

    assert failures(loop, reference(CLAMPED), reference(CLAMPED).tests, twins[0], ORACLE) == {0}


def test_the_tests_that_kill_most_are_chosen_first() -> None:
    kills = [{1}, set(), {1, 2, 3}, {2}, {4}]

    assert choose(kills, kept=1, most=3) == [0, 2, 4]


@given(st.lists(st.sets(st.integers(0, 9)), max_size=40), st.integers(0, 5), st.integers(1, 12))
def test_choosing_keeps_the_given_tests_and_the_bound(kills: list[set[int]], kept: int, most: int) -> None:
    kept = min(kept, len(kills))

    chosen = choose(kills, kept, most)

    assert chosen == sorted(set(chosen))
    assert len(chosen) <= max(kept, most)
    assert chosen[:kept] == list(range(kept))


@given(st.lists(st.sets(st.integers(0, 9)), max_size=40))
def test_choosing_loses_no_kill_where_there_is_room(kills: list[set[int]]) -> None:
    chosen = choose(kills, 0, 40)

    assert set[int]().union(*kills) == set[int]().union(*(kills[place] for place in chosen))
