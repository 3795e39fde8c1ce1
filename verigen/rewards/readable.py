r"""Whether a text states an answer that can be read, or only words.

A policy that is paid nothing for a wrong answer and masked for an unreadable one would learn to babble. So a
text that the verifier could not decide about counts as wrong if it has no \boxed answer and the answer found in
it holds words that mean nothing in maths, or if its box is empty: no letter, no digit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verigen.core import domains
from verigen.core.offers import FinalAnswers

if TYPE_CHECKING:
    from verigen.core.types import Problem, Verdict

NOTHING_FOUND = frozenset({"no_answer", "no_code"})
SPACE = re.compile(r"\\q?quad\b")


def unreadable(problem: Problem, verdict: Verdict, text: str) -> bool:
    """Whether there was no answer to decide about."""
    if verdict.reason in NOTHING_FOUND:
        return True
    if verdict.outcome != "unverified" or verdict.reason not in {"unreadable", "undecided"}:
        return False
    return isinstance(domains.named(problem.domain), FinalAnswers) and babble(text)


def babble(text: str) -> bool:
    r"""Whether a text has an empty box, or no box, and what stands in the place of an answer can't be read or holds words."""
    from verigen.verifiers.symbolic.completion.extract import extract
    from verigen.verifiers.symbolic.meaning.reading import read
    from verigen.verifiers.symbolic.parsing.tree import Op, Text, Unreadable, walk

    boxed = extract(text, boxed_only=True).answer
    if boxed is not None:
        return not any(map(str.isalnum, SPACE.sub("", boxed)))
    answer = extract(text).answer
    if answer is None:
        return True
    try:
        trees = read(answer)
    except Unreadable:
        return True
    except Exception:  # noqa: BLE001 - the boundary: the verifier failed at this text, so it is undecided
        return False
    parts = [part for tree in trees for part in walk(tree)]
    return any(isinstance(part, Text) or (isinstance(part, Op) and part.head == "unread") for part in parts)
