"""Reads rows of LiveCodeBench: recent contest problems with public tests and packed private ones.

Source: Jain et al. 2024, arXiv:2403.07974, hub livecodebench/code_generation_lite. The private tests are
JSON, or base64 of a zlib stream of a pickled text. The pickle is read without the right to import anything.
The set has no solutions and is held out; its card names no licence for the contests' texts.
"""

from __future__ import annotations

import base64
import io
import json
import pickle
import zlib
from typing import Any, NoReturn

from verigen.domains.code.asserts import Unconvertible
from verigen.domains.code.reference import CodeReference, Compare, Test
from verigen.domains.code.sets.reading import CodeReading, decoded, method, program, texts, with_starter

COLUMNS: tuple[tuple[str, ...], ...] = (
    ("question_content", "starter_code", "public_test_cases", "private_test_cases"),
)
PACKED_LIMIT = 1 << 28  # bytes
BROKEN = (
    ValueError,
    zlib.error,
    pickle.UnpicklingError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
)
SECONDS, MEGABYTES = 6.0, 1024.0


def holds(row: dict[str, Any]) -> bool:
    return row.keys() >= set(COLUMNS[0])


def read(row: dict[str, Any]) -> CodeReading:
    """Read a row. Raises ValueError if its private tests can't be unpacked, Unconvertible if it has no tests."""
    texts(row, "question_content", "starter_code")
    public = decoded(row, "public_test_cases") or ()
    tests = [*public, *_private(row["private_test_cases"])]
    if not tests:
        raise Unconvertible("it has no tests")
    name = (decoded(row, "metadata") or {}).get("func_name")
    return CodeReading(
        prompt=with_starter(row["question_content"], row["starter_code"]),
        tests=(
            _calls(tests, method(row["starter_code"], name), len(public))
            if name
            else _program(tests, len(public))
        ),
        id=f"livecodebench/{row['question_id']}" if row.get("question_id") else None,
        policy="heldout_only",
        tags={
            tag: str(row[column])
            for tag, column in (("difficulty", "difficulty"), ("date", "contest_date"))
            if row.get(column)
        },
    )


def _program(tests: list[dict[str, Any]], public: int) -> CodeReference:
    inputs, outputs = [test["input"] for test in tests], [test["output"] for test in tests]
    return program(inputs, outputs, solution=None, seconds=SECONDS, megabytes=MEGABYTES, public=public)


def _calls(told: list[dict[str, Any]], name: str, public: int) -> CodeReference:
    """Tests of a function: each line of an input is one argument in JSON."""
    tests = [
        Test(
            args=[json.loads(line) for line in test["input"].splitlines() if line.strip()],
            expected=json.loads(test["output"]),
        )
        for test in told
    ]
    return CodeReference(
        mode="function",
        entry_point=name,
        tests=tests,
        examples=tests[:public],
        compare=Compare(kind="float"),
        time_limit_s=SECONDS,
        memory_mb=int(MEGABYTES),
    )


def _private(told: Any) -> list[dict[str, Any]]:
    try:
        return list(json.loads(told) if told else ())
    except ValueError:
        return list(json.loads(_unpacked(told)))


def _unpacked(told: str) -> str:
    """The JSON in packed tests. Raises ValueError for anything but a pickled text."""
    try:
        data = zlib.decompressobj().decompress(base64.b64decode(told, validate=True), PACKED_LIMIT)
        found = PlainUnpickler(io.BytesIO(data)).load()
    except BROKEN as error:
        raise ValueError(f"the private tests can't be unpacked: {error}") from None
    if not isinstance(found, str):
        raise ValueError("the private tests are packed, but not as text")  # noqa: TRY004 - told as file:line
    return found


class PlainUnpickler(pickle.Unpickler):
    """Reads plain values only: a pickle can run anything that it may import."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"it asks for {module}.{name}")
