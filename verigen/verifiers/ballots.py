"""Holds a vote among the answers to one problem: the answer of most candidates counts as the right one.

A majority is evidence, not proof. It is wrong wherever the teacher errs in one way more often than it is right:
such problems get confident false labels, and a student trained on them learns the teacher's favourite mistake.
Agreement grows with ease, so what passes is biased towards easy problems, and a stricter threshold more so. The
candidates are independent draws of one teacher; a low temperature makes them agree without being right. The worse
the teacher, the less a majority means: of a 0.5B model with a pass@1 of 0.20 on 50 GSM8K problems, 4 candidates
each, 3 of 6 majorities of 0.75 were right; one wrong answer, given 4 of 4 times, was copied from the prompt's own
worked example.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from verigen.core.errors import ReferenceFault
from verigen.core.types import Verdict
from verigen.verifiers.majority import MAX_SHOWN, NAME, voice
from verigen.verifiers.symbolic import compare
from verigen.verifiers.symbolic.judge import read_reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from verigen.core.types import Candidate, Outcome
    from verigen.verifiers.majority import Majority, Voice

    Same = Callable[[str, str], Outcome]


class Cluster(NamedTuple):
    """Texts that say the same as the first, with their votes."""

    texts: list[str]
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What came of a problem's vote: `answer` is None and `reason` says why where nobody won."""

    method: str
    reason: str
    message: str
    answer: str | None = None
    texts: frozenset[str] = frozenset()
    size: int = 0
    votes: int = 0


def hold(candidates: Sequence[Candidate], rule: Majority) -> list[tuple[str, Verdict]]:
    """A verdict for each candidate of one problem, by id. The order of the candidates changes no verdict."""
    voices = [voice(candidate) for candidate in candidates]
    vote = count([said.answer for said in voices if said.answer], rule)
    return [(c.id, _verdict(said, vote)) for c, said in zip(candidates, voices, strict=True)]


def count(answers: Sequence[str], rule: Majority) -> Vote:
    """The vote on these answers, under the rule's threshold and least number of votes."""
    clusters = cluster(answers)
    votes = len(answers)
    size = max((one.votes for one in clusters), default=0)
    method = f"agreement {size / max(votes, 1):.2f} of {votes}, threshold {rule.threshold:g}"
    leaders = [one for one in clusters if one.votes == size]
    if votes < rule.min_votes:
        return Vote(method=method, reason="few_votes", message=f"{votes} votes, {rule.min_votes} are needed")
    if len(leaders) != 1:
        return Vote(method=method, reason="no_agreement", message=f"{len(leaders)} answers have {size} votes")
    if size / votes < rule.threshold:
        return Vote(method=method, reason="no_agreement", message=f"the majority has {size} of {votes} votes")
    winner = leaders[0]
    if not readable(winner.texts[0]):
        return Vote(method=method, reason="unreadable", message="the majority's answer can't be read")
    return Vote(
        method=method,
        reason="majority",
        message=f"{size} of {votes} votes say so",
        answer=winner.texts[0],
        texts=frozenset(winner.texts),
        size=size,
        votes=votes,
    )


def cluster(answers: Sequence[str], same: Same | None = None) -> list[Cluster]:
    """Group answers that the symbolic verifier proves equal; what it can't decide stays apart.

    Each text is compared with the commonest text of every group, most votes first: k different texts take at most
    k(k-1)/2 comparisons, and mostly far fewer, because a text joins the first group that it equals.
    """
    same = same or equal
    counts: dict[str, int] = {}
    for answer in map(str.strip, answers):
        counts[answer] = counts.get(answer, 0) + 1
    found: list[Cluster] = []
    for text in sorted(counts, key=lambda text: (-counts[text], len(text), text)):
        at = next((i for i, one in enumerate(found) if same(one.texts[0], text) == "correct"), None)
        if at is None:
            found.append(Cluster([text], counts[text]))
        else:
            found[at] = Cluster([*found[at].texts, text], found[at].votes + counts[text])
    return found


def equal(one: str, two: str) -> Outcome:
    """What the symbolic verifier says of two answers; one that it can't read is undecided."""
    try:
        return compare(one, two).outcome
    except ReferenceFault:
        return "unverified"


def readable(answer: str) -> bool:
    """Equal texts that mean nothing to the verifier are no agreement on an answer."""
    try:
        read_reference(answer)
    except ReferenceFault:
        return False
    return True


def _verdict(said: Voice, vote: Vote) -> Verdict:
    outcome, reason, message = _finding(said, vote)
    return Verdict(
        outcome=outcome,
        verifier=NAME,
        method=vote.method,
        reason=reason,
        extracted=said.answer[:MAX_SHOWN] if said.answer else None,
        message=message,
    )


def _finding(said: Voice, vote: Vote) -> tuple[Outcome, str, str]:
    if said.answer is None:
        return "unverified", said.reason, said.message
    if vote.answer is None:
        return "unverified", vote.reason, vote.message
    if said.answer.strip() in vote.texts:
        return "correct", "majority", vote.message
    if equal(vote.answer, said.answer) == "incorrect":
        return "incorrect", "minority", f"{vote.size} of {vote.votes} votes say {vote.answer[:80]}"
    return "unverified", "undecided", f"can't be told from the majority's {vote.answer[:80]}"


def contradictions(found: Sequence[tuple[str, Verdict]], proved: dict[str, Outcome]) -> Iterator[str]:
    """Candidates on which a vote and a proof differ, by id."""
    for id_, verdict in found:
        known = proved.get(id_, "unverified")
        if "unverified" not in {known, verdict.outcome} and known != verdict.outcome:
            yield id_
