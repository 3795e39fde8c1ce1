"""Reads a student's chat template, special tokens and context length from a file, a folder or by a name."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from verigen.core.errors import UnknownPart, UserError

SHIPPED = Path(__file__).parent / "templates"
SPECIAL = ("bos_token", "eos_token", "pad_token", "unk_token")
USUAL = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>"}
ENDLESS = 10**9  # tokenizers without a limit write a huge number
TRAINING = "_training"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSource:
    """A chat template with what belongs to it.

    `special`: the special tokens by their names. `length`: the context in tokens; None if it is unknown.
    `tokenizer`: the file of its tokenizer; None without one. `sibling`: the training template beside it, as a
    name or path that `--student` takes; empty if there is none.
    """

    text: str
    special: dict[str, str] = field(default_factory=lambda: dict(USUAL))
    length: int | None = None
    tokenizer: Path | None = None
    sibling: str = ""


@lru_cache(maxsize=128)
def source(place: str) -> TemplateSource:
    """The template of a file, of a model's folder, or of this name. Raises UserError, UnknownPart."""
    path = Path(place)
    if path.is_dir():
        return _folder(path)
    if path.is_file():
        return TemplateSource(text=_text(path), sibling=_beside(path))
    if path.suffix or "/" in place:
        raise UserError(
            f"no chat template at {place}; give a .jinja file, a model's folder or one of the names"
        )
    named = names()
    if place not in named:
        raise UnknownPart("student", place, named)
    sibling = f"{place}{TRAINING}"
    return TemplateSource(text=_text(named[place]), sibling=sibling if sibling in named else "")


@lru_cache(maxsize=1)
def names() -> dict[str, Path]:
    """Templates by name: those that verigen ships, and those of TRL where it is installed."""
    folders = [SHIPPED]
    found = find_spec("trl")
    if found is not None and found.origin:
        folders.insert(0, Path(found.origin).parent / "chat_templates")
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.jinja"))}


def _beside(path: Path) -> str:
    sibling = path.with_name(f"{path.stem}{TRAINING}{path.suffix}")
    return str(sibling) if sibling.is_file() else ""


def _folder(folder: Path) -> TemplateSource:
    settings = _json(folder / "tokenizer_config.json")
    file = folder / "chat_template.jinja"
    text = _text(file) if file.is_file() else _default(settings.get("chat_template"))
    if text is None:
        raise UserError(
            f"{folder} has no chat template: no chat_template.jinja, none in tokenizer_config.json"
        )
    tokenizer = folder / "tokenizer.json"
    return TemplateSource(
        text=text,
        special={name: _token(settings.get(name)) or "" for name in SPECIAL},
        length=_length(settings, _json(folder / "config.json")),
        tokenizer=tokenizer if tokenizer.is_file() else None,
    )


def _default(value: Any) -> str | None:
    """The template of a tokenizer_config.json, which may hold several by name."""
    if isinstance(value, list):
        every = {each.get("name"): each.get("template") for each in value if isinstance(each, dict)}
        value = every.get("default")
    return value if isinstance(value, str) else None


def _token(value: Any) -> str | None:
    content = value.get("content") if isinstance(value, dict) else value
    return content if isinstance(content, str) else None


def _length(settings: dict[str, Any], config: dict[str, Any]) -> int | None:
    """The smaller of the two limits that a model's folder names."""
    known = [settings.get("model_max_length"), config.get("max_position_embeddings")]
    limits = [int(each) for each in known if isinstance(each, (int, float)) and 0 < each < ENDLESS]
    return min(limits, default=None)


def _json(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        value = json.loads(_text(path))
    except ValueError as error:
        raise UserError(f"can't read {path}: {error}") from error
    return value if isinstance(value, dict) else {}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"can't read {path}: {error}") from error
