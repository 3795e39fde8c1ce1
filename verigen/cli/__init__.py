"""The command line: one file per command, imported when it is called."""

from __future__ import annotations

import contextlib
import errno
import os
import shlex
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from verigen import __version__
from verigen.cli import alive
from verigen.cli.config import configurable
from verigen.core.errors import UnknownPart, VerigenError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "sample": "Sample a teacher, grade every candidate, write training records.",
    "verify": "Grade candidates that you have; no model involved.",
    "harden": "Grow a code bank's tests and measure what they catch.",
    "mutate": "Make problems from problems, their answers recomputed.",
    "rewrite": "Have a teacher write problems from problems, and others solve them.",
    "banks": "List problem banks: rows, licence, policy, levels.",
    "split": "Hold out problems by connected component, or audit an export for leaks.",
    "decontaminate": "Set aside problems that repeat a suite.",
    "doctor": "Examine this machine's sandboxes, each wall by an attack.",
    "bench": "Measure a teacher on a held-out suite, or compare two.",
    "attack": "Find where a teacher fails: changes that should not matter, paired.",
    "audit": "Hold verdicts against a second opinion and planted answers.",
    "judge": "Judge a run's candidates by a vote or by a panel of models.",
    "levels": "Give problems levels by a teacher's measured pass rate.",
    "play": "Have a teacher invent problems, solve them, and learn from the contrast.",
    "prove": "Train students on competing training sets: does verifying help?",
    "steps": "Label the steps of a run's candidates by equations and rollouts.",
    "train-reward": "Train a reward model on a run's right and wrong candidates.",
    "beir": "Write a run's queries and their corpus as a BEIR folder.",
    "rank": "Order a run's candidates by a reward model, with or without references.",
    "serve": "Serve verdicts, rewards and a sandbox over HTTP.",
    "env": "Write an environment for verifiers and prime-rl.",
    "curate": "Make a training set: filter, deduplicate, hold out, mix, check.",
    "push": "Upload a curated set to the Hugging Face hub.",
    "pack": "Make a run's records again from its ledger.",
    "regrade": "Run a newer verifier over a run; print what changes.",
    "report": "Write one HTML page about a run or a curated set.",
    "review": "Judge a sample by hand, in a local page.",
    "explain": "Print the whole chain behind a record.",
    "runs": "List runs: state, size, the command that goes on.",
    "salvage": "Recover a damaged run's ledger: every row that can still be read.",
    "teachers": "List the teachers, or pull one's weights.",
    "parts": "List everything that a name can stand for.",
}
INTERRUPTED = 130


class Commands(click.Group):
    """Knows its commands by name and first line, so that --help imports none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click passes it
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"verigen.cli.{cmd_name.replace('-', '_')}").command
        return command if isinstance(command, click.Group) else configurable(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Names the nearest commands for one that there is not."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise UnknownPart("command", args[0], COMMANDS)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="verigen")
def verigen() -> None:
    """Verified training data for reasoning models in math and code.

    \b
    Examples:
      verigen sample --domain math
      verigen sample --domain math --bank problems.jsonl --licence MIT --n 4 --limit 50
      verigen COMMAND --help
    """  # noqa: D301 - click marks a paragraph that stays as it is by a real backspace


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and exit: 0 done, 1 ours or the machine's fault, 2 the user's, 130 interrupted."""
    from verigen.core.signals import SHELL, Interrupted, raising

    words = list(sys.argv[1:] if arguments is None else arguments)
    name = next((word for word in words if word in COMMANDS), "")
    try:
        with raising(), alive.shown(name):
            code = _invoke(words)
    except click.Abort:
        code = INTERRUPTED
    except Interrupted as signal:
        with contextlib.suppress(OSError):
            click.echo(signal.tell() or "", err=True)
        code = SHELL + signal.number
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except VerigenError as error:
        code = _say(str(error), error.exit_code, error.details)
    except BrokenPipeError:
        # whoever read our output has gone; Python would complain again while it closes it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except (OSError, MemoryError) as error:
        code = _machine(error)
    sys.exit(code if isinstance(code, int) else 0)


def _invoke(words: list[str]) -> Any:
    """What click's own main does, which would print an empty line for a signal and hide which it was."""
    try:
        with verigen.make_context("verigen", words, obj=shlex.join(["verigen", *words])) as context:
            return verigen.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code


def _machine(error: OSError | MemoryError) -> int:
    if isinstance(error, MemoryError):
        return _say("out of memory; what is finished is kept: free memory and run the same command again", 1)
    hint = "; free space and run the same command again" if error.errno == errno.ENOSPC else ""
    return _say(f"{error.strerror or error}: {error.filename or 'a file'}{hint}", 1)


def _say(message: str, code: int, details: Sequence[str] = ()) -> int:
    with contextlib.suppress(OSError):  # a terminal that is gone
        for line in (f"verigen: {' '.join(message.split())}", *details):
            click.echo(line, err=True)
    return code
