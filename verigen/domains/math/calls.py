"""Finds the Python code of a tool call in a reply, in the forms that models were trained to write.

The teacher is asked for a fenced block. A model that learned another form often writes that: the JSON of Qwen and Hermes
between `<tool_call>` tags, the XML of Qwen3-Coder, Llama's `<|python_tag|>`, DeepSeek's and Mistral's marks, the channel of
gpt-oss, or `<python>` and `<code>` tags.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

FENCE = re.compile(
    r"```[ \t]*\{?\.?(?:python ?3?|py3?|ipython|tool_code|tool_call:python)\}?[ \t]*\n(.*?)(?:\n[ \t]*```|```[ \t]*(?=\n|\Z))",
    re.DOTALL | re.IGNORECASE,
)
PYTHON = re.compile(r"(?i)python|interpreter|execut|run_?code|jupyter|^code$|^tool$")
ARGUMENTS = ("arguments", "parameters", "args", "input")
CODES = ("code", "source", "script", "input", "cell", "query", "python")
# What stands between tags holds no such tag, so that a text of nothing but tags is read in one pass.
TAGS = re.compile(
    r"(?:<(?:python|py)>|^[ \t]*<code>[ \t]*(?=\n))((?:(?!</?(?:python|py|code)>).)*)</(?:python|py|code)>",
    re.DOTALL | re.MULTILINE,
)
FENCED = re.compile(r"\s*```\w*\n(.*?)\n?[ \t]*```\s*", re.DOTALL)
TOOL_CALL = re.compile(r"<tool_call>()\s*(?=\{)")
TOOL_CALL_END = re.compile(r"\s*</tool_call>")
DECODER = json.JSONDecoder(strict=False)  # models write line breaks into texts as they are
XML = re.compile(
    r"(?:<tool_call>\s*)?<function=([\w.]+)>\s*<parameter=\w+>\n?((?:(?!<function=|</parameter>).)*)</parameter>\s*</function>(?:\s*</tool_call>)?",
    re.DOTALL,
)
PYTHON_TAG = re.compile(r"<\|python_tag\|>(.*?)(?:<\|eom_id\|>|<\|eot_id\|>|\Z)", re.DOTALL)
DEEPSEEK = re.compile(
    r"(?:<\uff5ctool\u2581calls\u2581begin\uff5c>\s*)?<\uff5ctool\u2581call\u2581begin\uff5c>(?:function<\uff5ctool\u2581sep\uff5c>)?([\w.]+)(?:<\uff5ctool\u2581sep\uff5c>|\n)"
    r"(?:```json\n)?(.*?)\n?(?:```)?\s*(?:<\uff5ctool\u2581call\u2581end\uff5c>|\Z)",
    re.DOTALL,
)
MISTRAL = re.compile(r"\[TOOL_CALLS\]\s*(?:([\w.]+)\s*(?:\[CALL_ID\]\s*\w+)?\s*\[ARGS\])?\s*(?=[\[{])")
CHANNEL = re.compile(
    r"(?:<\|channel\|>)?(?:analysis|commentary) to=(?:functions\.)?python\S*[^<]*<\|message\|>(.*?)(?:<\|call\|>|\Z)",
    re.DOTALL,
)
# What begins a call of any tool: a reply with one of these that no form above reads holds a call that can't run.
MARKS = re.compile(
    r"<tool_call>|<function=|<\|python_tag\|>|<\uff5ctool\u2581call|\[TOOL_CALLS\]|<\|channel\|>commentary to="
)


class FoundCall(NamedTuple):
    """Where a call begins and ends in the text, and its code."""

    start: int
    end: int
    code: str


def first_call(text: str, start: int = 0) -> FoundCall | None:
    """The first call of Python in a text from `start` on; None if there is none that can be read."""
    found = [call for pattern, read in FORMS if (call := _first(pattern, read, text, start))]
    return min(found, default=None)


def unread(text: str) -> bool:
    """Whether a text calls a tool in a way that can't be read, or a tool that there is not."""
    return first_call(text) is None and MARKS.search(text) is not None


def _first(
    pattern: re.Pattern[str], read: Callable[[re.Match[str]], FoundCall | str | None], text: str, start: int
) -> FoundCall | None:
    for match in pattern.finditer(text, start):
        found = read(match)
        if isinstance(found, FoundCall):
            return found
        if found and found.strip():
            return FoundCall(match.start(), match.end(), found)
    return None


def _of_tag(match: re.Match[str]) -> str | None:
    """Llama's code interpreter gets bare code, its other tools JSON."""
    told = match[1].strip()
    if not told.startswith('{"'):
        return told
    try:
        return _code(DECODER.decode(told))
    except (ValueError, RecursionError):
        return None


def _of_tags(match: re.Match[str]) -> str:
    fenced = FENCED.fullmatch(match[1])
    return (fenced or match)[1].strip("\n")


def _of_named(match: re.Match[str]) -> str | None:
    try:
        return _code({"name": match[1], "arguments": DECODER.decode(match[2].strip())})
    except (ValueError, RecursionError):
        return match[2] if PYTHON.search(match[1]) and not match[2].lstrip().startswith("{") else None


def _of_xml(match: re.Match[str]) -> str | None:
    return match[2].strip("\n") if PYTHON.search(match[1]) else None


def _of_json(match: re.Match[str]) -> FoundCall | None:
    """JSON behind a mark that may name the tool; the first call of a list."""
    try:
        told, end = DECODER.raw_decode(match.string, match.end())
    except (ValueError, RecursionError):
        return None
    call = told[0] if isinstance(told, list) and told else told
    code = _code({"name": match[1], "arguments": call} if match[1] else call)
    closed = TOOL_CALL_END.match(match.string, end)
    return FoundCall(match.start(), closed.end() if closed else end, code) if code and code.strip() else None


def _code(call: Any) -> str | None:
    """The code of a call of Python: an object with a name, and arguments that are an object, its JSON, or the code."""
    if not isinstance(call, dict):
        return None
    call = call.get("function") if isinstance(call.get("function"), dict) else call
    if not PYTHON.search(str(call.get("name") or "")):
        return None
    told = next((call[key] for key in ARGUMENTS if key in call), None)
    if isinstance(told, str):
        try:
            told = DECODER.decode(told)
        except (ValueError, RecursionError):
            return told
    if not isinstance(told, dict):
        return None
    named = next((told[key] for key in CODES if isinstance(told.get(key), str)), None)
    return named or next((value for value in told.values() if isinstance(value, str)), None)


FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], FoundCall | str | None]], ...] = (
    (FENCE, lambda match: match[1]),
    (TOOL_CALL, _of_json),
    (XML, _of_xml),
    (PYTHON_TAG, _of_tag),
    (DEEPSEEK, _of_named),
    (MISTRAL, _of_json),
    (CHANNEL, lambda match: match[1]),
    (TAGS, _of_tags),
)
