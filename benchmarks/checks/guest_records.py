"""Attacks the host with records and values that a hostile program could leave: none may raise, none may take long.

    python benchmarks/checks/guest_records.py --records 1000000 --values 200000 --seed 0

Records are bytes as a guest would hand them over: valid ones, broken ones, forged ones, floods. They are decoded and
judged against the tests of a small problem. Values are JSON forms, well-formed and not, compared both exactly and
with a tolerance against expected ones of every kind. Time is CPU time of the thread: the slowest are shown.
"""

from __future__ import annotations

import argparse
import json
import random
from contextlib import suppress
from time import thread_time
from typing import TYPE_CHECKING, Any

from verigen.core.errors import ExecutorError
from verigen.core.types import Call, Job
from verigen.core.values import NotAValue, check, close, equal
from verigen.domains.code.reference import Compare, Test
from verigen.executors import wire
from verigen.verifiers.unit_tests.compare import passes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIMIT_S, MOST_BYTES = 0.05, 1 << 20
TAGS = (
    "tuple set dict bytes int float complex fraction decimal str time array series frame object other".split()
)
TEXTS = (
    "", "0", "ff", "zz", "0x" + "f" * 40, "-0x1", "1e99999999", "1e-99999999", "sNaN", "NaN", "nan", "inf", "1/0", "\x00",
    "\x1b[2J", "\u202e", "é", "9" * 300, "1e3999", "0e9999999999", "٣", "date 2026-01-31", "eda080", "0b1", "1_0", " 1",
)  # fmt: skip
NUMBERS = (0, 1, -1, 5, 2**53, 2**63, -(2**63), 2**64, 10**400, 0.5, 1e308, 5e-324, -0.0, True, False, None)
EXPECTED: tuple[Any, ...] = (
    5, 0.5, "text", None, [1, 2, 3], {"a": 1}, {"__set__": [1, 2]}, {"__tuple__": [1, "a"]}, {"__set__": [0.5] * 40},
    {"__dict__": [[1, [2.5]], [{"__tuple__": [1]}, {"__set__": ["a"]}]]}, {"__fraction__": [1, 3]},
    {"__decimal__": "1.5"}, {"__complex__": [1.5, 2]}, {"__bytes__": "00ff"}, {"__float__": "nan"},
    {"__int__": hex(10**300)}, [[0] * 20] * 20, {"__frame__": [["a"], [0], [[1.5]]]},
)  # fmt: skip
COMPARES = (Compare(), Compare(kind="float"), Compare(kind="tokens"))


def value(rng: random.Random, depth: int = 0) -> Any:
    """A JSON form, often a wrong one."""
    kind = rng.random()
    if depth > 5 or kind < 0.3:
        return rng.choice(NUMBERS) if rng.random() < 0.6 else rng.choice(TEXTS)
    if kind < 0.4:
        return [value(rng, depth + 1)] * rng.choice((0, 1, 2, 3) if depth < 4 else (20, 300))
    if kind < 0.55:
        return [value(rng, depth + 1) for _ in range(rng.randrange(4))]
    if kind < 0.65:
        return {rng.choice(TEXTS): value(rng, depth + 1) for _ in range(rng.randrange(4))}
    return {f"__{rng.choice(TAGS)}__": content(rng, depth + 1)}


def content(rng: random.Random, depth: int) -> Any:
    kind = rng.random()
    if kind < 0.25:
        return rng.choice(TEXTS)
    if kind < 0.3:
        return rng.choice(("1e3999", "9" * 3000, "1e-3999", "0x" + "f" * 5000, "ab" * 5000))
    if kind < 0.55:
        return [value(rng, depth) for _ in range(2)]
    if kind < 0.7:
        return [[value(rng, depth), value(rng, depth)] for _ in range(rng.randrange(4))]
    return value(rng, depth)


def record(rng: random.Random) -> bytes:
    """A line as a program might write it."""
    kind = rng.random()
    if kind < 0.1:
        return rng.randbytes(rng.randrange(60))
    fields: dict[str, Any] = {"value": value(rng)}
    for name in ("load", "exception", "bases", "failed", "fault", "message", "seconds", "args_after"):
        if rng.random() < 0.2:
            fields[name] = rng.choice(
                (True, "timeout", "E", ["E"], [value(rng)], 1.5, -1e308, None, value(rng))
            )
    text = json.dumps(fields).encode()
    if kind < 0.25:
        at = rng.randrange(len(text))
        text = (
            text[:at]
            + rng.choice((b"\xff", b"\xed\xa0\x80", b"", b"\n", b"{", b"\x00", b'"'))
            + text[at + 1 :]
        )
    if kind > 0.998:
        text = rng.choice(FLOODS)
    return text


NUMERALS = (
    b"5e-324", b"1e308", b"1e-400", b"2.2250738585072011e-308", b"1.7976931348623157e308", b"9007199254740993.5",
    b"2.47032822920623272e-324", b"0." + b"1" * 700 + b"e-300", b"1" * 300 + b".5", b"1" * 4300, b"-0.0", b"1e23",
)  # fmt: skip
FLOODS = (
    *(b'{"value":[' + b",".join([numeral] * (10**6 // (len(numeral) + 1))) + b"]}" for numeral in NUMERALS),
    b"\n" * 1_000_000, b"{}\n" * 300_000, b"[" * 1_000_000, b'{"value":' + b"[" * 900 + b"]" * 900 + b"}",
    b'{"value":[' + b"[]," * 300_000 + b"1]}", b'{"value":[' + b"{}," * 50_000 + b"1]}", b'{"value":' + b"9" * 10**6 + b"}",
    b'{"value":[' + b'{"__decimal__":"1e3999"},' * 37_000 + b"1]}", b'{"value":"' + b"\\u0041" * 160_000 + b'"}',
    b'{"value":{"__set__":[' + b'{"__decimal__":"1e3999"},' * 37_000 + b"1]}}", b'{"message":"' + b"A" * 900_000 + b'"}',
    b'{"value":[' + b'{"__complex__":["1e900000000",0]},' * 20_000 + b"1]}", b'{"bases":[' + b'"",' * 300_000 + b'""]}',
    b'{"value":{"__int__":"0x' + b"f" * 10**6 + b'"}}', b'{"value":{' + b",".join(b'"%d":1' % n for n in range(90_000)) + b"}}",
    b'{"value":[' + b'{"__fraction__":[{"__int__":"0x' + b"f" * 4096 + b'"},3]},' * 200 + b"1]}",
    b'{"value":{"__dict__":[' + b'[{"__decimal__":"1e3999"},1],' * 30_000 + b"[1,1]]}}",
)  # fmt: skip


def execution(rng: random.Random) -> Callable[[], None]:
    """Decode what a program left and judge it."""
    lines = [b'{"load":true}'] if rng.random() < 0.9 else []
    lines += [record(rng) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
    written = (b"\n".join(lines) + b"\n")[:MOST_BYTES]
    test = Test(args=[], expected=rng.choice(EXPECTED))
    compare = rng.choice(COMPARES)
    job = Job(code="def f(): pass", mode="function", entry_point="f", calls=[Call(), Call()])
    code = rng.choice((0, 0, 0, 1, -9, -11, -31, -40))
    report = {
        "cause": None,
        "code": code,
        "cpu": 0.1,
        "wall": 0.1,
        "results": len(written),
        "output": 0,
        "cut": False,
    }
    head = json.dumps({"reports": [report]}).encode()
    reply = wire.LENGTH.pack(len(head)) + head + written

    def judge() -> None:
        try:
            found = wire.decode(reply, job)
        except ExecutorError:
            # Somebody else killed the program: that is no record's doing.
            assert code == -9
            return
        for output in found.outputs:
            if output.fault is None:
                _compared(lambda given=output: passes(test, given, compare, "function"))

    return judge


def comparison(rng: random.Random) -> Callable[[], None]:
    """Compare a value with an expected one, both ways that there are."""
    given, expected = value(rng), rng.choice(EXPECTED)
    if len(json.dumps(given)) > MOST_BYTES:
        # No record of a guest holds so much.
        given = None

    def judge() -> None:
        _compared(lambda: check(given))
        _compared(lambda: equal(expected, given))
        _compared(lambda: close(expected, given, 1e-6, 1e-9))

    return judge


def _compared(work: Callable[[], object]) -> None:
    """What is no value is told so, in this way and in no other."""
    with suppress(NotAValue):
        work()


def attacks(seed: int, kind: str, count: int) -> Iterator[tuple[str, Callable[[], None]]]:
    make = execution if kind == "record" else comparison
    for number in range(count):
        yield f"{kind} {number}", make(random.Random(f"{seed}/{kind}/{number}"))


def run(seed: int, kind: str, count: int) -> tuple[list[str], list[tuple[float, str]]]:
    """What raised, and what took longer than the limit each time of three."""
    raised, slow = [], []
    for name, judge in attacks(seed, kind, count):
        try:
            took = _timed(judge)
            if took > LIMIT_S:
                # A busy machine slows even CPU time now and then.
                took = min(took, _timed(judge), _timed(judge))
        except Exception as error:  # noqa: BLE001 - to find one is the purpose
            raised.append(f"{name}: {error!r}")
            continue
        slow.append((took, name))
        slow = sorted(slow, reverse=True)[:5]
    return raised, slow


def _timed(judge: Callable[[], None]) -> float:
    began = thread_time()
    judge()
    return thread_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--values", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    failed = False
    for kind, count in (("record", options.records), ("value", options.values)):
        raised, slow = run(options.seed, kind, count)
        over = [each for each in slow if each[0] > LIMIT_S]
        failed |= bool(raised or over)
        longest = ", ".join(f"{1000 * took:.0f} ms ({name})" for took, name in slow)
        print(
            f"{count} {kind}s: {len(raised)} exceptions, {len(over)} over {1000 * LIMIT_S:.0f} ms; longest {longest}"
        )
        for line in raised[:10]:
            print(f"  {line}")
    raise SystemExit(failed)


if __name__ == "__main__":
    main()
