r"""Maths with a tool: the teacher writes Python cells, the sandbox runs them, and the outputs go back.

Tool-integrated reasoning as in ToRA (Gou et al. 2023, arXiv:2309.17452). State between cells is replay: all
cells run again in a fresh sandbox with fixed seeds, and only the last one's output is shown.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core.offers import Segment, Try
from verigen.core.turns import Answer, Ask, Calling, Conversation, drawn, ran
from verigen.core.types import Completion, Execution, Message
from verigen.domains.math.calls import unread
from verigen.domains.math.cells import (
    OWN_OUTPUT,
    STOP,
    cell_of,
    fault,
    printed,
    replay,
    without_own_output,
)
from verigen.domains.math.part import Math
from verigen.domains.shown import inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.graded import Graded
    from verigen.core.turns import Turn, Turns
    from verigen.core.types import Problem
    from verigen.domains.math.cells import Cell

INSTRUCTION = (
    "You solve maths problems with the help of Python. Reason in short steps. To compute, write a cell in a "
    "```python block and stop: its output is sent to you, and variables stay from cell to cell. Print what you "
    r"need. When you know the result, write no more cells and state the final answer in \boxed{}."
)
EXAMPLE = (
    Message(role="user", content="What is the sum of the squares of the first 20 positive integers?"),
    Message(
        role="assistant",
        content="I add up the squares.\n\n```python\nprint(sum(n * n for n in range(1, 21)))\n```",
    ),
    Message(role="user", content="```output\n2870\n```"),
    Message(role="assistant", content=r"The final answer is \boxed{2870}."),
)
TOOL = {
    "type": "function",
    "function": {
        "name": "python",
        "description": "Runs a Python cell and returns what it prints. Variables stay from cell to cell.",
        "parameters": {
            "type": "object",
            "properties": {"code": {"type": "string", "description": "The cell."}},
            "required": ["code"],
        },
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MathTool(Math):
    """Problems of the maths domain, solved in a conversation with a Python interpreter.

    `cells`: how many cells a conversation may run; what the teacher writes after the last one is its answer.
    `seconds`: CPU time per cell. `profile`: the packages that cells may import; "" for none.
    """

    cells: int = 4
    seconds: float = 5.0
    profile: str = "science"
    adopts = "math"

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:  # noqa: ARG002 - every teacher is told of the tool
        """Ask, run the first cell of each reply, send its output back, and end with the first reply without a cell.

        What a teacher writes after a cell is dropped, because it had not seen the cell's output. A cell that was
        stopped leaves no variables: it would be stopped again each time that the cells run.
        """
        said: tuple[Message, ...] = (
            Message(role="system", content=INSTRUCTION),
            *EXAMPLE,
            Message(role="user", content=problem.prompt),
        )
        kept: list[str] = []
        ran_before = failed = 0
        while True:
            reply = yield from drawn(Ask(messages=said, stop=(STOP,)))
            cell = cell_of(reply)
            if cell is None or ran_before == self.cells:
                return Answer(text=without_own_output(reply.text), finish=reply.finish, tries=1 + failed)
            done = yield from ran(replay([*kept, cell.code], self.profile, self.seconds))
            ran_before += 1
            failed += _error(done)
            kept += [] if fault(done) else [cell.code]
            said = (
                *said,
                Message(role="assistant", content=cell.said),
                Message(role="user", content=_block(done)),
            )

    def shown(self, graded: Graded) -> Conversation:
        """The question, then cells as calls of the tool `python` with their outputs, then the answer."""
        last = Message(role="assistant", content=inline(graded.candidate.text))
        asked = Message(role="user", content=graded.problem.prompt)
        return Conversation(messages=(asked, *_calls(graded.turns), last), tools=(TOOL,))

    def segments(self, graded: Graded) -> Sequence[Segment]:
        """The conversation as one text: cells and the answer train, the outputs between them do not."""
        made: list[Segment] = []
        for cell, done in _ran(graded.turns):
            made += [
                Segment(f"{inline(cell.said)}\n", trained=True),
                Segment(f"{_block(done)}\n", trained=False),
            ]
        return [*made, Segment(inline(graded.candidate.text), trained=True)]

    def remarks(self, graded: Graded) -> Sequence[str]:
        """What went wrong in a conversation: see REMARKS."""
        return [word for turn in graded.turns for word in _words(turn)]

    def tries(self, graded: Graded) -> Sequence[Try]:
        """The cells, each with what the interpreter said, and the answer; a cell failed if it ended in an error."""
        cells = [
            Try(inline(cell.said), failed=_error(done), said=_block(done))
            for cell, done in _ran(graded.turns)
        ]
        return [*cells, Try(inline(graded.candidate.text))]


REMARKS = {
    "own_output": "the teacher wrote an output itself; it was dropped",
    "unread_call": "the teacher called a tool that there is not, or in a form that is not read; nothing ran",
    "forged_output": "a program printed a fence that would have ended its output's block; it was replaced",
    "endless_cell": "a cell ran out of time",
    "waits_for_input": "a cell asked for input",
    "prints_too_much": "a cell printed more than the limit",
    "needs_too_much_memory": "a cell ran out of memory",
    "attack": "a cell made a system call that only an attack needs",
}
FAULTY = {
    "timeout": "endless_cell",
    "output_limit": "prints_too_much",
    "memory": "needs_too_much_memory",
    "sandbox_violation": "attack",
}


def _words(turn: Turn) -> Iterator[str]:
    if isinstance(turn.sent, Completion):
        cell = cell_of(turn.sent)
        around = cell.before + turn.sent.text[len(cell.said) :] if cell else turn.sent.text
        if turn.sent.stop == STOP or OWN_OUTPUT.search(around):
            yield "own_output"
        if cell is None and unread(turn.sent.text):
            yield "unread_call"
        return
    if (why := fault(turn.sent)) in FAULTY:
        yield FAULTY[why]
        return
    text = turn.sent.outputs[0].stdout if turn.sent.outputs else ""
    if "```" in text:
        yield "forged_output"
    if "EOFError" in text:
        yield "waits_for_input"


def _error(done: Execution) -> bool:
    """Whether a cell ended in an error: it was stopped, or its last line names an exception."""
    name = printed(done).splitlines()[-1].partition(":")[0]
    return bool(fault(done)) or (
        name.isidentifier() and name.endswith(("Error", "Exception", "Exit", "Interrupt"))
    )


def _block(done: Execution) -> str:
    return f"```output\n{printed(done)}\n```"


def _ran(turns: Sequence[Turn]) -> Iterator[tuple[Cell, Execution]]:
    """Each cell with what came of it."""
    cell = None
    for turn in turns:
        if isinstance(turn.sent, Completion):
            cell = cell_of(turn.sent)
        elif cell is not None:
            yield cell, turn.sent


def _calls(turns: Sequence[Turn]) -> Iterator[Message]:
    """Each cell as a call with the text before it, and its output.

    The arguments are JSON text, as in the API of chat servers: a mapping would get the keys of other rows' tools
    when a dataset is loaded.
    """
    for cell, done in _ran(turns):
        arguments = json.dumps({"code": cell.code}, ensure_ascii=False)
        call: dict[str, Any] = {"name": "python", "arguments": arguments}
        yield Calling(
            role="assistant",
            content=inline(cell.before).strip(),
            calls=({"type": "function", "function": call},),
        )
        yield Message(role="tool", content=printed(done))
