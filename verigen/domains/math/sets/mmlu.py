"""Reads multiple choice in the columns of MMLU-Pro, MMLU and ARC. They are test sets, so they are held out.

MMLU-Pro (hub TIGER-Lab/MMLU-Pro): `options`, and the answer as a letter with its `answer_index`. MMLU (hub
cais/mmlu): `choices`, and the answer's index. ARC (hub allenai/ai2_arc): `choices` with `label` and `text`,
and `answerKey`.
"""

from __future__ import annotations

from typing import Any

from verigen.domains.math.sets import choices
from verigen.domains.math.sets.reading import RowReading, tags, text

COLUMNS: tuple[str, ...] = ("question",)
LICENCES = {"answer_index": "MIT", "subject": "MIT", "answerkey": "CC-BY-SA-4.0"}
FILLER = "N/A"  # fills the options of some MMLU-Pro rows up to ten


def holds(row: dict[str, Any], bank: str) -> bool:  # noqa: ARG001 - the columns are enough
    pro = isinstance(row.get("options"), list) and ("answer_index" in row or "answer" in row)
    plain = isinstance(row.get("choices"), list) and "answer" in row
    return pro or plain or (isinstance(row.get("choices"), dict) and "answerkey" in row)


def read(row: dict[str, Any]) -> RowReading:
    options = {letter: told for letter, told in _options(row).items() if told != FILLER}
    worked = str(row.get("cot_content") or "").strip() or None
    return RowReading(
        prompt=choices.listed(text(row, ("question",), "question"), options),
        reference=choices.reference(_letter(row, list(options)), options, worked),
        id=f"mmlu-pro/{row['question_id']}" if "question_id" in row else None,
        licence=next((licence for column, licence in LICENCES.items() if column in row), None),
        policy="heldout_only",
        tags=tags(topic=row.get("category") or row.get("subject")),
    )


def _options(row: dict[str, Any]) -> dict[str, str]:
    told = row.get("options") or row.get("choices")
    if isinstance(told, dict):
        return {
            str(label).upper(): str(each).strip()
            for label, each in zip(told["label"], told["text"], strict=True)
        }
    return choices.marked(told or ())


def _letter(row: dict[str, Any], letters: list[str]) -> str:
    """The letter of the answer: as given, or of its index among the options."""
    told = str(row.get("answerkey") or row.get("answer", row.get("answer_index"))).strip().upper()
    if told in letters or not told.isdecimal():
        return told
    return letters[int(told)] if int(told) < len(letters) else told
