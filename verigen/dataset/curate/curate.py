"""Runs the chain: filters, decisions, duplicates, suites, records, mix, checks, card."""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
from collections import Counter
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

import msgspec

import verigen
from verigen.core import jsonl
from verigen.core.errors import UserError
from verigen.core.parts import ScoringFilter
from verigen.dataset import mix, pack
from verigen.dataset.curate import card, closing, cuts, scan
from verigen.dataset.curate.asking import Asker, others
from verigen.dataset.curate.decide import FateDecision
from verigen.dataset.curate.guards import refuse_own_output, refuse_terms, refuse_writers
from verigen.dataset.curate.inputs import MergedRuns, opened, teachers
from verigen.dataset.curate.redact import Redactor
from verigen.dataset.curate.reproduced import Reproduced
from verigen.dataset.curate.selection import HELD, IN, Deciding, Prompts, Selection, select
from verigen.dataset.curate.store import FILE, CurateStore, Fate
from verigen.dataset.replay import Replay
from verigen.ledger.ledger import only_writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.dataset.curate.inputs import Input
    from verigen.dataset.curate.order import CurateOrder
    from verigen.dataset.mix import Mixed
    from verigen.ledger.tables import TeacherRow

DROPPED, FLAGGED, HELDOUT, CARD = "dropped.jsonl", "flagged.jsonl", "heldout", "README.md"
NEEDED = ("ftfy", "numpy", "phonenumbers", "py3langid", "rensa", "stdnum")
LEFTOVER = re.compile(r"\.bands-\w{8}|\..+\.[a-z]+\.\w{8}|\.train\.jsonl\.mixed")  # of an interrupted call


@dataclass(slots=True, kw_only=True)
class CurateResult:
    """The result of a curation.

    `candidates` counts what went in, `kept` what trains, `out` what is out, by stage and reason (a candidate under
    its first), `flagged` findings in what is kept, `undecided` findings of filters that failed. `records` and
    `held` count records by format.
    """

    candidates: int = 0
    problems: int = 0
    kept: int = 0
    held_out: int = 0
    out: Counter[tuple[str, str]] = field(default_factory=Counter)
    flagged: Counter[tuple[str, str]] = field(default_factory=Counter)
    undecided: Counter[str] = field(default_factory=Counter)
    records: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    licences: set[str] = field(default_factory=set)
    depths: Counter[int] = field(default_factory=Counter)
    mixed: Mixed | None = None
    teachers: list[TeacherRow] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def curate(order: CurateOrder, told: Callable[[str], None], looked: Callable[[int], None]) -> CurateResult:
    """Curate runs into `order.out`.

    The same runs and options give the same bytes, whether the work was interrupted or not. `told` gets lines for the
    user, `looked` the numbers of candidates that filters have looked at. Raises UserError for runs that can't be
    curated and for an empty result.
    """
    _require()
    _prepare(order)
    path = order.out / FILE
    with (
        opened(order.runs, told) as inputs,
        only_writer(path),
        contextlib.closing(CurateStore(path)) as store,
    ):
        found = CurateResult(teachers=teachers(inputs))
        refuse_terms(found.teachers, allowed=order.restricted)
        refuse_writers(order.chain, allowed=order.restricted)
        refuse_own_output(found.teachers, order.students, allowed=order.own_output)
        checked, layouts = closing.students(order), closing.layouts(order)
        numbers = [store.input(str(one.folder), one.sha256) for one in inputs]
        stages = {
            number: scan.scan(one, number, others(order.chain), store, order.jobs, looked)
            for one, number in zip(inputs, numbers, strict=True)
        }
        with Redactor(store, order.executor) as redact, Replay(order.executor) as replay:
            decision = FateDecision(
                actions={each.name: each.action for each in order.chain},
                scoring={
                    each.name: each.part for each in order.chain if isinstance(each.part, ScoringFilter)
                },
                order=order,
                redact=redact,
                differs=Reproduced(store, replay, order.executor),
                asked=(asker := Asker(chain=order.chain, store=store, graded=redact.graded, told=told)),
            )
            decided = Deciding(MergedRuns(inputs, numbers), stages, store, decision, order.near)
            asker.ask(decided)
            _write(order, decided, store, found, told)
        store.set_meta("order", _described(order, inputs).decode())
    found.lines += closing.close(order, checked, layouts)
    return found


def _require() -> None:
    """Raise UserError if a package is missing that a filter needs."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise UserError(
            f"curate needs `pip install 'verigen-engine[curate]'` ({', '.join(missing)} is not installed)"
        )


def _prepare(order: CurateOrder) -> None:
    """Make the folder. Raises UserError for one that holds a run or other things."""
    out = order.out
    if any(out.resolve() == run.resolve() for run in order.runs) or (out / "ledger.db").exists():
        raise UserError(f"{out} holds a run; choose another --out")
    if (
        out.is_dir()
        and any(out.iterdir())
        and not (out / FILE).exists()
        and not (out / "curate.lock").exists()
    ):
        raise UserError(f"{out} holds other files and no {FILE}; choose another --out")
    out.mkdir(parents=True, exist_ok=True)
    for left in sorted(out.rglob(".*")):
        if LEFTOVER.fullmatch(left.name):
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)


def _write(
    order: CurateOrder,
    decided: Deciding,
    store: CurateStore,
    found: CurateResult,
    told: Callable[[str], None],
) -> None:
    """Write the records, what was dropped and flagged, and what describes them."""
    with jsonl.storage(order.out), contextlib.closing(Prompts(order.out)) as prompts:
        selection = select(decided, order, prompts)
        groups = _recorded(decided, selection, store, found, order.out)
        found.records = pack.pack(groups, order.formats, order.out, found.teachers, told, executor=None)
        if order.held_out:
            held = _groups(decided, selection, HELD)
            found.held = pack.pack(
                held, order.formats, order.out / HELDOUT, found.teachers, told, executor=None
            )
        else:
            shutil.rmtree(order.out / HELDOUT, ignore_errors=True)  # of an earlier call with other options
    _refuse_empty(found, order.out)
    if order.real is not None:
        found.mixed = mix.mix(
            order.out, order.real, order.suites, others(order.chain), order.seed, order.licences
        )
        found.licences |= found.mixed.licences
        found.records["sft"] = found.mixed.records
        found.lines += found.mixed.lines()
        _note_cuts(order.out, found, store)
    _text(order.out / CARD, card.card(order, found))
    _text(order.out / "croissant.json", card.described(order, found))


def _note_cuts(out: Path, found: CurateResult, store: CurateStore) -> None:
    """Note the candidates that the share of real data took out, in the files and in the store."""
    assert found.mixed is not None
    late = cuts.fates(found.mixed.left_out, out, found.records)
    cuts.note(late, store)
    for name, kept in ((DROPPED, False), (FLAGGED, True)):
        with jsonl.storage(out / name), (out / name).open("ab") as file:
            file.writelines(_line(fate) for fate in late if fate.kept == kept)


def _recorded(
    decided: Deciding, selection: Selection, store: CurateStore, found: CurateResult, out: Path
) -> Iterator[list[Graded]]:
    """The groups that train. On the way, every fate is written to the files and to the store."""
    with (
        jsonl.replacing(out / DROPPED) as dropped,
        jsonl.replacing(out / FLAGGED) as flagged,
        store.transaction() as db,
    ):
        store.forget_fates(db)
        for number, (problem, what) in enumerate(decided):
            found.problems += 1
            group, fates = [], list(what.fates)
            for placed in what.kept:
                if (fate := selection.fate(number, placed)) is not None:
                    fates.append(fate)
                elif selection.state[number] == IN:
                    group.append(placed.item)
            _count(found, fates, group, len(what.kept) if selection.state[number] == HELD else 0)
            out_ids = {fate.candidate for fate in fates if not fate.kept}
            for fate in fates:
                if not fate.kept:
                    dropped.write(_line(fate))
                elif fate.candidate not in out_ids:
                    flagged.write(_line(fate))
            store.add_fates(db, fates)
            if group:
                found.licences.add(problem.source.licence)
                found.depths[problem.source.depth + 1] += len(group)
                yield group


def _groups(decided: Deciding, selection: Selection, state: int) -> Iterator[list[Graded]]:
    for number, (_, what) in enumerate(decided):
        if selection.state[number] == state and what.kept:
            yield [placed.item for placed in what.kept]


def _count(found: CurateResult, fates: Sequence[Fate], group: Sequence[Graded], held: int) -> None:
    first: dict[str, Fate] = {}
    for fate in fates:
        if fate.reason == "undecided":
            found.undecided[fate.stage] += 1
        if not fate.kept:
            first.setdefault(fate.candidate, fate)
    found.out.update((fate.stage, fate.reason) for fate in first.values())
    found.flagged.update(
        (fate.stage, fate.reason) for fate in fates if fate.kept and fate.candidate not in first
    )
    found.kept += len(group)
    found.held_out += held
    found.candidates += len(group) + held + len(first)


def _line(fate: Fate) -> bytes:
    named = {"candidate": fate.candidate, "problem": fate.problem, "stage": fate.stage, "reason": fate.reason}
    return jsonl.encode({**named, "shown": fate.shown})


def _refuse_empty(found: CurateResult, out: Path) -> None:
    if any(found.records.values()):
        return
    most = found.out.most_common(1)
    if not found.candidates:
        raise UserError("the runs hold no graded candidates; `verigen runs` shows their state")
    taken = (
        f"most were taken by {most[0][0][0]} ({most[0][0][1]}): {most[0][1]}"
        if most
        else "no format made a record"
    )
    raise UserError(
        f"nothing is left of {found.candidates} candidates: {taken}; {out / DROPPED} says why of each"
    )


def _described(order: CurateOrder, inputs: Sequence[Input]) -> bytes:
    """What was asked for and of which bytes, without places on this machine."""
    chain = [
        (each.name, each.part.version, sorted(each.options.items()), each.action) for each in order.chain
    ]
    told = {
        "verigen": verigen.__version__,
        "inputs": [{"run": one.folder.name, "sha256": one.sha256} for one in inputs],
        "chain": chain,
        "near": order.near, "held_out": order.held_out, "balance": list(order.keys), "max_depth": order.max_depth,
        "licences": sorted(order.licences), "seed": order.seed,
        "suites": [hashlib.sha256(name.encode()).hexdigest()[:16] for name in order.suites],
        "real": order.real and {"least": order.real.least},
    }  # fmt: skip
    path = order.out / "curate.json"
    with jsonl.replacing(path) as file:
        file.write(msgspec.json.format(msgspec.json.encode(told)) + b"\n")
    return msgspec.json.encode(told)


def _text(path: Path, text: str) -> None:
    with jsonl.replacing(path) as file:
        file.write(text.encode("utf-8", "replace"))
