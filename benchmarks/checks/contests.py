"""Checks the contest families: python -m benchmarks.checks.contests agree|limits|similar [--families a,b] [--instances N].

agree: draws so many instances of each family over all its levels; on their small tests the fast and the slow solution,
run here, must give the same answers (or the checker must accept the fast one's), and every input must be valid.
limits: at each family's highest level and in the sandbox, the slow solution must pass all small tests and exceed three times
the time limit, and ten times the fast one's time (or run out of memory), on the large ones, one of each class (--all: on all five); the fast one
must pass all five with a third of the limit at most. So both verdicts stay the same on a machine that is three times as fast
or as slow. CPU time decides, not the clock.
similar: no statement may be found by `verigen decontaminate`'s search among the problems of HumanEval and MBPP (below
$VERIGEN_DATA), of code-core and of code-families, nor among those of another family; no family's name may share half of
its words with a well-known title (contest_titles.txt). The nearest of each kind are shown.
Exit 1 where anything is wrong.
"""

from __future__ import annotations

import argparse
import copy
import os
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

from benchmarks.suites.code_contests import FAMILIES as HELD_OUT
from problem_banks.code_contests import FAMILIES as TRAINING
from verigen.core import registry, seeds
from verigen.core.text.shape import dice, grams, shape
from verigen.core.types import Call, Job, Limits, Problem, Source
from verigen.dataset.decontaminate.read import read
from verigen.dataset.decontaminate.subject import Subject
from verigen.dataset.decontaminate.suites import Suites
from verigen.executors.local import Local
from verigen.problems.banks.live import contests
from verigen.problems.banks.live.contest import BrokenGeneratorError
from verigen.verifiers.unit_tests.drawn import with_drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from verigen.core.parts import Pool
    from verigen.domains.code.reference import CodeReference, Test
    from verigen.problems.banks.live.contest import Contest, Kind
    from verigen.problems.banks.live.family import Family

KINDS: tuple[Kind, ...] = ("small", "random", "random", "adversarial")
SPARE = 3.0
FASTER, APART = 3.0, 10.0  # the machine on which the slow solution must still be late; slow against fast
TITLE = 0.5
SMALL = {"a", "an", "of", "the", "in", "and", "to", "with", "from", "i"}
DEEP = "import sys\n\nsys.setrecursionlimit(10**7)\n"  # so that a slow recursion ends by the clock


@dataclass(slots=True)
class Seen:
    """What there is to say of one family."""

    name: str
    tests: int = 0
    answers: int = 0
    wrong: int = 0
    example: str = ""

    def note(self, example: str) -> None:
        self.wrong += 1
        self.example = self.example or example


def agree(families: list[Family[Contest]], instances: int) -> int:
    """Print each family on which the two solutions differ; the number of differences."""
    total, tests = 0, 0
    for family in families:
        seen = _agreed(family, instances)
        total, tests = total + seen.wrong, tests + seen.tests
        more = f"; {seen.wrong} WRONG, first: {seen.example[:400]}" if seen.wrong else ""
        print(f"{seen.name}: {seen.tests} tests, {seen.answers} different answers{more}", flush=True)
    print(f"{len(families)} families, {instances} instances each, {tests} tests: {total} differences")
    return total


def _agreed(family: Family[Contest], instances: int) -> Seen:
    seen, answers = Seen(family.name), set[str]()
    levels = list(family.levels)
    for k in range(instances):
        rng = seeds.rng(1, "contests", family.name, k)
        draw = family.at(levels[k % len(levels)]).draw(rng)
        run, accepts = solver(draw), _accepts(draw)
        for kind in KINDS:
            try:
                given = draw.given(kind, rng.getrandbits(40))
            except BrokenGeneratorError as error:
                seen.note(str(error))
                continue
            wanted, found = draw.answer(given), run(copy.deepcopy(given))
            seen.tests += 1
            answers.add(repr(wanted))
            if not accepts(given, wanted, found):
                seen.note(f"{draw.knobs} {kind} {given}: fast {found}, slow {wanted}")
    seen.answers = len(answers)
    return seen


def solver(draw: Contest) -> Callable[[list[Any]], Any]:
    """The fast solution's text, run here."""
    names: dict[str, Any] = {}
    code = draw.solution()
    exec(code.partition("\nimport sys\n")[0] if draw.program else code, names)
    if draw.stateful:
        return lambda given: [
            getattr(target, name)(*args)
            for target in [names[draw.made.__name__](*given[0])]
            for name, args in given[1]
        ]
    return lambda given: names["solve" if draw.program else draw.name](*given)


def _accepts(draw: Contest) -> Callable[[list[Any], Any, Any], bool]:
    text = draw.checker()
    if text is not None:
        names: dict[str, Any] = {}
        exec(text, names)
        accepted: Callable[[list[Any], Any, Any], bool] = names["check"]
        return accepted
    if getattr(draw.made, "compare", "") == "float":
        return lambda _, wanted, found: abs(wanted - found) <= 1e-6 * max(1, abs(wanted))
    return lambda _, wanted, found: bool(wanted == found)


def limits(families: list[Family[Contest]], pool: Pool, *, every: bool) -> int:
    """Print each family's worst times at its highest level; the number of families that fail."""
    failed, spares = 0, []
    for family in families:
        draw = family.at(family.levels[-1]).draw(seeds.rng(2, "contests", family.name))
        problem = Problem(
            id=family.name, domain="code", prompt="", family=family.name, source=Source(bank="x", licence="CC0-1.0"),
            reference=contests.reference(family, draw, seeds.rng(3, "contests", family.name)),
        )  # fmt: skip
        large = _large(problem, pool)
        worst = max(_cpu(draw, test) for test in large)
        tried = large if every else [large[0], large[-1]]
        small, late = _slow(draw, problem.reference, tried, pool, max(FASTER * draw.seconds, APART * worst))
        spare = draw.seconds / worst
        fine = small and late == len(tried) and spare >= SPARE
        failed += not fine
        spares.append(spare)
        print(
            f"{family.name}: size {draw.knobs['n']}, fast {worst:.2f} s of {draw.seconds:g} ({spare:.1f} x to spare); slow "
            f"{'passes' if small else 'FAILS'} the small tests, is late or out of memory on {late} of {len(tried)} large ones"
            f"{'' if fine else '   <-- WRONG'}",
            flush=True,
        )
    print(f"{len(families)} families: {failed} fail; the smallest spare is {min(spares):.1f} x")
    return failed


def _large(problem: Problem, pool: Pool) -> list[Test]:
    full = with_drawn(pool, problem)
    assert full is not None, f"{problem.id} has no large tests at its highest level"
    assert isinstance(problem.reference, type(full))
    return full.tests[len(problem.reference.tests) :]


def _cpu(draw: Contest, test: Test) -> float:
    run, given = solver(draw), [test.stdin] if draw.program else copy.deepcopy(test.args)
    began = process_time()
    run(given)
    return process_time() - began


def _slow(draw: Contest, reference: Any, large: list[Test], pool: Pool, seconds: float) -> tuple[bool, int]:
    """Whether the slow solution passes the small tests, and on how many large ones it needs more than `seconds`."""
    slow: CodeReference = replace(
        reference, solution=draw.slow_solution(), entry_point=None if draw.program else draw.name, drawn=None
    )
    problem = Problem(
        id=draw.name,
        domain="code",
        prompt="",
        family=draw.name,
        source=Source(bank="x", licence="CC0-1.0"),
        reference=slow,
    )
    with registry.load("verifier", "unit_tests")(jobs=1).open() as grader:
        verdict = grader.grade(problem, slow.solution)
    if verdict.outcome != "correct":
        print(f"    {draw.name}: {verdict.reason} {verdict.message}")
    late = 0
    for test in large:
        job = Job(
            code=DEEP + (slow.solution or ""), mode=slow.mode, entry_point=slow.entry_point,
            calls=[Call(args=test.args, stdin=test.stdin)], limits=Limits(call_s=seconds, memory_mb=slow.memory_mb),
        )  # fmt: skip
        outputs = pool.run(job).outputs
        fault = outputs[0].fault if outputs else None
        late += fault in ("timeout", "memory")
        if outputs and fault != "timeout":
            print(
                f"    {draw.name}: a large test ends with {outputs[0].fault} {outputs[0].message} in {outputs[0].seconds:.2f} s"
            )
    return verdict.outcome == "correct", late


def similar(families: list[Family[Contest]]) -> int:
    """Print what resembles a known problem; the number of such families."""
    stories = {
        f"{family.name}#{number}": story
        for family in families
        for number, story in enumerate(_stories(family))
    }
    known = [*_known(), *(_subject(name, story) for name, story in stories.items())]
    suites, found = Suites(known), 0
    for name, story in stories.items():
        hits = [
            hit
            for hit in suites.hits(_subject(name, story))
            if hit.suite_id.split("#")[0] != name.split("#")[0]
        ]
        found += bool(hits)
        for hit in hits:
            print(f"{name} resembles {hit.suite_id} ({hit.kind} {hit.score}): {hit.suite_text[:120]!r}")
    phrases = {name: grams(shape(story), 4) for name, story in stories.items()}
    others = [(one.id, grams(shape(one.prompt), 4)) for one in known if one.id not in stories]
    nearest = max((dice(own, there), name, id_) for name, own in phrases.items() for id_, there in others)
    print(
        f"nearest known statement: {nearest[1]} and {nearest[2]}, {nearest[0]:.2f} of their 4-word phrases shared"
    )
    titles = Path(__file__).with_name("contest_titles.txt").read_text().splitlines()
    for family in families:
        share, title = max((_likeness(family.name, title), title) for title in titles)
        if share >= TITLE:
            found += 1
            print(f"{family.name} is named like {title!r}")
    print(
        f"{len(families)} families, {len(known) - len(stories)} known problems, {len(titles)} titles: {found} resemble one"
    )
    return found


def _stories(family: Family[Contest]) -> list[str]:
    draw = family.at(family.levels[-1]).draw(seeds.rng(2, "contests", family.name))
    return [replace(draw, story=story).statement() for story in draw.made.stories]


def _subject(name: str, text: str) -> Subject:
    return Subject(
        id=name,
        family=name,
        parent=None,
        bank="contests",
        prompt=text,
        answer=None,
        place="here",
        domain="code",
    )


def _known() -> list[Subject]:
    """The problems that can be read here; files that are missing are named."""
    names = ["code-core", "code-families"]
    data = Path(os.environ.get("VERIGEN_DATA", "data"))
    for file in (data / "humaneval/HumanEval.jsonl", data / "mbpp/mbpp.jsonl"):
        if file.is_file():
            names.append(str(file))
        else:
            print(f"{file} is missing: set VERIGEN_DATA")
    return [one.subject for name in names for one in read(name)]


def _likeness(name: str, title: str) -> float:
    """The Jaccard index of the words, less the commonest."""
    one, other = (
        {word.rstrip("s") for word in re.findall(r"[a-z0-9]+", text.lower())} - SMALL
        for text in (name, title)
    )
    return len(one & other) / len(one | other)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("what", choices=["agree", "limits", "similar"])
    options.add_argument("--families", help="names or topics, separated by commas; default: all")
    options.add_argument("--instances", type=int, default=1000)
    options.add_argument("--all", action="store_true", help="limits: the slow solution on all large tests")
    given = options.parse_args()
    wanted = set(given.families.split(",")) if given.families else None
    families = [
        f for f in [*TRAINING.values(), *HELD_OUT.values()] if not wanted or {f.name, f.topic} & wanted
    ]
    if given.what == "agree":
        return 1 if agree(families, given.instances) else 0
    if given.what == "similar":
        return 1 if similar(families) else 0
    with Local(jobs=1).open() as pool:
        return 1 if limits(families, pool, every=given.all) else 0


if __name__ == "__main__":
    sys.exit(main())
