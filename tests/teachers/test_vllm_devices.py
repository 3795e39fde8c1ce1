"""Replicas get devices of their own."""

from __future__ import annotations

import os

import pytest

from verigen.errors import UserError
from verigen.teachers import vllm_devices


def test_each_replica_has_gpus_of_its_own() -> None:
    visible = ["0", "2", "4", "6"]

    shares = [vllm_devices.share(visible, replica, 2) for replica in range(2)]

    assert shares == [["0", "2"], ["4", "6"]]
    with pytest.raises(UserError, match="replica 3 finds no 2 free GPUs: 4 are visible"):
        vllm_devices.share(visible, 2, 2)


def test_replicas_on_a_cpu_share_its_cores_while_they_start(monkeypatch) -> None:
    monkeypatch.setenv("VLLM_CPU_OMP_THREADS_BIND", "auto")

    with vllm_devices.devices(0, 2, 1, cpu=True):
        first = os.environ["VLLM_CPU_OMP_THREADS_BIND"]

    assert first.split(",") == [str(core) for core in sorted(os.sched_getaffinity(0))[::2]]
    assert os.environ["VLLM_CPU_OMP_THREADS_BIND"] == "auto"


def test_one_engine_alone_keeps_all_devices(monkeypatch) -> None:
    monkeypatch.delenv("VLLM_CPU_OMP_THREADS_BIND", raising=False)

    with vllm_devices.devices(0, 1, 1, cpu=True):
        assert "VLLM_CPU_OMP_THREADS_BIND" not in os.environ
