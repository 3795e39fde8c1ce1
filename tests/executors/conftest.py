"""Started sandboxes, shared by the tests of a module."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from verigen.core.errors import ExecutorError
from verigen.executors.docker import Docker
from verigen.executors.local import Local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Executor, Pool

EXECUTORS = (
    pytest.param("local", id="local"),
    pytest.param("docker", id="docker", marks=pytest.mark.docker),
)


@pytest.fixture(scope="module", params=EXECUTORS)
def executor(request: pytest.FixtureRequest) -> Executor:
    """A sandbox of each kind; where CI can't start one the test fails, elsewhere it is skipped with the reason."""
    if request.param == "local":
        return Local(jobs=2) if shutil.which("bwrap") else _missing("bubblewrap is not installed")
    docker = Docker(jobs=2)
    try:
        with Docker(jobs=1).open():
            return docker
    except ExecutorError as error:
        return _missing(str(error))


def _missing(reason: str) -> Executor:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def pool(executor: Executor) -> Iterator[Pool]:
    with executor.open() as started:
        yield started
