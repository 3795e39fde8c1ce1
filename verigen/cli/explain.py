"""verigen explain: traces a record back to its problem."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.graded import Graded
    from verigen.core.turns import Turn
    from verigen.ledger.ledger import Ledger

EPILOG = """\b
Examples:
  verigen explain sft/math-core/sum_of_two_fractions/0#3
  verigen explain --run runs/first first
  verigen explain --run curated math-core/sum_of_two_fractions/0#3
"""


@click.command("explain", epilog=EPILOG)
@click.argument("record_id")
@click.option(
    "--run",
    type=click.Path(path_type=Path),
    help="Folder of the run or curated set; default: the newest in runs/.",
)
def command(record_id: str, run: Path | None) -> None:
    """Print the whole chain behind RECORD_ID: problem, prompt, candidate, verdict, record.

    RECORD_ID is the `id` of a record, the id of a candidate, or `first` for the first record of the run. With the
    folder of `verigen curate` it says why the candidate is in the set or not.
    """
    import contextlib

    from verigen.ledger import runs
    from verigen.ledger.ledger import Ledger

    folder = run or runs.newest()
    if (folder / "curate.db").is_file():
        for line in _curated(record_id, folder):
            click.echo(line)
        return
    with contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
        record = _first(folder) if record_id == "first" else record_id
        for item in _behind(record, ledger):
            for line in _chain(record, item):
                click.echo(line)


def _curated(record: str, folder: Path) -> Iterator[str]:
    """Why a candidate is in a curated set or not, and the runs whose ledgers have the rest of its chain."""
    import contextlib

    from verigen.dataset.curate import why
    from verigen.dataset.curate.store import CurateStore

    with contextlib.closing(CurateStore(folder / "curate.db")) as store:
        yield from why.lines(_first(folder) if record == "first" else record, folder, store)


def _first(folder: Path) -> str:
    from typing import Any

    from verigen.core import jsonl
    from verigen.core.errors import UserError

    path = folder / "sft" / "train.jsonl"
    for _, row in jsonl.read(path, dict[str, Any]) if path.exists() else ():
        return str(row["id"])
    raise UserError(f"{folder} has no SFT record; `verigen pack {folder}` makes them of correct candidates")


def _behind(record: str, ledger: Ledger) -> list[Graded]:
    """The candidates that a record is made of, or the one of this id. Raises UserError where the ledger has none,
    or where no record was made of it.
    """
    from verigen.core.errors import UserError

    kind, _, name = record.partition("/")
    first, _, other = name.rpartition("/")
    wanted: list[tuple[str, str | None]]
    if kind == "preference" and other.isdecimal():
        wanted = [(first, "correct"), (f"{first.rpartition('#')[0]}#{other}", "incorrect")]
    else:
        wanted = [(name, "correct")] if kind == "sft" and _item(record, ledger) is None else [(record, None)]
    found = [(_item(id_, ledger), outcome) for id_, outcome in wanted]
    for (id_, _), (item, outcome) in zip(wanted, found, strict=True):
        if item is None:
            raise UserError(
                f"no record or candidate {record!r} in {ledger.path.parent}; {_near(id_, ledger)}"
            )
        if outcome is not None and item.verdict.outcome != outcome:
            raise UserError(
                f"there is no record {record!r}: its candidate is {item.verdict.outcome}; "
                f"`verigen explain {id_}` shows it"
            )
    return [item for item, _ in found if item is not None]


def _item(id_: str, ledger: Ledger) -> Graded | None:
    """The candidate of this id, by the ledger's index."""
    from verigen.core.graded import Graded

    problem = ledger.problem(id_.rpartition("#")[0])
    if problem is None:
        return None
    for candidate, verdict in ledger.candidates(problem.id, ledger.meta("verifier") or ""):
        if candidate.id == id_ and verdict is not None:
            turns = tuple(ledger.turns(problem.id, id_)) if ledger.has_turns() else ()
            return Graded(problem=problem, candidate=candidate, verdict=verdict, turns=turns)
    return None


def _near(id_: str, ledger: Ledger) -> str:
    from difflib import get_close_matches

    around = ledger.near(id_)
    near = get_close_matches(id_, around, n=3, cutoff=0.4) or around[:3]
    return f"did you mean {', '.join(near)}?" if near else "the run has no candidates yet"


def _chain(record: str, item: Graded) -> Iterator[str]:
    from verigen.core.standing import WORDS, evidence_of
    from verigen.ledger.summary import remarks

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
    if words := remarks(item):
        yield f"remarks    {', '.join(words)}"
    yield from _block("text", candidate.text)
    word = WORDS[evidence_of(verdict)]._asdict()[verdict.outcome]
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
