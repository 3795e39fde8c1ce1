"""A conversation in which an answer that fails gets a reason, and the teacher another try.

Who gives the reason is a critic. It never tells the answer: the reference, and the inputs and outputs of hidden tests,
occur in none of its messages beyond what the problem itself holds.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

from verigen.core.offers import Segment, Try
from verigen.core.turns import Act, Answer, Ask, Conversation, Turns, drawn
from verigen.core.types import Completion, Execution, Message
from verigen.domains.forcing import forced
from verigen.domains.shown import inline

if TYPE_CHECKING:
    from verigen.core.graded import Graded
    from verigen.core.types import Problem

Critic = Literal["interpreter", "verifier", "judge"]
# Looks at an answer's text; the reason why it fails, empty if it does not.
Criticism = Generator[Ask | Act, Completion | Execution, str]
JUDGE = (
    "You check an answer to a problem. Look for one mistake in its reasoning or its program. If you find none, reply "
    "RIGHT. Otherwise reply WRONG: and say in one or two sentences where the mistake is. Do not solve the problem and "
    "do not state the correct answer."
)
WITHHELD = "[withheld]"
LONGEST = 600  # characters of a judge's reason


def in_tries(
    asked: tuple[Message, ...],
    criticize: Callable[[str], Criticism],
    *,
    tries: int,
    closing: str,
    reasoner: bool,
) -> Turns:
    """Ask; while the critic finds a reason, tell it and ask again, `tries` times in all.

    An answer that was cut off ends the conversation: it is no try.
    """
    base, opening = without_opening(asked), asked[len(without_opening(asked)) :]
    said, number = base, 1
    while True:
        answer = yield from forced((*said, *opening), closing=closing, reasoner=reasoner)
        reason = "" if number == tries or answer.finish != "stop" else (yield from criticize(answer.text))
        if not reason:
            return Answer(text=answer.text, finish=answer.finish, tries=number)
        said = (*said, Message(role="assistant", content=answer.text), Message(role="user", content=reason))
        number += 1


def without_opening(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    return messages[:-1] if messages[-1].role == "assistant" else messages


def judged(question: str, text: str, secrets: Sequence[str]) -> Criticism:
    """The reason that the teacher itself gives as a judge of an answer (Madaan et al. 2023, arXiv:2303.17651).

    What it gives away of the `secrets` is withheld.
    """
    told = f"The problem:\n{question}\n\nThe answer to check:\n{inline(text)}"
    messages = (Message(role="system", content=JUDGE), Message(role="user", content=told))
    reply = yield from drawn(Ask(messages=messages, max_tokens=256))
    verdict = inline(reply.text).rpartition("</think>")[2].strip()
    head, colon, reason = verdict.partition(":")
    if not colon or head.strip(" *#").upper() != "WRONG" or not reason.strip():
        return ""
    return withheld(reason.strip()[:LONGEST], question, secrets)


def withheld(text: str, question: str, secrets: Sequence[str]) -> str:
    """The text without the secrets that the question does not hold itself."""
    import re

    for secret in sorted({each.strip() for each in secrets if each.strip()}, key=len, reverse=True):
        pattern = re.compile(rf"(?<![\w.]){re.escape(secret)}(?!\w|\.\d)")
        if not pattern.search(question):
            text = pattern.sub(WITHHELD, text)
    return text


class Tries:
    """A domain's conversations in tries: how they go, and what is shown of them, read off their turns.

    It stands before the domain whose problems it takes, which gives the first messages.
    """

    __slots__ = ()
    closing: ClassVar[str]
    if TYPE_CHECKING:
        tries_at_most: int

        def _messages(self, problem: Problem, *, reasoner: bool) -> tuple[Message, ...]: ...
        def _criticize(self, problem: Problem, text: str) -> Criticism: ...

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:
        return in_tries(
            self._messages(problem, reasoner=reasoner),
            partial(self._criticize, problem),
            tries=self.tries_at_most,
            closing=self.closing,
            reasoner=reasoner,
        )

    def tries(self, graded: Graded) -> Sequence[Try]:
        return [
            *(Try(inline(text), failed=True, said=reason) for text, reason in _failed(graded)),
            Try(inline(graded.candidate.text)),
        ]

    def shown(self, graded: Graded) -> Conversation:
        """The question, each failed try with the reason that it got, and the answer."""
        said: list[Message] = [Message(role="user", content=graded.problem.prompt)]
        for each in self.tries(graded):
            said.append(Message(role="assistant", content=each.text))
            said += [Message(role="user", content=each.said)] if each.failed else []
        return Conversation(messages=tuple(said))

    def segments(self, graded: Graded) -> Sequence[Segment]:
        """Only the answer trains: neither the failed tries nor what was said about them."""
        made: list[Segment] = []
        for each in self.tries(graded):
            made.append(Segment(f"{each.text}\n\n" if each.failed else each.text, trained=not each.failed))
            made += [Segment(f"{each.said}\n\n", trained=False)] if each.failed else []
        return made


def _failed(graded: Graded) -> Sequence[tuple[str, str]]:
    """Each failed try with its reason, from the last request for an answer."""
    asked = [turn.asked for turn in graded.turns if isinstance(turn.asked, Ask) and not turn.asked.continues]
    if not asked:
        return ()
    base = without_opening(asked[0].messages)
    last = [each.messages for each in asked if each.messages[: len(base)] == base][-1]
    history = without_opening(last)[len(base) :]
    return [(one.content, two.content) for one, two in zip(history[::2], history[1::2], strict=True)]
