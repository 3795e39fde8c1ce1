"""Profiles: sets of packages of fixed versions that a job names. Programs find them imported."""

from __future__ import annotations

from pathlib import Path

from verigen.core.errors import ExecutorError
from verigen.executors.packages import Packages, built, place

NAMES = ("science",)
MAKE = "verigen doctor --make"


def requirements(profile: str) -> Path:
    """The file with the profile's packages. Raises ExecutorError for an unknown profile."""
    if profile not in NAMES:
        raise ExecutorError(f"there is no profile {profile!r}; there is: {', '.join(NAMES)}")
    return Path(__file__).with_name(f"{profile}.txt")


def packages(profile: str, version: tuple[int, int]) -> Packages:
    """The profile's set for a Python version, made by pip where it is missing.

    Raises ExecutorError in one line where it is missing and pip can't make it.
    """
    file = requirements(profile)
    folder = place(file, version)
    there = folder.is_dir()
    try:
        return built(file, version)
    except ExecutorError as error:
        if there:
            raise
        said = ".".join(map(str, version))
        raise ExecutorError(
            f"the profile {profile} is missing for Python {said}, and pip can't make it ({error}). Make it once "
            f"where a package index answers: `{MAKE} {profile}` writes {folder}"
        ) from error


def state(profile: str, version: tuple[int, int]) -> str:
    """Whether the profile is made, for `verigen doctor`."""
    file = requirements(profile)
    folder = place(file, version)
    wanted = ", ".join(line for line in file.read_text().split("\n") if line and not line.startswith("#"))
    said = ".".join(map(str, version))
    if folder.is_dir():
        return f"made for Python {said}: {wanted} ({folder})"
    return f"missing for Python {said} ({wanted}): the first job that names it makes it, or `{MAKE} {profile}` now"
