"""The folder of a rewriting run: one ledger per role, and the settings by which a later call continues."""

from __future__ import annotations

import contextlib
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from verigen.core import jsonl
from verigen.core.errors import UserError
from verigen.ledger.ledger import Ledger, only_writer
from verigen.ledger.tables import TeacherRow
from verigen.problems.rewrite.order import LEDGERS, RewriteSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from verigen.core.parts import Grader, Rewriter
    from verigen.core.types import Problem
    from verigen.ledger.tables import Rejection
    from verigen.problems.rewrite.crew import RewriteCrew
    from verigen.problems.rewrite.order import RewriteOrder, Role
    from verigen.teachers.choose import Choice

BATCH = 100


@contextlib.contextmanager
def ledgers(out: Path, crew: RewriteCrew) -> Iterator[dict[Role, Ledger]]:
    """Open the ledgers.

    Raises UserError for a folder that holds something else, or that another process writes. If a new order
    turns out to be invalid, its files are removed, so that the corrected command can use the folder.
    """
    first = out / LEDGERS["teacher"]
    fresh = not first.exists()
    if fresh and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UserError(f"{out} exists and holds no rewrites; choose another --out")
    with jsonl.storage(out):
        out.mkdir(parents=True, exist_ok=True)
    with only_writer(first):
        try:
            with contextlib.ExitStack() as stack:
                yield {role: _opened(out, role, each, stack) for role, each in crew.choices.items()}
        except UserError:
            if fresh:
                _clear(out)
            raise


def _opened(out: Path, role: Role, choice: Choice, stack: contextlib.ExitStack) -> Ledger:
    teacher, ledger = choice.teacher, Ledger(out / LEDGERS[role], create=True)
    stack.enter_context(contextlib.closing(ledger))
    ledger.add_teacher(
        TeacherRow(teacher.name, teacher.revision, choice.engine, choice.licence, choice.terms)
    )
    return ledger


def _clear(out: Path) -> None:
    for name in LEDGERS.values():
        for path in out.glob(f"{name.removesuffix('.db')}.*"):
            path.unlink()
    with contextlib.suppress(OSError):
        out.rmdir()


def settings(
    order: RewriteOrder, parts: Mapping[str, Rewriter], crew: RewriteCrew, proof: Grader
) -> RewriteSettings:
    return RewriteSettings(
        bank=order.bank,
        rewriters=tuple(f"{name} {part.version}" for name, part in parts.items()),
        teachers={
            role: f"{each.teacher.name} {each.teacher.revision} on {each.engine}"
            for role, each in crew.choices.items()
        },
        verifier=proof.name,
        variants=order.variants,
        solves=order.solves,
        agree=order.agree,
        writing=order.writing,
        solving=order.solving,
        seed=order.seed,
        failed=f"{order.failed or 'tags'}, at most {order.below:g}" if order.target else "",
    )


def remember(ledger: Ledger, wanted: RewriteSettings, out: Path) -> None:
    """Store the settings. Raises UserError if the folder holds rewrites with other settings."""
    if (text := ledger.meta("settings")) is not None:
        try:
            theirs = asdict(msgspec.json.decode(text, type=RewriteSettings))
        except msgspec.DecodeError as error:
            raise UserError(
                f"{out} holds rewrites of another version of verigen; choose another --out"
            ) from error
        ours = asdict(wanted)
        changed = [f"{key} was {theirs[key]}, now {ours[key]}" for key in ours if ours[key] != theirs[key]]
        if changed:
            raise UserError(
                f"{out} holds rewrites with other settings ({'; '.join(changed)}); choose another --out"
            )
    ledger.set_meta("settings", msgspec.json.encode(wanted).decode())


def fill(
    ledger: Ledger, fresh: Iterator[Problem], fault: Callable[[Problem], Rejection | None], what: str
) -> None:
    """Append the problems that a ledger lacks. Raises UserError if it already has different ones."""
    for before, _ in ledger.problems():
        if next(fresh, None) != before:
            raise UserError(
                f"{what} has changed since {ledger.path.parent} began (at {before.id}); choose another --out"
            )
    while batch := list(islice(fresh, BATCH)):
        ledger.add_problems([(problem, fault(problem)) for problem in batch])
