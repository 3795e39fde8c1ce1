"""Makes mutants of a bank's problems as a stream; each refused one is yielded with its reason."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from verigen.core import domains, registry
from verigen.core.boundary import Streak, attempt, deadline_of, label, typed
from verigen.core.errors import PartFailed
from verigen.core.offers import Chains, FinalAnswers, WorksOut
from verigen.core.seeds import derive
from verigen.core.types import Change, Problem
from verigen.problems import validate
from verigen.problems.mutate import recheck
from verigen.problems.mutate.mutators import equations, read
from verigen.problems.mutate.mutators.chain import Chain
from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from verigen.core.parts import Domain, Grader, Mutator
    from verigen.core.types import Rederivation

NEAR = 32
FAILED = "its mutator failed"
WRONG = "its reference is doubted"
# They change words or formulas, never the numbers behind a program.
NEED_NO_PROGRAM = frozenset(("rename", "coefficients"))
NO_LICENCE = frozenset(("", "NOASSERTION"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A problem and its parent; `rechecked` if a second derivation agreed."""

    problem: Problem
    parent: Problem
    rechecked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Discarded:
    """A problem from which a mutator made nothing (more), or a mutant that failed a check."""

    parent: Problem
    mutator: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenProgram:
    """A teacher's Python program for a problem; `by` says whose it is and how many of its programs agree."""

    script: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MutateOptions:
    """Options of a mutation.

    `variants`: maximum number of mutants per problem and mutator. `check_share`: share of mutants that are
    derived a second time. `wrong`: problems that get no mutants, as their reference is or may be wrong: what speaks
    against it, by the problem's id. `programs`: a teacher's programs by the problem's id, for problems whose worked
    solution gives none.
    """

    variants: int = 10
    seed: int = 0
    check_share: float = 1.0
    wrong: Mapping[str, str] = field(default_factory=dict)
    programs: Mapping[str, WrittenProgram] = field(default_factory=dict)


def named(spec: str, executor: str = "local") -> dict[str, Mutator]:
    """Mutators by name; `executor` runs programs. Raises UnknownPart.

    `renumber,rename` is two mutators; `renumber+rename` is one that does both.
    """
    found: dict[str, Mutator] = {}
    for name in dict.fromkeys(part.strip() for part in spec.split(",")):
        links = tuple(
            registry.make("mutator", link.strip(), {"executor": executor}) for link in name.split("+")
        )
        found[name] = links[0] if len(links) == 1 else Chain(names=tuple(name.split("+")), links=links)
    return found


def mutate(
    problems: Iterable[Problem],
    mutators: dict[str, Mutator],
    options: MutateOptions,
    domain: Domain,
    grader: Grader,
) -> Iterator[Mutant | Discarded]:
    """Yield each mutator's mutants of each problem in turn; only the last few problems are held in memory."""
    near: deque[Problem] = deque(maxlen=NEAR)
    streaks = {name: Streak(label("mutator", name, mutator)) for name, mutator in mutators.items()}
    for problem in problems:
        told = _told(problem, options)
        for name, mutator in mutators.items():
            if refused := unfit(problem, options.wrong, domain):
                yield Discarded(parent=problem, mutator=name, reason=refused.reason, message=str(refused))
                continue
            parent = problem if name in NEED_NO_PROGRAM else told
            for each in _mutants(parent, name, mutator, options, tuple(near), domain, grader, streaks[name]):
                yield each if parent is problem else _marked(each, problem, parent, options)
        near.append(told)


def _told(problem: Problem, options: MutateOptions) -> Problem:
    """The problem with a teacher's program, where there is one and its own solution gives none."""
    written = options.programs.get(problem.id)
    return read.with_program(problem, written.script) if written and read.fails(problem) else problem


def _marked(
    found: Mutant | Discarded, problem: Problem, told: Problem, options: MutateOptions
) -> Mutant | Discarded:
    """A mutant of a problem that was told by a program: marked if it owes its reference to the program.

    Otherwise it keeps its parent's own reference.
    """
    if isinstance(found, Discarded):
        return replace(found, parent=problem)
    mutant = found.problem
    if mutant.reference == told.reference:
        return replace(found, parent=problem, problem=replace(mutant, reference=problem.reference))
    by = {**mutant.source.parameters, "program": options.programs[problem.id].by}
    marked = replace(mutant, source=replace(mutant.source, parameters=by))
    return replace(found, parent=problem, problem=marked)


def _mutants(
    parent: Problem,
    name: str,
    mutator: Mutator,
    options: MutateOptions,
    near: Sequence[Problem],
    domain: Domain,
    grader: Grader,
    streak: Streak,
) -> Iterator[Mutant | Discarded]:
    try:
        found = _changes(parent, mutator, derive(options.seed, "mutate", name), near, streak)
        for index, change in enumerate(islice(found, options.variants)):
            mutant = _problem(parent, name, mutator, change, index, options.seed)
            check = partial(
                _checked,
                mutant,
                parent,
                mutator,
                options,
                _origins(parent, change, near),
                change.again,
                domain,
                grader,
            )
            yield _or_failed(parent, name, partial(attempt, streak.who, check))
    except Refused as refused:
        yield Discarded(parent=parent, mutator=name, reason=refused.reason, message=str(refused))
    except PartFailed as failed:
        yield Discarded(parent=parent, mutator=name, reason=FAILED, message=str(failed))


def unfit(parent: Problem, wrong: Mapping[str, str], domain: Domain) -> Refused | None:
    """Why a problem gets no mutants, whatever the mutator: each would carry on what is wrong with it."""
    if parent.source.licence in NO_LICENCE:
        return Refused("no licence: say it with --licence", "the row names no licence; say it with --licence")
    if why := wrong.get(parent.id):
        return Refused(WRONG, why)
    solution = _solution(parent, domain) if isinstance(domain, WorksOut) else ""
    return equations.contradiction(solution)


def _or_failed(parent: Problem, name: str, check: Callable[[], Mutant | Discarded]) -> Mutant | Discarded:
    """Run a check; an error in it discards this mutant and does not affect the next one."""
    try:
        return check()
    except PartFailed as failed:
        return Discarded(parent=parent, mutator=name, reason="its checks failed", message=str(failed))


def _changes(
    parent: Problem, mutator: Mutator, seed: int, near: Sequence[Problem], streak: Streak
) -> Iterator[Change]:
    """The mutator's changes, each requested at the boundary. Raises Refused, PartFailed, PartBroken."""
    links = map(deadline_of, getattr(mutator, "links", (mutator,)))
    seconds = sum(each for each in links if each is not None) or None
    found = streak.attempt(lambda: iter(mutator.changes(parent, seed, near)), seconds)
    while True:
        change = streak.attempt(lambda: next(found, None), seconds)
        if change is None:
            return
        yield typed(streak.who, change, Change) if seconds else change


def _problem(parent: Problem, name: str, mutator: Mutator, change: Change, index: int, seed: int) -> Problem:
    source = replace(
        parent.source, parent=parent.id, mutator=name, version=mutator.version, seed=seed,
        parameters=change.parameters, depth=parent.source.depth + 1,
        joins=tuple(dict.fromkeys((*parent.source.joins, *change.joins))),
    )  # fmt: skip
    return replace(
        parent,
        id=f"{parent.id}/{name}/{index}",
        prompt=change.prompt,
        reference=change.reference,
        source=source,
    )


def _checked(
    mutant: Problem,
    parent: Problem,
    mutator: Mutator,
    options: MutateOptions,
    origins: Sequence[Problem],
    again: Rederivation,
    domain: Domain,
    grader: Grader,
) -> Mutant | Discarded:
    name = str(mutant.source.mutator)
    why = validate.fault(mutant, domain, grader)
    if why is None:
        why = _unchanged(mutant, parent, mutator)
    if why is not None:
        return Discarded(
            parent=parent,
            mutator=name,
            reason=validate.FAILS,
            message=f"{mutant.id}: {why}",
        )
    if derive(options.seed, "recheck", mutant.id) >= options.check_share * 2**63:
        return Mutant(problem=mutant, parent=parent, rechecked=False)
    rechecked, why = _second(mutant, mutator, origins, again, domain, grader)
    if why is not None:
        return Discarded(
            parent=parent, mutator=name, reason="a second derivation disagrees", message=f"{mutant.id}: {why}"
        )
    return Mutant(problem=mutant, parent=parent, rechecked=rechecked)


def _origins(parent: Problem, change: Change, near: Sequence[Problem]) -> list[Problem]:
    """The parent, and the other problem if the change joined one."""
    return [parent, *(other for other in near if other.id == change.again.partner)]


def _second(
    mutant: Problem,
    mutator: Mutator,
    origins: Sequence[Problem],
    again: Rederivation,
    domain: Domain,
    grader: Grader,
) -> tuple[bool, str | None]:
    """Return whether a second derivation was possible, and what is wrong with the mutant, if anything.

    A program that keeps its parent's outputs was already compared with them when its reference was checked.
    """
    if isinstance(domain, WorksOut):
        return _worked_again(mutant, mutator, origins, again, domain)
    if not isinstance(domain, Chains):
        return False, None  # only the domain's verifier can check the reference
    if mutator.effect != "changes":
        return True, None
    return recheck.chained(mutant, origins, domain, partial(validate.fault, domain=domain, grader=grader))


def _worked_again(
    mutant: Problem,
    mutator: Mutator,
    origins: Sequence[Problem],
    again: Rederivation,
    domain: WorksOut,
) -> tuple[bool, str | None]:
    made = domain.worked(mutant)
    if made is None:
        return False, None
    if mutator.effect == "keeps":
        return True, recheck.lost(mutant.prompt, origins[0].prompt)
    if again.expression is not None:
        return True, recheck.unequal(again.expression, made)
    if not recheck.NOTE.search(made.solution):
        return False, None
    around = recheck.around(*((origin.prompt, _solution(origin, domain)) for origin in origins))
    if again.alternatives is not None:
        return True, recheck.undetermined(mutant.prompt, made, around, again.alternatives)
    return True, recheck.disagreement(mutant.prompt, made, around, again.stated)


def _solution(problem: Problem, domain: WorksOut) -> str:
    worked = domain.worked(problem)
    return worked.solution if worked else ""


def _answer(problem: Problem) -> str | None:
    domain = domains.named(problem.domain)
    return domain.answer(problem) if isinstance(domain, FinalAnswers) else None


def _unchanged(mutant: Problem, parent: Problem, mutator: Mutator) -> str | None:
    """A message if something that should have changed did not, or the other way round; else None."""
    if mutant.prompt == parent.prompt:
        return "its prompt is its parent's"
    own, before = _answer(mutant), _answer(parent)
    if own is not None and before is not None:
        same = own == before
        if mutator.effect == "changes" and same:
            return "its answer is its parent's, which its mutator should change"
        if mutator.effect == "keeps" and not same:
            return "its answer is not its parent's, which its mutator should keep"
    return None
