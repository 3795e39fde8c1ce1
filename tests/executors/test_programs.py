"""What honest programs give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from run_program import call, fault, output, script

from verigen.core.types import Call, Job

if TYPE_CHECKING:
    from verigen.core.parts import Pool


def test_a_function_answers_every_call_in_order(pool: Pool) -> None:
    calls = [Call(args=[n], kwargs={"k": 2}) for n in range(5)]

    execution = pool.run(Job(code="def f(n, k): return n * k", mode="function", entry_point="f", calls=calls))

    assert [out.value for out in execution.outputs] == [0, 2, 4, 6, 8]


def test_a_program_reads_its_input_and_prints(pool: Pool) -> None:
    execution = script(pool, "print(int(input()) * 2)", "3\n", "21\n")

    assert [out.stdout for out in execution.outputs] == ["6\n", "42\n"]


@pytest.mark.parametrize(
    "code",
    [
        "import sys\nprint(sys.stdin.read().upper(), end='')",
        "import sys\nfor line in sys.stdin: print(line.upper(), end='')",
        "import sys\nsys.stdout.write(sys.stdin.buffer.read().decode().upper())",
        "import os\nos.write(1, os.read(0, 100).upper())",
        "print(open(0).read().upper(), end='')",
        "print(open('/dev/stdin').read().upper(), end='')",
        "import sys, threading\nt = threading.Thread(target=lambda: print(input().upper()))\nt.start()",
        "import atexit\ntext = input()\natexit.register(lambda: print(text.upper()))",
        "print(input().upper())\nexit()",
        "import sys\nprint(input().upper())\nsys.exit(0)",
        "if __name__ == '__main__':\n    print(input().upper())",
    ],
)
def test_every_way_to_read_and_to_end_counts(pool: Pool, code: str) -> None:
    execution = script(pool, code, "text\n")

    assert fault(execution) is None
    assert execution.outputs[0].stdout == "TEXT\n"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("(1, [2, {3}])", {"__tuple__": [1, [2, {"__set__": [3]}]]}),
        ("{'a': None, 1: True}", {"__dict__": [["a", None], [1, True]]}),
        ("2 ** 70", {"__int__": hex(2**70)}),
        ("float('-inf')", {"__float__": "-inf"}),
        ("b'\\x00\\xff'", {"__bytes__": "00ff"}),
        ("'\\ud800'", {"__str__": "eda080"}),
        ("1 + 2j", {"__complex__": [1.0, 2.0]}),
        ("__import__('fractions').Fraction(1, 3)", {"__fraction__": [1, 3]}),
        ("__import__('collections').Counter('aab')", {"__dict__": [["a", 2], ["b", 1]]}),
        ("range(3)", {"__object__": "range"}),
    ],
)
def test_a_value_comes_back_as_plain_data(pool: Pool, expression: str, value: object) -> None:
    assert output(pool, f"def f(): return {expression}").value == value


@pytest.mark.parametrize(
    "arg",
    [
        [1, "ü", None, True, 1.5],
        {"__tuple__": [1, 2]},
        {"__set__": [1]},
        {"__dict__": [[{"__tuple__": [1, 2]}, "pair"]]},
        {"__bytes__": "00ff"},
        {"__float__": "inf"},
        {"__int__": "-0x10000000000000000"},
    ],
)
def test_an_argument_arrives_as_it_was_meant(pool: Pool, arg: object) -> None:
    assert output(pool, "def f(x): return x", arg).value == arg


def test_sets_iterate_alike_on_every_worker(pool: Pool) -> None:
    code = "def f(): return list({str(n) for n in range(50)})"

    orders = {str(output(pool, code).value) for _ in range(4)}

    assert len(orders) == 1


def test_arguments_come_back_as_the_call_left_them(pool: Pool) -> None:
    code = "def f(xs): xs.sort()"

    execution = pool.run(
        Job(code=code, mode="function", entry_point="f", calls=[Call(args=[[3, 1, 2]])], args_after=True)
    )

    assert execution.outputs[0].args_after == [[1, 2, 3]]


def test_an_exception_is_named_with_its_bases(pool: Pool) -> None:
    code = "class Bad(ValueError): pass\ndef f(n):\n    raise Bad('no') if n else KeyError(n)"

    result = output(pool, code, 1)

    assert (result.exception, result.bases[0], result.fault) == ("Bad", "ValueError", "runtime_error")
    assert result.message == "Bad: no"


def test_calls_after_an_exception_still_run(pool: Pool) -> None:
    calls = [Call(args=[n]) for n in (1, 0, 2)]

    execution = pool.run(Job(code="def f(n): return 6 // n", mode="function", entry_point="f", calls=calls))

    assert [out.value for out in execution.outputs] == [6, None, 3]
    assert execution.outputs[1].exception == "ZeroDivisionError"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def f(:", "syntax_error"),
        ("def f(): return '\x00'", "syntax_error"),
        ("x = '\ud800'", "syntax_error"),
        ("(" * 3000, "syntax_error"),
        ("", "runtime_error"),
        ("g = 1", "runtime_error"),
        ("f = 1", "runtime_error"),
        ("def f(a, b): return a", "runtime_error"),
        ("raise SystemExit(0)", "runtime_error"),
        ("import no_such_module", "runtime_error"),
        ("from operator import *\ndef g(): pass", "runtime_error"),
    ],
)
def test_a_program_that_can_not_be_called_says_why(pool: Pool, code: str, reason: str) -> None:
    assert fault(call(pool, code)) == reason


def test_a_coding_cookie_changes_nothing(pool: Pool) -> None:
    assert script(pool, "# -*- coding: latin-1 -*-\nprint('é')").outputs[0].stdout == "é\n"


def test_ten_megabytes_of_code_get_a_verdict(pool: Pool) -> None:
    assert output(pool, "# " + "x" * 10_000_000 + "\ndef f(): return 1").value == 1


def test_threads_and_dataclasses_and_temporary_files_work(pool: Pool) -> None:
    code = """
from __future__ import annotations
import tempfile, typing
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

@dataclass
class Point:
    x: int
    origin: typing.ClassVar[int] = 0

def f(n):
    with tempfile.TemporaryFile() as file, ThreadPoolExecutor(8) as threads:
        file.write(b"x" * n)
        return [*threads.map(abs, range(-n, 0)), file.tell(), Point(n).x]
"""
    assert output(pool, code, 3).value == [3, 2, 1, 3, 3]


def test_deep_recursion_works_where_the_program_asks_for_it(pool: Pool) -> None:
    code = "import sys\nsys.setrecursionlimit(10**6)\ndef f(n): return n and 1 + f(n - 1)"

    assert output(pool, code, 50_000).value == 50_000
