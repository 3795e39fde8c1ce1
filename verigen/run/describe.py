"""Writes the description of a run: its settings, dataset card and manifest."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

import verigen
from verigen.core import jsonl
from verigen.dataset import card
from verigen.domains.opening import first_ask
from verigen.ledger import runs
from verigen.problems.levels import per_family

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Domain, Grader
    from verigen.dataset.card import Seen
    from verigen.ledger.ledger import Ledger
    from verigen.ledger.runs import RunFolder, RunSettings
    from verigen.ledger.summary import Summary
    from verigen.run.order import SampleOrder
    from verigen.teachers.choose import Choice


def settings(order: SampleOrder, bank: str, choices: Sequence[Choice], grader: Grader) -> RunSettings:
    teachers = (
        runs.TeacherSettings(name=each.teacher.name, revision=each.teacher.revision, engine=each.engine)
        for each in choices
    )
    return runs.RunSettings(
        domain=order.domain,
        bank=bank,
        teachers=tuple(teachers),
        weights=order.crew.weights,
        cascade=order.crew.cascade,
        verifier=grader.name,
        sampling=order.sampling,
        seed=order.seed,
        goal=order.goal.settings,
        limit=order.limit,
        style=order.style,
        difficulty=None if order.difficulty is None else str(order.difficulty),
        target=_target(order),
        policy=order.policy,
        prompt=order.prompt.digest if order.prompt else None,
        critic=order.critic,
    )


def _target(order: SampleOrder) -> str | None:
    """The range, with a hash of the measured rates that the choices begin with."""
    if order.target is None or order.measured is None:
        return None if order.target is None else str(order.target)
    rows = repr(per_family.read(order.measured)).encode()
    return f"{order.target}, begun with {hashlib.sha256(rows).hexdigest()[:12]}"


def write_card(
    settings: RunSettings,
    place: RunFolder,
    made: Summary,
    records: dict[str, int],
    seen: Seen,
    ledger: Ledger,
    domain: Domain,
    choices: Sequence[Choice],
) -> None:
    """Write README.md into the run's folder; its example is the first accepted problem."""
    first = next(problem for problem, refused in ledger.problems() if refused is None)
    prompt = first_ask(domain, first, reasoner=choices[0].teacher.reasoner).messages
    text = card.card(settings, made, records, seen, ledger.teachers(), prompt)
    if (found := ledger.meta(card.AUDIT)) is not None:
        text = card.with_audit(text, found)
    with jsonl.replacing(place.folder / "README.md") as file:
        file.write(text.encode())


def write_manifest(
    order: SampleOrder,
    settings: RunSettings,
    place: RunFolder,
    made: Summary,
    records: dict[str, int],
    ledger: Ledger,
    choices: Sequence[Choice],
) -> None:
    """Write manifest.json into the run's folder; it marks the run as complete."""
    manifest = {
        "verigen": verigen.__version__,
        "settings": settings,
        "teachers": [repr(choice.teacher) for choice in choices],
        "terms": [row._asdict() for row in ledger.teachers()],
        "prompt": order.prompt,
        "formats": [repr(part) for part in order.formats],
        "sessions": [session._asdict() for session in ledger.sessions()],
        "summary": made,
        "records": records,
    }
    with jsonl.replacing(place.folder / "manifest.json") as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
