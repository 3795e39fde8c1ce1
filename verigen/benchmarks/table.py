"""Formats reports and comparisons as lines of text."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from verigen.benchmarks.paired import LEAST
from verigen.core import stats
from verigen.core.standing import NOTES, evidence, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.benchmarks.compare import RunComparison
    from verigen.benchmarks.measure import BenchReport, Measures
    from verigen.benchmarks.paired import Difference

SIGNIFICANT = 0.05


def report_lines(report: BenchReport) -> Iterator[str]:
    settings, found = report.settings, report.overall
    drawn = settings.sampling
    yield f"suite        {PurePath(settings.bank).stem}: {found.problems} problems, {found.samples} samples"
    if report.unfinished:
        total = report.unfinished + sum(each.n >= report.n for each in report.scores)
        yield f"unfinished   {total - report.unfinished:,} of {total:,} problems settled; figures are of what is there"
    if report.refused:
        yield f"             {report.refused} problems refused by their own verifier"
    revisions = ", ".join(each.revision[:12] for each in settings.teachers)
    yield f"teacher      {settings.drawn_by}, revision {revisions}"
    yield (
        f"sampling     prompt {report.prompt}, n={report.n}, temperature {drawn.temperature}, top-p {drawn.top_p}, "
        f"at most {drawn.max_tokens} tokens, seed {settings.seed}"
    )
    backing, word = evidence(settings.verifier), words(settings.verifier)
    yield from _measures(found, word.rate)
    if backing != "proved":
        yield f"note         {NOTES[backing]}"
    for tag, groups in report.by.items():
        yield ""
        yield f"{tag:24}problems   {word.rate}@1 with 95 % interval      coverage   unverified   cut"
        for value, measures in groups.items():
            yield _row(value, measures)
    yield ""


def _measures(found: Measures, name: str) -> Iterator[str]:
    for k, rate in found.pass_at.items():
        yield f"{f'{name}@{k}':13}{stats.shown(rate, found.pass_at_most[k])}" + (
            "   95 % interval over families" if k == 1 else ""
        )
    for k, rate in found.maj_at.items():
        if k > 1:
            yield f"maj@{k:<9}{rate}"
    yield f"coverage     {found.coverage}   problems with a right sample"
    yield f"unverified   {100 * found.unverified:.1f} % of samples, counted as not correct"
    yield f"cut          {100 * found.cut:.1f} % of samples, at --max-tokens"


def _row(value: str, found: Measures) -> str:
    rate = stats.shown(found.pass_at.get(1))
    covered, open_ = 100 * found.coverage.value, 100 * found.unverified
    return f"{value:24}{found.problems:8}   {rate:28}{covered:8.1f} %{open_:11.1f} %{100 * found.cut:6.1f} %"


def comparison_lines(found: RunComparison) -> Iterator[str]:
    yield f"suite        {found.suite}: {found.problems} problems in both" + (
        f", {found.left_out} in one only are left out" if found.left_out else ""
    )
    for name, side in (("A", found.a), ("B", found.b)):
        yield f"{name}            {100 * side.pass_1:5.1f} % pass@1   {side.teacher}, prompt {side.prompt}, {side.samples} samples"
    yield f"B - A        {_points(found.pass_1)}"
    yield f"verdict      {verdict(found)}"
    for tag, groups in found.by.items():
        yield ""
        yield f"{tag:24}B - A with 95 % interval, p not corrected for many groups"
        for value, difference in groups.items():
            yield f"{value:24}{_points(difference)}"
    yield ""


def _points(found: Difference) -> str:
    ends = (
        "-"
        if found.low is None or found.high is None
        else f"{100 * found.low:+.1f} to {100 * found.high:+.1f}"
    )
    p = f"p = {found.p:.4f}" if found.p is not None else f"no p: fewer than {LEAST} families"
    return f"{100 * found.value:+6.1f} points ({ends}), {p}"


def verdict(found: RunComparison) -> str:
    seen = found.pass_1
    if seen.p is None:
        return f"none: {_count(seen.families, 'family', 'families')} can't tell; {LEAST} are the least"
    if seen.p < SIGNIFICANT:
        return f"{'B' if seen.value > 0 else 'A'} is better (paired by problem, p < {SIGNIFICANT})"
    assert found.resolution is not None
    ways = [f"{found.resolution.problems} problems like these"]
    if found.resolution.samples is not None:
        ways.append(f"{found.resolution.samples} samples per problem on either side")
    return (
        f"no difference shown; {100 * found.resolution.difference:.1f} points would have shown four times of five, "
        f"half of that with {' or '.join(ways)}"
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
