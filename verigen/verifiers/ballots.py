"""Votes among the answers to one problem: the answer of most candidates counts as right.

A majority is evidence, not proof. It is wrong where the teacher makes one error more often than it is right: such
problems get confident false labels, and a student trained on them learns the teacher's most common mistake.
Agreement is higher on easy problems, so the accepted ones are biased towards them, and more so with a stricter
threshold. The candidates are independent samples of one teacher; at a low temperature they agree without being
right. A majority of a weak teacher means little: of a 0.5B model with a pass@1 of 0.20 on 50 GSM8K problems, 4
candidates each, 3 of 6 majorities of 0.75 were right; one wrong answer, given 4 of 4 times, was copied from the
prompt's worked example.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from verigen.core.answers import contained
from verigen.core.types import Verdict
from verigen.verifiers.majority import MAX_SHOWN, NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from verigen.core.offers import FinalAnswers, Voice
    from verigen.core.types import Candidate, Outcome
    from verigen.verifiers.majority import Majority

    Same = Callable[[str, str], Outcome]


class Cluster(NamedTuple):
    """Texts that are equal to the first, and the number of their votes."""

    texts: list[str]
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """The result of a problem's vote; where no answer won, `answer` is None and `reason` says why."""

    method: str
    reason: str
    message: str
    answer: str | None = None
    texts: frozenset[str] = frozenset()
    size: int = 0
    votes: int = 0


def hold(candidates: Sequence[Candidate], rule: Majority, domain: FinalAnswers) -> list[tuple[str, Verdict]]:
    """Verdicts on the candidates of one problem, as (id, verdict); the order of the candidates has no effect."""
    domain = contained(domain)
    voices = [domain.stated(candidate) for candidate in candidates]
    vote = count([said.answer for said in voices if said.answer], rule, domain)
    return [(c.id, _verdict(said, vote, domain)) for c, said in zip(candidates, voices, strict=True)]


def count(answers: Sequence[str], rule: Majority, domain: FinalAnswers) -> Vote:
    """The vote on these answers, with the rule's threshold and minimum number of votes."""
    clusters = cluster(answers, domain.same)
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
    if not domain.readable(winner.texts[0]):
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


def cluster(answers: Sequence[str], same: Same) -> list[Cluster]:
    """Group answers that are proved equal; undecided ones stay in separate groups.

    Each text is compared with the most common text of every group, most votes first: k different texts take at most
    k(k-1)/2 comparisons, and usually far fewer, because a text joins the first group that it equals.
    """
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


def _verdict(said: Voice, vote: Vote, domain: FinalAnswers) -> Verdict:
    outcome, reason, message = _finding(said, vote, domain)
    return Verdict(
        outcome=outcome,
        verifier=NAME,
        method=vote.method,
        reason=reason,
        extracted=said.answer[:MAX_SHOWN] if said.answer else None,
        message=message,
    )


def _finding(said: Voice, vote: Vote, domain: FinalAnswers) -> tuple[Outcome, str, str]:
    if said.answer is None:
        return "unverified", said.reason, said.message
    if vote.answer is None:
        return "unverified", vote.reason, vote.message
    if said.answer.strip() in vote.texts:
        return "correct", "majority", vote.message
    if domain.same(vote.answer, said.answer) == "incorrect":
        return "incorrect", "minority", f"{vote.size} of {vote.votes} votes say {vote.answer[:80]}"
    return "unverified", "undecided", f"can't be told from the majority's {vote.answer[:80]}"


def contradictions(found: Sequence[tuple[str, Verdict]], proved: dict[str, Outcome]) -> Iterator[str]:
    """The ids of candidates on which the vote and a proof differ."""
    for id_, verdict in found:
        known = proved.get(id_, "unverified")
        if "unverified" not in {known, verdict.outcome} and known != verdict.outcome:
            yield id_
