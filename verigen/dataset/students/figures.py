"""Checks a stream of records against students, and says of each student what its template leaves of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verigen.core import registry
from verigen.core.errors import UnknownPart, UserError
from verigen.dataset.students import check, exchange, rendering
from verigen.dataset.students.source import TRAINING, names, source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from verigen.core.parts import Student
    from verigen.dataset.students.check import StudentReading
    from verigen.dataset.students.exchange import Exchange

LENGTH = "length="


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentFigures:
    """What a student makes of a set of records.

    `records` were read; `plain` of them are no conversations, so no template applies. `counts` holds how many
    lost their thinking ("lost"), had it doubled ("doubled"), lost the reply ("unreplied") or their calls of tools ("uncalled"), made the template fail
    ("failed"), have a prompt that is no beginning of the rendering ("no prefix"), train nothing under the
    template's mask ("no mask"), train without the end of the turn ("no stop"), are cut at the student's length
    ("cut"), are refused ("refused"), or hold calls whose JSON text the template would quote ("text calls"). `trained` of `size` tokens or characters (`unit`) train. `reasons` counts
    the refusals by reason. `instead` names a form or template that works for the first refused record; empty if
    none is refused or none was found.
    """

    student: str
    records: int
    plain: int
    counts: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    ways: tuple[str, ...] = ()
    trained: int = 0
    size: int = 0
    unit: str = "characters"
    length: int | None = None
    instead: str = ""

    @property
    def refused(self) -> int:
        return self.counts.get("refused", 0)

    @property
    def calls(self) -> str:
        """What becomes of calls as they stand in the file; empty if they come out as calls, or there are none."""
        count = self.counts.get("text calls", 0)
        return f"{count} {'hold' if count != 1 else 'holds'} {CALLS}" if count else ""

    def __str__(self) -> str:
        """One line for the user."""
        if not self.refused:
            ways = " or ".join(WAYS[way] for way in self.ways) or "nothing to train"
            calls = f"; {self.calls}" if self.calls else ""
            return f"{self.student}: {self.records} records, train {ways}{calls}"
        why = max(self.reasons, key=lambda reason: self.reasons[reason])
        better = (
            f"; what works: {self.instead}" if self.instead else "; no other form works: use another template"
        )
        return f"{self.student}: refuses {self.refused} of {self.records} records: {why}{better}"


WAYS = {
    "completion": "as prompt and completion",
    "mask": "under the template's assistant mask",
}
CALLS = (
    "calls with arguments as JSON text, which this template writes as a quoted string or refuses: train on the file of "
    "`--for trl`, where they are objects"
)
FORM_TEXT = {
    "reasoning_content": "the thinking in `reasoning_content`, the reply in `content`",
    "content lists": 'contents as lists of parts, [{"type": "text", "text": ...}]',
    "reasoning_content and content lists": "the thinking in `reasoning_content`, contents as lists of parts",
}


class StudentCheck:
    """Collects the figures of one student while records stream through `over`."""

    def __init__(self, student: Student) -> None:
        self._student = student
        self._counts: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._ways: set[str] | None = None
        self._sizes: Counter[str] = Counter()
        self._unit, self._instead = "characters", ""

    def over(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], str]]:
        """Yield each record with the reason why this student refuses it; empty if it does not."""
        for row in rows:
            yield row, self.add(row)

    def add(self, row: Mapping[str, Any]) -> str:
        """Count one record and return why it is refused; empty if it is not."""
        self._sizes["records"] += 1
        try:
            found = exchange.exchanges(row)
        except ValueError:
            self._sizes["plain"] += 1
            return ""
        readings = [check.judged(self._student, each) for each in found]
        for each, reading in zip(found, readings, strict=True):
            self._note(reading, answered=bool(each.completion))
        if not any(reading.fault for reading in readings) and not self._reads_text(found):
            self._counts["text calls"] += 1
        return self._refusal(found, readings)

    def _reads_text(self, found: list[Exchange]) -> bool:
        """Whether calls come out as calls as they stand in the file; True for a student that can't say."""
        reads = getattr(self._student, "reads_text", None)
        return reads is None or all(reads(each.messages, each.tools) for each in found)

    def figures(self) -> StudentFigures:
        return StudentFigures(
            student=self._student.name,
            records=self._sizes["records"],
            plain=self._sizes["plain"],
            counts=dict(sorted(self._counts.items())),
            reasons=dict(self._reasons.most_common()),
            ways=tuple(sorted(self._ways or ())),
            trained=self._sizes["trained"],
            size=self._sizes["size"],
            unit=self._unit,
            length=self._student.length,
            instead=self._instead,
        )

    def _note(self, reading: StudentReading, *, answered: bool) -> None:
        flags = {
            "failed": bool(reading.fault),
            "lost": reading.thinking == "lost",
            "doubled": reading.thinking == "doubled",
            "unreplied": not reading.replied,
            "uncalled": not reading.called,
            "no prefix": answered and not reading.prefix,
            "no mask": answered and not reading.masked,
            "no stop": bool(reading.masked) and not reading.stops,
            "cut": bool(reading.cut),
        }
        self._counts.update(name for name, is_so in flags.items() if is_so)
        self._sizes.update(
            size=reading.size, trained=reading.after if reading.prefix else reading.masked or 0
        )
        self._unit = reading.unit
        if answered:
            self._ways = set(reading.ways) if self._ways is None else self._ways & set(reading.ways)

    def _refusal(self, found: list[Exchange], readings: list[StudentReading]) -> str:
        for each, reading in zip(found, readings, strict=True):
            why = reading.refused if each.completion else reading.destroyed
            if why:
                self._counts["refused"] += 1
                self._reasons[why] += 1
                self._instead = self._instead or working(self._student, each)
                return why
        return ""


def checked(rows: Iterable[Mapping[str, Any]], student: Student) -> StudentFigures:
    """The figures of one student over these records."""
    made = StudentCheck(student)
    for _ in made.over(rows):
        pass
    return made.figures()


def working(student: Student, refused: Exchange) -> str:
    """A form of the record, or a training template, that this student does not refuse; empty if none is found."""
    for form, text in FORM_TEXT.items():
        if not check.judged(student, refused, form).refused:
            return text
    sibling: str = getattr(student, "sibling", "")
    if sibling and not check.judged(replace(student, path=sibling), refused).refused:  # type: ignore[type-var]
        return f"the training template {Path(sibling).stem}"
    return ""


@cache
def chosen(spec: str) -> Student:
    """The student that `--student SPEC` names.

    SPEC is a registered student (NAME or NAME:PATH), a .jinja file, a model's folder, or the name of a chat
    template that verigen or an installed TRL ships; `:length=N` at its end sets the context in tokens. Raises
    UnknownPart with the nearest names, UserError.
    """
    rendering.require()
    place, length = _parsed(spec)
    name, _, path = place.partition(":")
    if name in registry.names("student"):
        made: Student = registry.make(
            "student", name, {"context": length, **({"path": path} if path else {})}
        )
    else:
        made = registry.make("student", "template", {"path": place, "context": length})
        _look(place)
    return made


def _look(place: str) -> None:
    try:
        source(place)
    except UnknownPart:
        known = [each for each in names() if not each.endswith(TRAINING)] + registry.names("student")
        raise UnknownPart("student", place, {*names(), *known}) from None


def _parsed(spec: str) -> tuple[str, int]:
    place, _, last = spec.rpartition(":")
    if not (place and last.startswith(LENGTH)):
        return spec, 0
    number = last.removeprefix(LENGTH)
    if not number.isdecimal() or int(number) < 1:
        raise UserError(f"--student {spec}: length is a number of tokens, such as {place}:length=4096")
    return place, int(number)
