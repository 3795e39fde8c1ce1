"""Says in a few sentences what a report comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verigen.core.standing import WORDS
from verigen.core.stats import shown
from verigen.dataset.measures.band import FEWEST
from verigen.ledger.summary import unfinished

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.dataset.report.facts import ReportFacts, RunFacts


class Note(NamedTuple):
    """One sentence; `kind` is "good", "bad", or "calm" for what nobody looked at."""

    kind: str
    text: str


KINDS = {"shown": "good", "the opposite is shown": "bad"}


def headline(facts: ReportFacts) -> str:
    """The first sentence: how many records, and from what."""
    counts = facts.records.counts
    if not facts.runs and not counts and facts.proofs:
        return f"What training was proved to do: {len(facts.proofs)} proof{'s' * (len(facts.proofs) > 1)}."
    made = ", ".join(f"{count:,} {name}" for name, count in sorted(counts.items())) or "No"
    dropped = sum(each.count for each in facts.dropped)
    left = f"; {dropped:,} findings kept candidates out" if dropped else ""
    if not facts.runs:
        return f"{made} records{left}."
    candidates = sum(each.summary.candidates for each in facts.runs)
    problems = sum(each.summary.problems for each in facts.runs)
    return f"{made} records from {candidates:,} candidates of {problems:,} problems{left}."


def notes(facts: ReportFacts) -> Iterator[Note]:
    for each in facts.runs:
        yield from _of_run(each)
    for name, proof in facts.proofs.items():
        yield Note(KINDS.get(proof.verdict.partition(":")[0], "calm"), f"{name}: {proof.verdict}.")
    yield from _of_students(facts)
    yield from of_texts(facts)
    yield _of_review(facts)


def _of_run(run: RunFacts) -> Iterator[Note]:
    made = run.summary
    word = WORDS[made.evidence]
    if left := unfinished(made.finished, made.wanted):
        yield Note("bad", f"The run {run.folder} is unfinished: {left}.")
    if made.pass_1 is not None:
        yield Note("good", f"{word.rate}@1 of {run.folder}: {shown(made.pass_1, made.pass_1_bound)}.")
    undecided = made.outcomes.get("unverified", 0)
    if made.candidates and undecided / made.candidates > 0.1:
        yield Note(
            "bad", f"{undecided:,} of {made.candidates:,} candidates of {run.folder} are {word.unverified}."
        )


def _of_students(facts: ReportFacts) -> Iterator[Note]:
    refusing = [each.student for each in facts.students if each.refused]
    if refusing:
        yield Note("bad", f"Refused by the student check: {', '.join(refusing)}.")
    elif facts.students:
        every = [each.student for each in facts.students]
        whole = f"All {len(every)} students read" if len(every) > 1 else f"The student {every[0]} reads"
        yield Note("good", f"{whole} the records whole.")
    else:
        yield Note("calm", "No student was checked (--student).")


def of_texts(facts: ReportFacts) -> Iterator[Note]:
    """What the measures say of prompts and of responses."""
    banded = {name: [m for m in group if m.inside is not None] for name, group in facts.texts.items()}
    if not any(banded.values()):
        few = f"Too few texts to compare with {facts.real}: at least {FEWEST} of the set and {2 * FEWEST} real ones."
        yield Note("calm", few if facts.real else "The texts were compared with no real ones (--real).")
    for name, group in banded.items():
        if far := [each.says for each in group if not each.inside]:
            yield Note("bad", f"{name.capitalize()} are unlike the real ones in: {', '.join(far)}.")
        elif group:
            yield Note("good", f"No measure tells the {name} from the real ones.")


def _of_review(facts: ReportFacts) -> Note:
    found = facts.review
    if found is None or not found.accepted.of:
        return Note("calm", "Nobody reviewed a sample (verigen review).")
    kind = "bad" if found.accepted.count else "good"
    return Note(kind, f"Of the accepted candidates people called {found.accepted.told('wrong')}.")
