"""Python cells of a conversation: finds them in replies, runs them, and shows what they print."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from verigen.core import traces
from verigen.core.types import Call, Job, Limits
from verigen.domains.math.calls import first_call

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Completion, Execution

STOP = "```output"
# How an output begins in the conversations that models were trained on: a reply that writes one made it up.
OWN_OUTPUT = re.compile(
    r"```[ \t]*(?:output|stdout|result|console|execution[ _]result)\b"
    r"|^[ \t]*<(?:output|stdout|tool_response|tool_result|interpreter|execution_results?|observation)>"
    r"|<\|start_header_id\|>(?:ipython|tool)|<\uff5ctool\u2581outputs?\u2581begin\uff5c>|\[TOOL_RESULTS\]",
    re.IGNORECASE | re.MULTILINE,
)
OPENED = re.compile(r"```[ \t]*(?:python|py)[ \t]*\n(?:(?!```).)*\Z", re.DOTALL | re.IGNORECASE)
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
    """A cell's `code`, the reply up to its end (`said`), and what stands before the cell (`before`)."""

    said: str
    code: str
    before: str


def first_cell(text: str) -> Cell | None:
    """The first Python cell of a reply that stands before any output that its writer made up.

    A cell inside the thinking is a draft: it counts only if no reply follows the thinking.
    """
    parts = traces.split(text)
    start = len(text) - len(parts.reply) if parts.closed and parts.reply else 0
    found = first_call(text, start)
    if found is None or OWN_OUTPUT.search(text, start, found.start):
        return None
    return Cell(text[: found.end], found.code, text[: found.start])


def cell_of(reply: Completion) -> Cell | None:
    """The first cell of a completion; a last one that its writer stopped in counts as closed.

    So a cell runs whose output was about to follow, or that ended with the reply.
    """
    found = first_cell(reply.text)
    if found is not None or reply.finish != "stop" or not OPENED.search(reply.text):
        return found
    return first_cell(f"{reply.text}\n```")


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
