"""Replicas get devices of their own."""

from __future__ import annotations

import os

import pytest

from verigen.core.errors import UserError
from verigen.teachers.vllm import devices as vllm_devices

BIND = "VLLM_CPU_OMP_THREADS_BIND"


def test_each_replica_has_gpus_of_its_own() -> None:
    assert vllm_devices.shares(["0", "2", "4", "6", "7"], 2, 2) == [["0", "2"], ["4", "6"]]


def test_too_few_gpus_are_told_before_anything_loads() -> None:
    with pytest.raises(UserError, match="3 replicas of 2 GPUs need 6, and 4 are visible"):
        vllm_devices.shares(["0", "1", "2", "3"], 3, 2)


def test_one_engine_alone_keeps_all_devices() -> None:
    assert vllm_devices.plan(1, 8, cpu=False) == [{}]
    assert vllm_devices.plan(1, 1, cpu=True) == [{}]


def test_processes_on_a_cpu_share_its_cores(monkeypatch) -> None:
    monkeypatch.delenv(BIND, raising=False)
    cores = [str(core) for core in sorted(os.sched_getaffinity(0))]

    replicas = vllm_devices.plan(2, 1, cpu=True)
    parallel = vllm_devices.plan(1, 2, cpu=True)

    if len(cores) == 1:
        cores *= 2
    halves = [",".join(cores[::2]), ",".join(cores[1::2])]
    assert [values[BIND] for values in replicas] == halves
    assert [values[BIND] for values in parallel] == ["|".join(halves)]


def test_cores_that_the_user_bound_stay_bound(monkeypatch) -> None:
    monkeypatch.setenv(BIND, "0|0")

    assert vllm_devices.plan(1, 2, cpu=True) == [{}]


def test_the_environment_is_as_before_afterwards(monkeypatch) -> None:
    monkeypatch.setenv("VERIGEN_A", "before")
    monkeypatch.delenv("VERIGEN_B", raising=False)

    with vllm_devices.environment({"VERIGEN_A": "1", "VERIGEN_B": "2"}):
        inside = (os.environ["VERIGEN_A"], os.environ["VERIGEN_B"])

    assert inside == ("1", "2")
    assert os.environ["VERIGEN_A"] == "before"
    assert "VERIGEN_B" not in os.environ
