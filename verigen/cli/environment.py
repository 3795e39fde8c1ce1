"""Options for the environment of programs in a sandbox, shared by all commands that run code."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from verigen.executors.environment import IMAGE, PACKAGES, PYTHON, RUNTIME

if TYPE_CHECKING:
    from collections.abc import Callable

OPTIONS = (
    ("--python", PYTHON, str, "Python that programs run in, a name or a path; default: the system's."),
    (
        "--packages",
        PACKAGES,
        click.Path(exists=True, dir_okay=False, resolve_path=True),
        "Requirements, one a line, that programs may import; built once by pip.",
    ),
    ("--image", IMAGE, str, "Image of the docker executor's containers; default: verigen-sandbox."),
    ("--runtime", RUNTIME, str, "Runtime of the docker executor's containers, such as runsc (gVisor)."),
)


def executor_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--executor, and what its sandbox offers."""
    text = "Sandbox that runs code: local, docker or another executor of `verigen parts`."
    return click.option("--executor", default="local", show_default=True, help=text)(
        environment_options(command)
    )


def environment_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--python, --packages, --image and --runtime: kept in environment variables, which may say the same."""
    for name, variable, kind, text in reversed(OPTIONS):
        command = click.option(
            name,
            type=kind,
            envvar=variable,
            expose_value=False,
            callback=_keeper(variable),
            help=text,
        )(command)
    return command


def _keeper(variable: str) -> Callable[[click.Context, click.Parameter, str | None], None]:
    def keep(_: click.Context, __: click.Parameter, value: str | None) -> None:
        if value:
            os.environ[variable] = value

    return keep
