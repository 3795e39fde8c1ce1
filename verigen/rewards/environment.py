"""Writes an installable environment for `verifiers` 0.4 and prime-rl from a file of problems."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from verigen.core import jsonl, problems
from verigen.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verigen.core.types import Problem

NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
ODD = re.compile(r"[^\w ./:@=,+-]|\n")  # in the name of a file, what would end a text of TOML or Python

PYPROJECT = """\
[project]
name = "{dash}"
version = "0.1.0"
description = "{count} problems of {bank}, graded by verigen."
requires-python = ">=3.11"
dependencies = ["verifiers>=0.4", "verigen-engine"]

[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[tool.hatch.build.targets.wheel]
packages = ["{package}"]
"""

INIT = """\
from {package}.taskset import {prefix}Taskset

__all__ = ["{prefix}Taskset"]
"""

TASKSET = '''\
"""{count} problems of {bank}; a reward is verigen's verdict."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import verifiers.v1 as vf
from verigen.rewards.verifiers import UndecidedAnswer, judge

PROBLEMS = Path(__file__).parent / "problems.jsonl"


class {prefix}Data(vf.TaskData):
    """`problem`: a problem's row as JSON text."""

    problem: str


class {prefix}TaskConfig(vf.TaskConfig):
    """`executor`: the sandbox that runs code; the address of `verigen serve` for a remote one."""

    executor: str = "local"


class {prefix}Task(vf.Task[{prefix}Data, vf.State, {prefix}TaskConfig]):
    @vf.reward(weight=1.0)
    async def verified(self, trace: vf.Trace) -> float:
        """1 for correct, 0 for incorrect. Raises for an undecided answer, which keeps it out of training."""
        found = await asyncio.to_thread(judge, self.data.problem, trace.last_reply, self.config.executor)
        if found is None:
            raise UndecidedAnswer("verigen could not decide this answer")
        return found


class {prefix}Config(vf.TasksetConfig):
    task: {prefix}TaskConfig = {prefix}TaskConfig()


class {prefix}Taskset(vf.Taskset[{prefix}Task, {prefix}Config]):
    def load(self) -> Iterator[{prefix}Task]:
        import json

        for line in PROBLEMS.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            data = {prefix}Data(id=row["id"], prompt=row["prompt"], problem=line)
            yield {prefix}Task(data, self.config.task)
'''

README = """\
# {dash}

{count} problems of {bank}, for `verifiers` and prime-rl. Rewards are verigen's verdicts: 1 for correct, 0 for
incorrect; an undecided answer fails its rollout and does not train.

```sh
pip install -e .
vf-eval {dash} -n 3 --env.agent.harness.id null --env.agent.runtime.type subprocess
```

The harness `null` asks the model once, without tools. `--env.taskset.task.executor http://host:8400` runs programs on a
`verigen serve`.
"""


def write(name: str, rows: Iterable[Problem], out: Path, bank: str) -> tuple[Path, int]:
    """Write the package into `out`/NAME and return its folder and the number of problems.

    Raises UserError for a name that is no package's, a folder that is not empty, or a bank without problems.
    """
    if not NAME.fullmatch(name):
        raise UserError(
            f"{name!r} is no package name; use small letters, digits and hyphens, such as my-sums"
        )
    package = name.replace("-", "_")
    folder = out / package
    if folder.exists() and any(folder.iterdir()):
        raise UserError(f"{folder} is not empty; choose another --out or name")
    count = _problems(folder / package / "problems.jsonl", rows)
    if not count:
        raise UserError(f"{bank} has no problem with a reference; nothing can be rewarded")
    words = {
        "dash": package.replace("_", "-"),
        "package": package,
        "prefix": "".join(part.capitalize() for part in package.split("_")),
        "bank": ODD.sub("_", bank),
        "count": str(count),
    }
    texts = {"pyproject.toml": PYPROJECT, "README.md": README, f"{package}/__init__.py": INIT}
    for file, text in {**texts, f"{package}/taskset.py": TASKSET}.items():
        with jsonl.replacing(folder / file) as opened:
            opened.write(text.format(**words).encode())
    return folder, count


def _problems(path: Path, rows: Iterable[Problem]) -> int:
    from verigen.core.types import NoReference

    known = (each for each in rows if not isinstance(each.reference, NoReference))
    with jsonl.replacing(path) as file:
        return sum(bool(file.write(problems.encode(each) + b"\n")) for each in known)
