"""Runs an attack: makes its problems once, samples them with the pipeline, and reads the ledger."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verigen.benchmarks.attack import figures
from verigen.benchmarks.attack.make import make
from verigen.benchmarks.attack.translated import Translator, translations
from verigen.benchmarks.measure import fixed, settings_of
from verigen.core import jsonl
from verigen.core.errors import UserError
from verigen.core.types import Sampling
from verigen.ledger.ledger import Ledger
from verigen.run import pipeline
from verigen.run.order import SampleOrder
from verigen.sampling.goals import Fixed
from verigen.sampling.interrupt import Stop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verigen.benchmarks.attack.figures import AttackReport
    from verigen.core.types import Style
    from verigen.sampling.hand import Ending
    from verigen.sampling.watch import RunWatch

DRAWN = Sampling()
SAMPLED = "run"  # the folder of the run inside the attack's
PLAN, FAILURES, FIGURES, ORDER = "attacked.jsonl", "failures.jsonl", "attack.json", "attack.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackOrder:
    """The options of an attack. `kinds`: None for the default ones; `n` samples per problem, unchanged or attacked;
    `translator`: who serves translate:CODE, None for the teacher itself.
    """

    domain: str
    bank: str | None = None
    licence: str | None = None
    kinds: str | None = None
    teacher: str | None = None
    translator: str | None = None
    engine: str | None = None
    options: Mapping[str, str] | None = None
    executor: str = "local"
    style: Style = "thinking"
    sampling: Sampling = DRAWN
    n: int = 4
    limit: int = 20
    seed: int = 0
    out: Path = Path("runs/attack")
    command: str | None = None


def prepare(
    order: AttackOrder, watch: RunWatch = pipeline.SILENT, stop: Stop | None = None
) -> dict[str, int]:
    """Write the problems of the attack into its folder, or keep those of the same attack that are there.

    Returns what could not be made, by kind. Raises UserError if the folder holds another attack, Abandoned if the
    user stopped the translations.
    """
    from verigen.core import domains

    by_whom = f" {order.translator}" if order.translator else ""
    said = f"{order.domain} {order.bank} {order.kinds} {order.limit} {order.seed}{by_whom}\n"
    place = order.out / ORDER
    if place.exists():
        if place.read_text() != said:
            raise UserError(
                f"{order.out} holds another attack ({place.read_text().strip()}); give another --out"
            )
        return {}
    bank = order.bank or domains.named(order.domain).default_bank
    if not bank:
        raise UserError(f"the domain {order.domain} has no bank of its own; give --bank")
    by = Translator(
        teacher=order.translator or order.teacher,
        engine=order.engine,
        options=order.options or {},
        executor=order.executor,
        seed=order.seed,
        tokens=order.sampling.max_tokens,
        folder=order.out / "translated",
    )
    plan = make(
        bank,
        order.domain,
        order.kinds,
        limit=order.limit,
        seed=order.seed,
        licence=order.licence,
        executor=order.executor,
        translate=lambda parents, codes: translations(
            parents, order.domain, codes, by, watch, stop or Stop()
        ),
    )
    order.out.mkdir(parents=True, exist_ok=True)
    jsonl.write(order.out / PLAN, plan.problems)
    place.write_text(said)
    return plan.refused


def sample(order: AttackOrder, watch: RunWatch = pipeline.SILENT, stop: Stop | None = None) -> Ending:
    """Begin or continue the sampling."""
    asked = SampleOrder(
        domain=order.domain,
        bank=str(order.out / PLAN),
        teachers=(order.teacher,),
        engine=order.engine,
        options=order.options,
        executor=order.executor,
        sampling=order.sampling,
        goal=Fixed(max=order.n),
        seed=order.seed,
        out=order.out / SAMPLED,
        formats=(),
        held_out=True,
        style=order.style,
        command=order.command,
    )
    return pipeline.sample(asked, watch, stop).ending


def measure(folder: Path) -> AttackReport:
    """Read the figures from the ledger, and write them and the failures into the folder.

    Raises UserError if no problem has all its samples.
    """
    import msgspec

    if not (folder / SAMPLED / "ledger.db").exists():
        raise UserError(
            f"{folder} holds no attack; begin one with `verigen attack --domain NAME --out {folder}`"
        )
    with contextlib.closing(Ledger(folder / SAMPLED / "ledger.db")) as ledger:
        n = fixed(settings_of(ledger), folder)
        groups = list(ledger.graded())
        many = sum(refused is None for _, refused in ledger.problems())
    found = figures.tried(groups, n)
    if not found:
        raise UserError(f"no problem in {folder} has its samples yet; the command that began it continues it")
    report = figures.report(found, many - len(found))
    jsonl.write(folder / FAILURES, report.failures)
    (folder / FIGURES).write_bytes(msgspec.json.format(msgspec.json.encode(report.kinds), indent=2))
    return report
