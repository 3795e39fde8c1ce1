"""Gives each replica's engine process the devices that are its own."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from verigen.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def devices(replica: int, replicas: int, each: int, *, cpu: bool) -> Iterator[None]:
    """While an engine process is started: show it the devices that are its own, if there are several engines."""
    if replicas == 1:
        yield
        return
    name, value = _cores(replica, replicas) if cpu else _gpus(replica, each)
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before


def _cores(replica: int, replicas: int) -> tuple[str, str]:
    cores = sorted(os.sched_getaffinity(0))
    own = cores[replica::replicas] or cores
    return "VLLM_CPU_OMP_THREADS_BIND", ",".join(map(str, own))


def _gpus(replica: int, each: int) -> tuple[str, str]:
    from vllm.platforms import current_platform

    name = current_platform.device_control_env_var
    return name, ",".join(share(_visible(name), replica, each))


def _visible(name: str) -> list[str]:
    import torch

    named = [device.strip() for device in os.environ.get(name, "").split(",") if device.strip()]
    return named or [str(number) for number in range(torch.cuda.device_count())]


def share(devices: list[str], replica: int, each: int) -> list[str]:
    """The devices of one replica. Raises UserError where they do not reach that far."""
    own = devices[replica * each : (replica + 1) * each]
    if len(own) < each:
        raise UserError(
            f"replica {replica + 1} finds no {each} free GPUs: {len(devices)} are visible; lower replicas or "
            "tensor_parallel"
        )
    return own
