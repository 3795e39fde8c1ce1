"""The doctor tells what holds, and what does not."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from verigen.cli.doctor import command
from verigen.core.types import Execution, Job, Output
from verigen.executors.unsafe_subprocess import UnsafeSubprocess
from verigen.run import doctor

HARMLESS = (
    "no answers to read",
    "no locks on what is shared",
    "files of this machine",
    "its network",
    "no other processes",
    "no sockets",
)


def test_every_wall_of_the_local_executor_holds() -> None:
    examination = doctor.examine("local")

    assert examination.error is None
    assert [proof for proof in examination.proofs if proof.state != "held"] == []


@pytest.mark.parametrize("wall", HARMLESS)
def test_a_wall_that_is_not_there_is_broken(wall: str, capsys: pytest.CaptureFixture[str]) -> None:
    (attack,) = (attack for attack in doctor.ATTACKS if attack.wall == wall)

    with UnsafeSubprocess(jobs=1).open() as pool, doctor._targets() as targets:
        proof = doctor._prove(pool, attack, targets)

    assert proof.state == "BROKEN"
    assert "UNPROTECTED" in capsys.readouterr().err


class Open:
    """A pool whose programs leave any value they like."""

    def run(self, job: Job) -> Execution:
        return Execution(outputs=[Output(value=True if job.entry_point == "check" else 5)] * len(job.calls))


def test_a_forged_record_that_is_believed_is_told() -> None:
    proofs = list(doctor._prove_verdicts(Open()))

    assert [proof.state for proof in proofs] == ["BROKEN", "BROKEN"]


def test_an_honest_program_that_fails_is_told() -> None:
    class Broken(Open):
        def run(self, job: Job) -> Execution:
            return Execution(outputs=[Output(fault="runtime_error")])

    assert {proof.state for proof in doctor._prove_honest(Broken())} == {"BROKEN"}


def test_an_executor_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere/docker.sock")

    result = CliRunner().invoke(command, ["--executor", "docker"])

    assert result.exit_code == 1
    assert "docker: does not start: " in result.output


def test_what_is_no_sandbox_is_not_attacked() -> None:
    assert "no sandbox" in str(doctor.examine("unsafe-subprocess").error)
