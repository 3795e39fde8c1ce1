"""--config FILE: reads a command's options from a TOML file; options on the command line override them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


def configurable(command: click.Command) -> click.Command:
    """The command with a --config of its own."""
    if not any(param.name == "config" for param in command.params):
        command.params.append(
            click.Option(
                ["--config"],
                type=click.Path(path_type=Path, dir_okay=False),
                is_eager=True,
                expose_value=False,
                callback=_take,
                help="TOML file of options: max-tokens = 512, teacher = ['A', 'B'].",
            )
        )
    return command


def _take(context: click.Context, _: click.Parameter, path: Path | None) -> None:
    if path is not None:
        context.default_map = {**(context.default_map or {}), **_read(path, context.command)}


def _read(path: Path, command: click.Command) -> dict[str, Any]:
    """Values by parameter. Raises UserError for what is no TOML, UnknownOption for what is no option."""
    import tomllib

    from verigen.core.errors import UnknownOption, UserError

    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UserError(f"can't read {path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: {error}") from error
    known = _names(command)
    for name in found:
        if name not in known:
            raise UnknownOption(f"{path}: {command.name}", name, known)
    return dict(_value(known[name], value) for name, value in found.items())


def _names(command: click.Command) -> dict[str, tuple[click.Parameter, bool]]:
    """Each option by its long names, less their dashes; False for the name that turns a flag off."""
    named: dict[str, tuple[click.Parameter, bool]] = {}
    for param in command.params:
        for options, on in ((param.opts, True), (param.secondary_opts, False)):
            named |= {option.lstrip("-"): (param, on) for option in options if param.name != "config"}
    return named


def _value(option: tuple[click.Parameter, bool], value: Any) -> tuple[str, Any]:
    param, on = option
    assert param.name is not None
    if isinstance(value, dict):
        value = [f"{key}={_text(each)}" for key, each in value.items()]
    if param.multiple and not isinstance(value, list):
        value = [value]
    return param.name, value if on else not value


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
