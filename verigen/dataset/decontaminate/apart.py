"""Writes the clean records of a run by format again: JSON Lines, Parquet and a card, as `sample` wrote them."""

from __future__ import annotations

import contextlib
from collections import Counter
from typing import TYPE_CHECKING, Any

import verigen
from verigen.core import jsonl
from verigen.dataset import parquet
from verigen.dataset.card import SIZES
from verigen.dataset.hub_licences import hub_licences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from verigen.dataset.decontaminate.decontaminate import DecontaminateReport

LINES, CARD = "train.jsonl", "README.md"


def exports(folder: Path) -> list[Path]:
    """The record files of a run or of a curated set, by format."""
    return sorted(folder.glob(f"*/{LINES}"))


def apart(rows: Iterable[tuple[str, bytes]], run: Path, out: Path) -> dict[str, int]:
    """Divide rows, each with the path of the file that it is from, by the formats of a run; count them by format.

    Raises PartError for a format whose values have no common type.
    """
    made = {str(path): out / path.parent.name / LINES for path in exports(run)}
    counts = dict.fromkeys(made, 0)
    with contextlib.ExitStack() as stack:
        files = {name: stack.enter_context(jsonl.replacing(target)) for name, target in made.items()}
        for name, row in rows:
            if name in files:
                files[name].write(row)
                counts[name] += 1
    for target in made.values():
        parquet.write(target, target.with_suffix(".parquet"))
    return {made[name].parent.name: count for name, count in counts.items()}


def card(report: DecontaminateReport, records: dict[str, int], title: str, out: Path) -> None:
    """Write README.md for the divided records, with the front matter that the Hugging Face hub reads."""
    licences: Counter[str] = Counter()
    teachers: Counter[tuple[str, str, str]] = Counter()
    for _, row in (pair for name in records for pair in jsonl.read(out / name / LINES, dict[str, Any])):
        licences[str(row.get("licence", "NOASSERTION"))] += 1
        teachers[
            str(row.get("teacher", "unknown")),
            str(row.get("teacher_licence", "NOASSERTION")),
            str(row.get("teacher_terms", "unknown")),
        ] += 1
    text = "\n".join(
        [*_front_matter(records, licences), *_body(report, records, title), *_terms(licences, teachers)]
    )
    with jsonl.replacing(out / CARD) as file:
        file.write(text.encode("utf-8", "replace"))


def _front_matter(records: dict[str, int], licences: Iterable[str]) -> list[str]:
    from huggingface_hub import DatasetCardData

    total = sum(records.values())
    configs = [
        {"config_name": name, "data_files": [{"split": "train", "path": f"{name}/train.parquet"}]}
        for name, count in records.items()
        if count
    ]
    data = DatasetCardData(
        license=hub_licences(licences),
        task_categories=["text-generation"],
        tags=["synthetic", "reasoning", "decontaminated"],
        size_categories=[next((name for bound, name in SIZES if total < bound), "n>1M")],
        configs=configs or None,
    )
    return ["---", data.to_yaml(), "---", ""]


def _body(report: DecontaminateReport, records: dict[str, int], title: str) -> Iterator[str]:
    held = f"{report.suite_problems} problems of held-out suites" if report.suites else "no suite"
    kinds = ", ".join(f"{count} {kind}" for kind, count in report.kinds.items()) or "none"
    yield from (
        f"# Decontaminated: {title}",
        "",
        f"Made with verigen {verigen.__version__} from {report.rows} records, which were held against {held}: "
        f"{report.quarantined} were set aside ({kinds}). `hits.jsonl` says why of each; it stays with the maker of the set.",
        "",
        "| | |",
        "|---|---|",
        *(f"| {name} records | {count} |" for name, count in records.items()),
        "",
    )


def _terms(licences: Iterable[str], teachers: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    yield from (
        "## Terms",
        "",
        f"Licences of the problems: {', '.join(sorted(licences)) or 'none'}. Each record names its own in `licence`.",
        "",
        "| teacher | licence | terms |",
        "|---|---|---|",
        *(f"| {name} | {licence} | {terms} |" for name, licence, terms in sorted(teachers)),
        "",
    )
