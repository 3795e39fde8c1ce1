"""Assigns GPUs or CPU cores to the engine process of each replica."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from verigen.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

CORES = "VLLM_CPU_OMP_THREADS_BIND"


def plan(replicas: int, each: int, *, cpu: bool) -> list[dict[str, str]]:
    """Environment variables for the start of each replica's process; empty for a replica that uses all devices.

    `each` is the number of processes per replica; each process gets a GPU or a share of the cores. Raises UserError
    for too few GPUs.
    """
    if cpu:
        return _cores(replicas, each)
    if replicas == 1:
        return [{}]
    from vllm.platforms import current_platform

    name = current_platform.device_control_env_var
    return [{name: ",".join(own)} for own in shares(_visible(name), replicas, each)]


def _cores(replicas: int, each: int) -> list[dict[str, str]]:
    """Core lists per replica: on a machine with one memory node vLLM would give every process the same cores."""
    if replicas * each == 1 or (replicas == 1 and os.environ.get(CORES, "auto") != "auto"):
        return [{}]
    cores = [str(core) for core in sorted(os.sched_getaffinity(0))]
    own = [cores[number :: replicas * each] or cores for number in range(replicas * each)]
    lists = [",".join(some) for some in own]
    return [{CORES: "|".join(lists[first : first + each])} for first in range(0, replicas * each, each)]


def _visible(name: str) -> list[str]:
    import torch

    named = [device.strip() for device in os.environ.get(name, "").split(",") if device.strip()]
    return named or [str(number) for number in range(torch.cuda.device_count())]


def shares(devices: list[str], replicas: int, each: int) -> list[list[str]]:
    """The devices of each replica. Raises UserError where there are too few."""
    if len(devices) < replicas * each:
        raise UserError(
            f"{replicas} replicas of {each} GPUs need {replicas * each}, and {len(devices)} are visible; lower "
            "replicas or tensor_parallel"
        )
    return [devices[first : first + each] for first in range(0, replicas * each, each)]


@contextlib.contextmanager
def environment(values: dict[str, str]) -> Iterator[None]:
    """Set environment variables inside the block, so that processes started there inherit them."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
