"""Laws of mutators. The sample must hold a problem that the mutator can change."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from verigen.core import boundary, domains, problems, registry
from verigen.core.offers import FinalAnswers
from verigen.core.types import Change
from verigen.domains.code.reference import CodeReference
from verigen.problems.mutate.mutate import Mutant, MutateOptions, mutate
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.validate import fault
from verigen.testing.law import hold

if TYPE_CHECKING:
    from verigen.core.parts import Mutator
    from verigen.core.types import Problem
    from verigen.testing.law import Law
    from verigen.testing.sample import Sample

COUNT, SEED = 2, 7


def it_changes_some_problem_and_refuses_the_others_with_a_reason(part: Mutator, sample: Sample) -> None:
    hold(any(_known(part, sample)), f"it changes none of {_ids(sample)}")


def a_seed_gives_the_same_changes_and_no_change_comes_twice(part: Mutator, sample: Sample) -> None:
    for parent, first in zip(sample.problems, _known(part, sample), strict=True):
        hold(first == _changes(part, parent, sample), f"{parent.id}: other changes with the same seed")
        texts = [(each.prompt, each.reference) for each in first]
        hold(
            all(each not in texts[:at] for at, each in enumerate(texts)), f"{parent.id}: a change comes twice"
        )


def every_change_is_one_and_says_what_it_chose(part: Mutator, sample: Sample) -> None:
    hold(part.version and isinstance(part.version, str), f"its version is {part.version!r}")
    for parent, changes in zip(sample.problems, _known(part, sample), strict=True):
        for change in changes:
            boundary.typed(type(part).__name__, change, Change)
            hold(change.prompt != parent.prompt, f"{parent.id}: a change has its parent's prompt")
            hold(change.parameters, f"{parent.id}: a change does not say what it chose in `parameters`")


def the_answer_is_kept_or_changed_as_its_effect_says(part: Mutator, sample: Sample) -> None:
    hold(part.effect in {"changes", "keeps", "either"}, f"its effect is {part.effect!r}")
    for parent, changes in zip(sample.problems, _known(part, sample), strict=True):
        for change in changes:
            before, after = _answer(parent), _answer(replace(parent, reference=change.reference))
            if before is not None and after is not None:
                kept = part.effect == "either" or (before == after) == (part.effect == "keeps")
                hold(kept, f"{parent.id}: its effect is {part.effect}, and the answer is {after}")


def every_mutant_passes_its_own_verifier_with_its_lineage(part: Mutator, sample: Sample) -> None:
    found = _mutants(part, sample)
    hold(found, f"no mutant of {_ids(sample)} passes its checks")
    for each in found:
        made, parent = each.problem, each.parent
        hold(problems.decode(problems.encode(made)) == made, f"{made.id} reads otherwise once it is written")
        hold(made.family == parent.family, f"{made.id} is of another family than its parent")
        told = (made.source.parent, made.source.mutator, made.source.version, made.source.depth)
        hold(told == (parent.id, "part", part.version, parent.source.depth + 1), f"{made.id} tells {told}")


def the_public_examples_of_a_mutant_are_its_own(part: Mutator, sample: Sample) -> None:
    shown = [(each.problem, _graded_by_examples(each.problem)) for each in _mutants(part, sample)]
    if not any(asked for _, asked in shown):
        return
    domain = registry.make("domain", sample.problems[0].domain)
    with registry.make("verifier", domain.default_verifier).open() as grader:
        for made, asked in shown:
            why = fault(asked, domain, grader) if asked is not None else None
            hold(why is None, f"{made.id} has examples of another program: {why}")


def _graded_by_examples(problem: Problem) -> Problem | None:
    """The problem with its public examples as its tests; None for one without any."""
    reference = problem.reference
    if not isinstance(reference, CodeReference) or not reference.examples:
        return None
    return replace(problem, reference=replace(reference, tests=reference.examples))


def _answer(problem: Problem) -> str | None:
    domain = domains.named(problem.domain)
    return domain.answer(problem) if isinstance(domain, FinalAnswers) else None


def _mutants(part: Mutator, sample: Sample) -> list[Mutant]:
    domain = registry.make("domain", sample.problems[0].domain)
    with registry.make("verifier", domain.default_verifier).open() as grader:
        options = MutateOptions(variants=COUNT, seed=SEED)
        made = mutate(sample.problems, {"part": part}, options, domain, grader)
        return [each for each in made if isinstance(each, Mutant)]


_LAST: list[tuple[Mutator, Sample, list[list[Change]]]] = []


def _known(part: Mutator, sample: Sample) -> list[list[Change]]:
    """The changes of every problem, cached for consecutive laws on the same part and sample."""
    if not _LAST or _LAST[0][1] is not sample or _LAST[0][0] != part:
        _LAST[:] = [(part, sample, [_changes(part, each, sample) for each in sample.problems])]
    return _LAST[0][2]


def _changes(part: Mutator, parent: Problem, sample: Sample) -> list[Change]:
    others = [each for each in sample.problems if each.id != parent.id]
    try:
        return list(islice(part.changes(parent, SEED, others), COUNT))
    except Refused as refused:
        hold(refused.reason, f"{parent.id} is refused without a reason")
        return []


def _ids(sample: Sample) -> str:
    return ", ".join(each.id for each in sample.problems)


LAWS: tuple[Law, ...] = (
    it_changes_some_problem_and_refuses_the_others_with_a_reason,
    a_seed_gives_the_same_changes_and_no_change_comes_twice,
    every_change_is_one_and_says_what_it_chose,
    the_answer_is_kept_or_changed_as_its_effect_says,
    every_mutant_passes_its_own_verifier_with_its_lineage,
    the_public_examples_of_a_mutant_are_its_own,
)
