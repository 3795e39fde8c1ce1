"""The report's section about what students learned from a set."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from verigen.dataset.report import charts
from verigen.dataset.report.html import Column, element, joined, table

if TYPE_CHECKING:
    from verigen.dataset.report.facts import ReportFacts
    from verigen.dataset.report.html import Markup
    from verigen.dataset.report.proofs import ProofFacts, ProofGap

CHART, NUM = "chart", "num"
BASE = "base"


def section(facts: ReportFacts) -> Markup | None:
    """Verdict, arms and differences of each proof."""
    found = facts.proofs
    return joined(_one(name, each) for name, each in found.items()) if found else None


def _one(name: str, proof: ProofFacts) -> Markup:
    plan = proof.plan
    said = (
        f"Student {plan.get('student')}, {plan.get('tokens', 0):,} completion tokens per arm, "
        f"{len(plan.get('seeds', ()))} seeds, suite {plan.get('suite')}."
    )
    return joined(
        [
            element("h3", name),
            element("p", f"{proof.verdict[:1].upper()}{proof.verdict[1:]}."),
            element("p", f"{said} {_before(proof)}".strip(), class_="soft"),
            _arms(proof),
            _gaps(proof),
        ]
    )


def _before(proof: ProofFacts) -> str:
    """What was checked before training, and what the suite can show."""
    found, power = proof.audit, proof.plan.get("power") or {}
    if found is None:
        return ""
    alike = f", {found.alike} are alike but for numbers, names or wording" if found.alike else ""
    shown = f" The suite shows {power['visible']} points four times of five." if "visible" in power else ""
    return (
        f"Before training, {found.training or 'the drawn'} training problems were held against {found.suite} of the "
        f"suite: none is in both{alike}.{shown}"
    )


def _arms(proof: ProofFacts) -> Markup:
    rows = [
        (
            arm,
            charts.interval(each.mean, each.low, each.high, f"{arm}: {_share(each.mean)}"),
            _share(each.mean),
            _ends(each.low, each.high),
            " ".join(f"{100 * rate:.1f}" for rate in each.rates),
            "-" if each.readable is None else _share(each.readable),
            _share(fmean(each.wrong)) if each.wrong and arm != BASE else "-",
        )
        for arm, each in proof.arms.items()
    ]
    figures = [
        Column(name, NUM) for name in ("correct", "95 % over seeds", "each seed", "readable", "wrong rows")
    ]
    return table([Column("arm"), Column("", CHART), *figures], rows)


def _gaps(proof: ProofFacts) -> Markup:
    rows = [
        (
            f"{each.of} minus {each.minus}",
            f"{100 * each.mean:+.1f}",
            _ends(each.low, each.high),
            _p(each.p),
            _null(each),
        )
        for each in proof.differences
    ]
    figures = [Column(name, NUM) for name in ("points", "95 % over seeds", "p")]
    return table([Column("difference"), *figures, Column("")], rows)


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"


def _ends(low: float | None, high: float | None) -> str:
    return "-" if low is None or high is None else f"{100 * low:.1f} to {100 * high:.1f}"


def _p(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _null(gap: ProofGap) -> str:
    if gap.low is None or gap.high is None:
        return ""
    return "null" if gap.low <= 0 <= gap.high else ""
