"""Renames a row's columns to the names that readers know, and turns a conversation into a prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CONVERSATIONS = ("prompt", "messages", "conversations")
ROLES = {"human": "user", "gpt": "assistant"}  # role names of ShareGPT
Turn = tuple[str, str]


def shaped(row: Any, columns: Mapping[str, str]) -> Any:
    """Return the row with its mapped columns renamed, and with a conversation's last question as `prompt`.

    A mapped column may be a path into the row: "data.question", "choices.0". Raises ValueError if a column is
    missing.
    """
    if not isinstance(row, dict):
        return row
    named = {**row, **{ours: _at(row, theirs) for ours, theirs in columns.items()}}
    for name in CONVERSATIONS:
        if (turns := _turns(named.get(name))) and not isinstance(named.get("prompt"), str):
            return _asked(named, name, turns)
    return named


def _at(row: dict[str, Any], path: str) -> Any:
    if path in row:
        return row[path]
    found: Any = row
    for step in path.split("."):
        if isinstance(found, dict) and step in found:
            found = found[step]
        elif isinstance(found, list) and step.isdecimal() and int(step) < len(found):
            found = found[int(step)]
        else:
            raise ValueError(f"no column {path!r}; there are: {', '.join(map(str, row))}")
    return found


def _turns(value: Any) -> list[Turn]:
    """Role and text of each message; empty if the value is not a conversation."""
    if not isinstance(value, list) or not value:
        return []
    found = [_turn(message) for message in value]
    return [turn for turn in found if turn] if all(found) else []


def _turn(message: Any) -> Turn | None:
    if not isinstance(message, dict):
        return None
    role, said = message.get("role") or message.get("from"), message.get("content") or message.get("value")
    return (ROLES.get(role, role), said) if isinstance(role, str) and isinstance(said, str) else None


def _asked(row: dict[str, Any], name: str, turns: Sequence[Turn]) -> dict[str, Any]:
    """Return the row with `prompt` in place of its conversation: all messages up to the user's last one.

    A single question is used unchanged. If an answer follows and the row has no solution, the answer becomes
    its solution.
    """
    last = max((place for place, (role, _) in enumerate(turns) if role == "user"), default=-1)
    if last < 0:
        raise ValueError(f"`{name}` holds no message of a user")
    before = turns[: last + 1]
    system = [text for role, text in before if role == "system"]
    talk = [(role, text) for role, text in before if role != "system"]
    said = [talk[0][1]] if len(talk) == 1 else [f"{role.capitalize()}: {text}" for role, text in talk]
    answer = next((text for role, text in turns[last + 1 :] if role == "assistant"), None)
    given = {} if answer is None or row.get("solution") is not None else {"solution": answer}
    rest = {key: value for key, value in row.items() if key != name}
    return {**rest, **given, "prompt": "\n\n".join([*system, *said])}
