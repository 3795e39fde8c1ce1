"""The domain of retrieval: a teacher writes a query for a passage, and picks the sentence that answers it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import traces
from verigen.core.errors import NoOwnAnswer, ReferenceFault
from verigen.core.turns import Answer, Ask, Conversation, Form, drawn
from verigen.core.types import Message, Style
from verigen.domains.retrieve.reference import RetrieveReference
from verigen.verifiers.retrieval import candidate as candidates

if TYPE_CHECKING:
    from verigen.core.graded import Graded
    from verigen.core.turns import Turns
    from verigen.core.types import Problem

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\s])")
ANSWER_TOKENS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieve:
    """Queries for the passages of the user's corpus: `--bank passages:FOLDER`.

    A candidate is the query with the sentence of the passage that answers it.
    """

    default_bank: str = ""
    default_verifier: str = "retrieval"
    default_suite: str = ""
    style: Style = "thinking"
    reference = RetrieveReference

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:  # noqa: ARG002 - asked alike
        """Ask for a query, then for the sentence that answers it; a form allows only sentences of the passage."""
        asked = Message(role="user", content=problem.prompt)
        first = yield from drawn(Ask(messages=(asked,)))
        query = candidates.split(first.text).text
        if first.finish == "length" or not query or "\n" in query:
            return Answer(text=first.text, finish=first.finish)
        passage = _reference(problem).text
        again = Message(
            role="user",
            content=f"Passage:\n{passage}\n\nQuery: {query}\n\nCopy the sentence of the passage that answers it best.",
        )
        form = Form(kind="grammar", text=_grammar(sentences(passage)))
        last = yield from drawn(Ask(messages=(again,), max_tokens=ANSWER_TOKENS, form=form))
        span = " ".join(traces.split(last.text).reply.split())
        return Answer(text=candidates.joined(query, span), finish=last.finish)

    def shown(self, graded: Graded) -> Conversation:
        """The request for a query, and the query."""
        question = Message(role="user", content=graded.problem.prompt)
        query = candidates.split(graded.candidate.text).text
        return Conversation(messages=(question, Message(role="assistant", content=query)))

    def matter(self, prompt: str) -> str:
        """The passage."""
        return prompt.removeprefix("Passage:\n").partition("\n\nWrite ")[0]

    def own_answer(self, problem: Problem) -> str:
        raise NoOwnAnswer(f"{problem.id}: a passage has no query of its own")


def sentences(passage: str) -> list[str]:
    """The sentences of a passage, as they stand; each once."""
    return list(dict.fromkeys(each.strip() for each in SENTENCE.split(passage) if each.strip()))


def _grammar(texts: list[str]) -> str:
    """A grammar in GBNF of which each text is a sentence."""
    quoted = (each.replace("\\", "\\\\").replace('"', '\\"') for each in texts)
    return "root ::= " + " | ".join(f'"{each}"' for each in quoted)


def _reference(problem: Problem) -> RetrieveReference:
    if not isinstance(problem.reference, RetrieveReference):
        raise ReferenceFault(f"{problem.id} has no passage")
    return problem.reference
