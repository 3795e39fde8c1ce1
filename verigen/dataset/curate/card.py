"""The dataset card of a curated set, and what its Croissant description says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import verigen
from verigen.dataset.card import SIZES
from verigen.dataset.croissant import croissant
from verigen.dataset.hub_licences import hub_licences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.dataset.curate.curate import CurateResult
    from verigen.dataset.curate.order import CurateOrder

STRICT = ("cc0", "mit", "apache", "bsd", "isc", "cc-by-4", "odc-by", "cc-by-sa", "odbl", "gpl", "cc-by-nc", "cc-by-nd", "noassertion")  # fmt: skip


def card(order: CurateOrder, found: CurateResult) -> str:
    return "\n".join([*_front_matter(order, found), *_body(order, found), *_terms(found)])


def strictest(licences: set[str]) -> str:
    """The licence with the most conditions; an unknown one is the strictest."""

    def rank(name: str) -> tuple[int, str]:
        low = name.lower()
        found = [place for place, start in enumerate(STRICT) if low.startswith(start)]
        return (max(found) if found else len(STRICT), name)

    return max(licences, key=rank, default="none")


def _front_matter(order: CurateOrder, found: CurateResult) -> list[str]:
    from huggingface_hub import DatasetCardData

    made = [name for name, count in found.records.items() if count]
    total = sum(found.records.values())
    data = DatasetCardData(
        license=hub_licences(found.licences),
        task_categories=["text-generation"],
        tags=["synthetic", "reasoning", "curated"],
        annotations_creators=["machine-generated"],
        pretty_name=f"Curated: {', '.join(run.name for run in order.runs)}",
        size_categories=[next((name for bound, name in SIZES if total < bound), "n>1M")],
        configs=[
            {"config_name": name, "data_files": [{"split": "train", "path": f"{name}/train.parquet"}]}
            for name in made
        ]
        or None,
    )
    return ["---", data.to_yaml(), "---", ""]


def _body(order: CurateOrder, found: CurateResult) -> Iterator[str]:
    yield from (
        f"# Curated: {', '.join(run.name for run in order.runs)}",
        "",
        f"Made with verigen {verigen.__version__} from {found.candidates:,} graded candidates of {found.problems:,} problems: "
        f"{found.kept:,} are kept. `dropped.jsonl` says why of each of the others, `flagged.jsonl` what was seen in those "
        "that are kept; both stay with the maker of the set unless they are pushed with it.",
        "",
        "| stage | reason | candidates out |",
        "|---|---|---|",
    )
    for (stage, reason), count in sorted(found.out.items(), key=lambda row: (-row[1], row[0])):
        yield f"| {stage} | {reason} | {count:,} |"
    yield from ("", "| | |", "|---|---|")
    for name, count in found.records.items():
        yield f"| {name} records | {count:,} |"
    for name, count in found.held.items():
        yield f"| {name} records held out | {count:,} |"
    for (stage, reason), count in sorted(found.flagged.items()):
        yield f"| kept with a flag: {stage}, {reason} | {count:,} |"
    if found.mixed is not None:
        for name, figure in found.mixed.figures():
            yield f"| {name} | {figure} |"
    for depth, count in sorted(found.depths.items()):
        yield f"| candidates of generation {depth} | {count:,} |"
    yield from (
        "",
        f"Filters: {', '.join(f'{each.name} ({each.action})' for each in order.chain)}. A filter reads patterns: what is "
        "kept was not read by a person. A correct final answer does not prove every step of the trace before it.",
        "",
    )


def _terms(found: CurateResult) -> list[str]:
    return [
        "## Terms",
        "",
        f"Licences of the problems: {', '.join(sorted(found.licences)) or 'none'}. The strictest is "
        f"{strictest(found.licences)}. Each record names its own in `licence`.",
        "",
        "| teacher | revision | engine | licence | terms |",
        "|---|---|---|---|---|",
        *(
            f"| {t.name} | `{t.revision[:12]}` | {t.engine} | {t.licence} | {t.terms} |"
            for t in found.teachers
        ),
        "",
    ]


def described(order: CurateOrder, found: CurateResult) -> str:
    """The files of the records with their hashes and columns, as croissant.json holds them."""
    return croissant(
        order.out,
        found.records,
        name=", ".join(run.name for run in order.runs),
        licence=strictest(found.licences),
        made_with=verigen.__version__,
    )
