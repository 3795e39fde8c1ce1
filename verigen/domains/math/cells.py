"""Python cells of a conversation: finds them in replies, runs them, and shows what they print."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from verigen.core import traces
from verigen.core.types import Call, Job, Limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Completion, Execution

STOP = "```output"
CELL = re.compile(r"```[ \t]*(?:python|py)[ \t]*\n(.*?)\n[ \t]*```", re.DOTALL | re.IGNORECASE)
OWN_OUTPUT = re.compile(r"```[ \t]*(?:output|stdout|result)\b", re.IGNORECASE)
SHOWN = 2000  # characters of an output
FAULTS = {
    "timeout": "TimeoutError: the cell ran too long; what it did is undone",
    "memory": "MemoryError: the cell needs too much memory; what it did is undone",
    "output_limit": "OutputError: the cell prints too much; what it did is undone",
    "sandbox_violation": "PermissionError: the cell did what is not allowed here; what it did is undone",
}
# Runs inside the sandbox. A cell's last expression is printed, as in a notebook; an exception is its last line.
REPLAY = """
import ast, builtins, contextlib, io, random, sys, traceback
random.seed(0)
if "numpy" in sys.modules:
    sys.modules["numpy"].random.seed(0)
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


class Cell(NamedTuple):
    """A cell's `code`, and the reply up to its end (`said`)."""

    said: str
    code: str

    @property
    def before(self) -> str:
        """What the teacher said before the cell."""
        return self.said[: self.said.rindex(self.code)].rpartition("```")[0]


def first_cell(text: str) -> Cell | None:
    """The first closed Python cell of a reply.

    A block inside the thinking is a draft: it counts only if no reply follows the thinking.
    """
    parts = traces.split(text)
    start = len(text) - len(parts.reply) if parts.closed and parts.reply else 0
    found = CELL.search(text, start)
    return Cell(text[: found.end()], found[1]) if found and found[1].strip() else None


def cell_of(reply: Completion) -> Cell | None:
    """The first cell of a completion; one that went on to its output without a closing fence counts as closed."""
    found = first_cell(reply.text)
    return first_cell(f"{reply.text}```") if found is None and reply.stop == STOP else found


def without_own_output(text: str) -> str:
    """The text up to the first output block that its writer made up."""
    found = OWN_OUTPUT.search(text)
    return text[: found.start()].rstrip() if found else text


def replay(cells: Sequence[str], profile: str = "", seconds: float = 5.0) -> Job:
    """A program that runs all cells and prints what the last one prints; `seconds` of CPU for each."""
    code = REPLAY.replace("CELLS", f"__import__('json').loads({json.dumps(json.dumps(list(cells)))})")
    limit = seconds * len(cells)
    limits = Limits(call_s=limit, job_s=limit, output_bytes=1 << 18)
    return Job(code=code, mode="stdio", calls=[Call(stdin="")], limits=limits, profile=profile)


def fault(done: Execution) -> str:
    """What ended the whole program, as a word of core.types.Fault; empty if it ran to its end.

    A cell's exception is no such fault: it is printed, and the cell's variables stay.
    """
    output = done.outputs[0] if done.outputs else None
    return done.fault or (output.fault if output else None) or ""


def printed(done: Execution) -> str:
    """The output as the teacher reads it: bounded, and without fences that could end its block.

    Of a cell that was stopped only the reason is shown: how far it came depends on the machine.
    """
    output = done.outputs[0] if done.outputs else None
    text = output.stdout if output else ""
    if why := fault(done):
        stopped = done.message or (output.message if output else "") or why
        text = FAULTS.get(why, f"{text}\nError: {stopped}")
    text = text.replace("```", "'''").strip()
    if len(text) > SHOWN:
        text = f"{text[: SHOWN // 2]}\n... {len(text) - SHOWN} characters left out ...\n{text[-SHOWN // 2 :]}"
    return text or "(no output)"
