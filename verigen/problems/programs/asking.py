"""Asks a teacher for a Python program over named constants that solves a problem, and finds it in the reply."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import traces
from verigen.core.errors import ReferenceFault
from verigen.core.turns import Answer, Ask, drawn
from verigen.core.types import Message
from verigen.domains.math.reference import MathReference
from verigen.domains.shown import question_and_reply
from verigen.problems.mutate.mutators import scripts
from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    from verigen.core.graded import Graded
    from verigen.core.turns import Conversation, Turns
    from verigen.core.types import Problem

NAME = "programs/2"
OPEN, CLOSE = "```python\n", "```"
BLOCK = re.compile(r"```[ \t]*(?:python|py)?[ \t]*\n(.*?)(?:\n?```|\Z)", re.DOTALL | re.IGNORECASE)
INSTRUCTION = (
    "You write Python programs that solve word problems. First give each number of the problem a name of its own, "
    "exactly as the problem states it and only once. Next name facts that the problem does not state, such as the "
    "days of a week. Then compute step by step with these names, without further numbers. Use only arithmetic, `if`, "
    "min, max, sum, and math.gcd, math.lcm, math.comb, math.floor and math.ceil. The last line assigns the result to `answer`. Write the program and nothing else."
)
EXAMPLES = (
    (
        "Mia sells 12 boxes of 6 candles each week at $3 a candle. A fifth of the income pays for wax. How much does "
        "she keep in 4 weeks?",
        "boxes_per_week = 12\ncandles_per_box = 6\nprice = 3\nweeks = 4\nwax_share = 1 / 5\n"
        "candles = boxes_per_week * candles_per_box\nincome = candles * price\nkept = income - income * wax_share\n"
        "answer = kept * weeks",
    ),
    (
        "Tom runs 30 minutes every day from Monday to Friday, and 25% longer on Saturday. How many minutes is that?",
        "minutes = 30\nlonger_percent = 25\nDAYS_MONDAY_TO_FRIDAY = 5\nweekdays = minutes * DAYS_MONDAY_TO_FRIDAY\n"
        "saturday = minutes + minutes * longer_percent / 100\nanswer = weekdays + saturday",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramWriting:
    """The domain of programs: the problems are those of maths, the candidates are programs."""

    default_bank: str = ""
    default_verifier: str = NAME
    default_suite: str = ""
    reference = MathReference

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:
        """One request; the reply of a teacher that is no reasoner is opened with the program's fence."""
        opened = () if reasoner else (Message(role="assistant", content=OPEN),)
        stop = () if reasoner else (f"\n{CLOSE}",)
        done = yield from drawn(Ask(messages=(*request(problem.prompt), *opened), stop=stop))
        return Answer(text=done.text, finish=done.finish)

    def shown(self, graded: Graded) -> Conversation:
        return question_and_reply(graded)

    def own_answer(self, problem: Problem) -> str:
        raise ReferenceFault(f"the program of {problem.id} is still to be written")


def request(question: str) -> tuple[Message, ...]:
    shown = [
        message
        for asked, program in EXAMPLES
        for message in (
            Message(role="user", content=asked),
            Message(role="assistant", content=f"{OPEN}{program}\n{CLOSE}"),
        )
    ]
    return (Message(role="system", content=INSTRUCTION), *shown, Message(role="user", content=question))


def found(reply: str) -> str:
    """The last program of a reply in one form, without comments. Raises Refused if there is none."""
    said = traces.split(reply).reply
    blocks = BLOCK.findall(said)
    return scripts.normal(blocks[-1] if blocks else said)


def answer_as_value(script: str) -> str:
    """The program as a function `solve` that returns its answer. Raises Refused if it defines no answer."""
    if script.startswith("def ") or "\ndef " in script:
        raise Refused(scripts.UNREAD, "the program defines a function instead of an answer")
    body = "\n".join(f"    {line}" for line in script.splitlines())
    return f"def solve():\n{body}\n    return answer\n"
