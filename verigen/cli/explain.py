"""verigen explain: from a record back to its problem."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.turns import Turn
    from verigen.core.types import Graded
    from verigen.ledger.ledger import Ledger

EPILOG = """\b
Examples:
  verigen explain sft/math-core/sum_of_two_fractions/0#3
  verigen explain --run runs/first first
"""


@click.command("explain", epilog=EPILOG)
@click.argument("record_id")
@click.option(
    "--run", type=click.Path(path_type=Path), help="The run that made it; default: the newest in runs/."
)
def command(record_id: str, run: Path | None) -> None:
    """Print the whole chain behind RECORD_ID: problem, prompt, candidate, verdict, record.

    RECORD_ID is the `id` of a record, the id of a candidate, or `first` for the first record of the run.
    """
    import contextlib

    from verigen.ledger import runs
    from verigen.ledger.ledger import Ledger

    folder = run or runs.newest()
    with contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
        record = _first(folder) if record_id == "first" else record_id
        for item in _behind(record, ledger):
            for line in _chain(record, item):
                click.echo(line)


def _first(folder: Path) -> str:
    from typing import Any

    from verigen.core import jsonl
    from verigen.core.errors import UserError

    for _, row in jsonl.read(folder / "sft" / "train.jsonl", dict[str, Any]):
        return str(row["id"])
    raise UserError(f"{folder} has no SFT record")


def _behind(record: str, ledger: Ledger) -> list[Graded]:
    """The candidates that a record is made of. Raises UnknownPart where the ledger has none of them."""
    from verigen.core.errors import UnknownPart

    kind, _, name = record.partition("/")
    first, _, other = name.rpartition("/")
    wanted = {record, name}
    if kind == "preference":
        wanted = {first, f"{first.rpartition('#')[0]}#{other}"}
    found = [item for graded in ledger.graded() for item in graded if item.candidate.id in wanted]
    if not found:
        known = (f"sft/{item.candidate.id}" for graded in ledger.graded() for item in graded)
        raise UnknownPart("record", record, known)
    return found


def _chain(record: str, item: Graded) -> Iterator[str]:
    from verigen.core.standing import words

    problem, candidate, verdict = item.problem, item.candidate, item.verdict
    sampling = candidate.sampling
    yield f"record     {record}"
    yield (
        f"problem    {problem.id}   family {problem.family}   bank {problem.source.bank}   "
        f"licence {problem.source.licence}   depth {problem.source.depth}"
    )
    if problem.source.parent:
        yield f"parent     {problem.source.parent}, by {problem.source.mutator}"
    yield f"reference  {_reference(problem.reference)}"
    yield from _block("prompt", problem.prompt)
    yield (
        f"candidate  {candidate.id}   {candidate.tokens} tokens after {candidate.prompt_tokens}   "
        f"ended by {candidate.finish}"
    )
    yield f"teacher    {candidate.teacher}   revision {candidate.revision}"
    yield (
        f"sampling   temperature {sampling.temperature}, top-p {sampling.top_p}, at most "
        f"{sampling.max_tokens} tokens, seed {candidate.seed}"
    )
    for turn in item.turns:
        yield from _turn(turn)
    yield from _block("text", candidate.text)
    word = words(verdict.verifier)._asdict()[verdict.outcome]
    yield f"verdict    {word} by {verdict.verifier}, method {verdict.method}: {verdict.message or verdict.reason}"
    yield f"extracted  {verdict.extracted}"
    yield ""


def _reference(reference: object) -> str:
    """An answer or a solution where it has one; else all of it."""
    import msgspec

    found = getattr(reference, "answer", None) or getattr(reference, "solution", None)
    return str(found or msgspec.json.encode(reference).decode())


def _turn(turn: Turn) -> Iterator[str]:
    """What was said last before the teacher spoke, and what it said; or a program, and what it gave."""
    from verigen.core.turns import Ask
    from verigen.core.types import Completion

    if isinstance(turn.asked, Ask):
        last = turn.asked.messages[-1]
        yield from _block("asked", f"{last.role}: {last.content}")
    else:
        yield from _block("ran", turn.asked.job.code)
    if isinstance(turn.sent, Completion):
        yield from _block("said", turn.sent.text)
        yield f"{'':11}ended by {turn.sent.stop or turn.sent.finish}"
    else:
        for output in turn.sent.outputs:
            told = output.fault or output.exception or output.stdout or output.value
            yield from _block("gave", str(told))
        if turn.sent.fault:
            yield from _block("failed", f"{turn.sent.fault}: {turn.sent.message}")


def _block(name: str, text: str) -> Iterator[str]:
    first, *rest = text.splitlines() or [""]
    yield f"{name:11}{first}"
    for line in rest:
        yield f"           {line}"
