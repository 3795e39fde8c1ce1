"""What counts as the program of a completion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.verifiers.extract_code import blocks, extract

ADD = "def add(a, b):\n    return a + b\n"
WRONG = "def add(a, b):\n    return a - b\n"


def fenced(code: str, language: str = "python", mark: str = "```") -> str:
    return f"{mark}{language}\n{code}{mark}"


CASES = {
    "one block": fenced(ADD),
    "prose around": f"Sure! Here it is:\n\n{fenced(ADD)}\n\nIt adds the two.",
    "py": fenced(ADD, "py"),
    "python3": fenced(ADD, "python3"),
    "upper case": fenced(ADD, "Python"),
    "attributes": fenced(ADD, 'python title="add.py"'),
    "braces": fenced(ADD, "{.python}"),
    "a file's name": fenced(ADD, "python:add.py"),
    "a version": fenced(ADD, "Python 3"),
    "no language": fenced(ADD, ""),
    "tildes": fenced(ADD, mark="~~~"),
    "four backticks": fenced(ADD, mark="````"),
    "space before the language": f"``` python\n{ADD}```",
    "windows line ends": fenced(ADD).replace("\n", "\r\n"),
    "unclosed": f"```python\n{ADD}",
    "indented in a list": "1. So:\n\n" + "\n".join("   " + line for line in fenced(ADD).split("\n")),
    "behind a bullet": "- ```python\n  def add(a, b):\n      return a + b\n  ```",
    "prose on the fence's line": f"The answer: ```python\n{ADD}```",
    "a usage example after it": f"{fenced(ADD)}\nUse it:\n{fenced('print(add(1, 2))' + chr(10))}",
    "output after it": f"{fenced(ADD)}\nprints\n{fenced('3' + chr(10), '')}",
    "a shell block after it": f"{fenced(ADD)}\n{fenced('python add.py' + chr(10), 'bash')}",
    "a draft before it": f"First try:\n{fenced(WRONG)}\nThat subtracts. Now:\n{fenced(ADD)}",
    "a draft in the thinking": f"<think>Maybe\n{fenced(WRONG)}\nno.</think>\n{fenced(ADD)}",
    "only the closing tag": f"Hm.\n{fenced(WRONG)}\n</think>\n{fenced(ADD)}",
    "a new block where the old was never closed": f"```python\nimport os\n```python\n{ADD}```",
    "untagged definition, tagged example": f"{fenced(ADD, '')}\n{fenced('add(1, 2)' + chr(10))}",
    "bare": ADD,
    "bare in prose": f"The function is\n\n{ADD}\nThis adds them.",
    "bare after thinking": f"<think>easy</think>{ADD}",
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES.keys())
def test_finds_the_block_that_answers(text: str) -> None:
    assert extract(text, "add") == ADD


NONE = {
    "nothing": "",
    "prose": "I can't solve this one, sorry.",
    "thinking that never ends": f"<think>So\n{fenced(ADD)}",
    "only in the thinking": f"<think>{fenced(ADD)}</think>\nThe answer is above.",
    "another language": fenced("int add(int a, int b) { return a + b; }\n", "cpp"),
    "an empty block": "```python\n\n```",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_a_completion_without_a_program_has_none(text: str) -> None:
    assert extract(text, "add") is None


def test_a_block_that_does_not_define_the_entry_point_is_still_the_answer() -> None:
    assert extract(fenced("def other():\n    pass\n"), "add") == "def other():\n    pass\n"


def test_a_fence_in_a_docstring_does_not_end_the_block() -> None:
    code = 'def add(a, b):\n    """Add.\n\n    ```\n    add(1, 2)\n    ```\n    """\n    return a + b\n'

    assert extract(fenced(code), "add") == code


def test_a_shorter_fence_does_not_end_a_longer_one() -> None:
    code = 'TEXT = """\n```\n"""\n\n\ndef add(a, b):\n    return a + b\n'

    assert extract(fenced(code, mark="````"), "add") == code


def test_a_name_bound_to_a_lambda_defines_the_entry_point() -> None:
    text = f"{fenced('add = lambda a, b: a + b' + chr(10))}\n{fenced('print(add(1, 2))' + chr(10))}"

    assert extract(text, "add") == "add = lambda a, b: a + b\n"


def test_a_longer_name_is_not_the_entry_point() -> None:
    text = f"{fenced(ADD)}\n{fenced('def add_all(xs):' + chr(10) + '    return sum(xs)' + chr(10))}"

    assert extract(text, "add") == ADD


def test_without_an_entry_point_the_program_that_reads_input_wins() -> None:
    program = "n = int(input())\nprint(n * 2)\n"
    text = f"{fenced(program)}\nFor example:\n{fenced('print(4)' + chr(10))}"

    assert extract(text) == program


def test_a_bare_program_is_found_between_prose() -> None:
    program = "import sys\n\nfor line in sys.stdin:\n    print(line.strip()[::-1])\n"

    assert extract(f"Here is the program.\n\n{program}\nIt reverses each line.") == program


def test_line_separators_inside_strings_survive() -> None:
    code = 'SEPARATORS = "\u2028\x0b\x0c"\n'

    assert extract(fenced(code)) == code


@given(st.text(alphabet="`~p y\ndef(:)#", max_size=200))
def test_any_text_gives_a_program_or_none(text: str) -> None:
    found = extract(text, "d")

    assert found is None or found.strip()


@given(st.lists(st.text(alphabet="abc =1", min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_every_block_written_is_read_back(codes: list[str]) -> None:
    found = blocks("\n".join(f"```python\n#\n{code}\n```" for code in codes))

    assert [block.code for block in found] == [f"#\n{code}\n" for code in codes]


UNITS = [
    "`",
    "```",
    "```python\n",
    "a = ",
    "(",
    "def f",
    " ",
    "a ",
    "\n",
    "```\n",
    "x=```",
    "for :",
    "input ",
    "~~~ `",
]


@pytest.mark.parametrize("unit", UNITS)
def test_a_megabyte_of_anything_is_read_to_the_end(unit: str) -> None:
    """Work that grew with the square of the text would take hours here."""
    found = extract(unit * (1_000_000 // len(unit)), "f")

    assert found is None or found.strip()
