"""What the tests of the code domain share: a started sandbox."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from verigen.executors.local import Local
from verigen.verifiers.unit_tests import UnitTests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Pool
    from verigen.verifiers.unit_tests import UnitTester


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    with Local(jobs=2).open() as started:
        yield started


@pytest.fixture(scope="session")
def grader() -> Iterator[UnitTester]:
    with UnitTests(jobs=2).open() as started:
        yield started


@pytest.fixture
def data() -> Path:
    """The folder with the public data sets, which the project does not carry."""
    folder = os.environ.get("VERIGEN_DATA")
    if not folder:
        pytest.skip("VERIGEN_DATA names no folder with humaneval/ and mbpp/")
    return Path(folder)
