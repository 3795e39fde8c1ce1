r"""Maths with a tool: the teacher writes Python cells, the sandbox runs them, and the outputs go back.

Tool-integrated reasoning as in ToRA (Gou et al. 2023, arXiv:2309.17452). State between cells is replay: all
cells run again in a fresh sandbox with fixed seeds, and only the last one's output is shown.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core import traces
from verigen.core.turns import Act, Answer, Ask, Calling, Conversation, drawn, ran
from verigen.core.types import Call, Completion, Execution, Job, Limits, Message
from verigen.domains.math.part import Math
from verigen.domains.shown import inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.graded import Graded
    from verigen.core.turns import Turn, Turns
    from verigen.core.types import Problem

STOP = "```output"
CELL = re.compile(r"```[ \t]*(?:python|py)[ \t]*\n(.*?)\n?```", re.DOTALL | re.IGNORECASE)
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
LIMITS = Limits(call_s=5.0, job_s=5.0)
SHOWN = 2000  # characters of an output
FAULTS = {
    "timeout": "TimeoutError: the cell ran for more than 5 seconds",
    "memory": "MemoryError: the cell needs too much memory",
    "output_limit": "OutputError: the cell prints too much",
}
# Runs inside the sandbox. A cell's last expression is printed, as in a notebook; an exception is its last line.
REPLAY = """
import ast, builtins, contextlib, io, random, traceback
random.seed(0)
space = {"__name__": "__main__"}

def run(source):
    try:
        tree = ast.parse(source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "<cell>", "exec"), space)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), space)
            if value is not None:
                print(repr(value))
    except BaseException as error:
        print("".join(traceback.format_exception_only(error)).strip().splitlines()[-1])

*earlier, newest = CELLS
with contextlib.redirect_stdout(io.StringIO()):
    for each in earlier:
        run(each)
run(newest)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MathTool(Math):
    """Problems of the maths domain, solved in a conversation with a Python interpreter.

    `cells`: how many cells a conversation may run; what the teacher writes after the last one is its answer.
    """

    cells: int = 4
    adopts = "math"

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:  # noqa: ARG002 - every teacher is told of the tool
        """Ask, run the first cell of each reply, send its output back, and end with the first reply without a cell.

        What a teacher writes after a cell is dropped, because it had not seen the cell's output.
        """
        said: tuple[Message, ...] = (
            Message(role="system", content=INSTRUCTION),
            *EXAMPLE,
            Message(role="user", content=problem.prompt),
        )
        cells: list[str] = []
        while True:
            reply = yield from drawn(Ask(messages=said, stop=(STOP,)))
            cell = first_cell(reply.text)
            if cell is None or len(cells) == self.cells:
                return Answer(text=reply.text, finish=reply.finish)
            cells.append(cell[1])
            done = yield from ran(replay(cells))
            said = (
                *said,
                Message(role="assistant", content=cell[0]),
                Message(role="user", content=f"```output\n{printed(done)}\n```"),
            )

    def shown(self, graded: Graded) -> Conversation:
        """The question, then cells as calls of the tool `python` with their outputs, then the answer."""
        last = Message(role="assistant", content=inline(graded.candidate.text))
        asked = Message(role="user", content=graded.problem.prompt)
        return Conversation(messages=(asked, *_calls(graded.turns), last), tools=(TOOL,))


def first_cell(text: str) -> tuple[str, str] | None:
    """The text up to the end of its first Python cell, and the cell; None without a closed cell.

    A block inside the thinking is a draft: it counts only if no reply follows the thinking.
    """
    parts = traces.split(text)
    start = len(text) - len(parts.reply) if parts.closed and parts.reply else 0
    found = CELL.search(text, start)
    return (text[: found.end()], found[1]) if found and found[1].strip() else None


def replay(cells: Sequence[str]) -> Job:
    """A program that runs all cells and prints what the last one prints."""
    code = REPLAY.replace("CELLS", f"__import__('json').loads({json.dumps(json.dumps(list(cells)))})")
    return Job(code=code, mode="stdio", calls=[Call(stdin="")], limits=LIMITS)


def printed(done: Execution) -> str:
    """The output as the teacher reads it: bounded, and without fences that could end its block."""
    output = done.outputs[0] if done.outputs else None
    fault = done.fault or (output.fault if output else None)
    text = output.stdout if output else ""
    if fault:
        text = f"{text}\n{FAULTS.get(fault, f'Error: {done.message or fault}')}"
    text = text.replace("```", "'''").strip()
    if len(text) > SHOWN:
        text = f"{text[: SHOWN // 2]}\n... {len(text) - SHOWN} characters left out ...\n{text[-SHOWN // 2 :]}"
    return text or "(no output)"


def _calls(turns: Sequence[Turn]) -> Iterator[Message]:
    """Each cell as a call with the text before it, and its output."""
    reply = ""
    for turn in turns:
        if isinstance(turn.sent, Completion):
            reply = turn.sent.text
        elif isinstance(turn.asked, Act) and (cell := first_cell(reply)):
            before = inline(cell[0][: cell[0].rindex(cell[1])].rpartition("```")[0]).strip()
            call: dict[str, Any] = {"name": "python", "arguments": {"code": cell[1]}}
            yield Calling(role="assistant", content=before, calls=({"type": "function", "function": call},))
            yield Message(role="tool", content=printed(turn.sent))
