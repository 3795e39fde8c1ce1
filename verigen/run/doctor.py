"""Checks what works on this machine, and proves each barrier of a sandbox by an attack that must fail."""

from __future__ import annotations

import os
import platform
import shutil
import socket
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from verigen.core.boundary import opened
from verigen.core.errors import ExecutorError, VerigenError
from verigen.core.registry import make
from verigen.core.types import Call, Job, Limits, Problem, Source
from verigen.domains.code.reference import CodeReference, Compare, Test
from verigen.executors.environment import chosen
from verigen.executors.interpreter import interpreter
from verigen.executors.profiles import named
from verigen.run.doctor_attacks import ABOUT, ATTACKS, FORGE, FORGED, HONEST, LEAVE, UNBEARABLE, Attack
from verigen.teachers import companions
from verigen.verifiers.unit_tests import UnitTester

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Pool
    from verigen.core.types import Execution
    from verigen.executors.interpreter import Interpreter

State = Literal["held", "BROKEN", "unknown"]
EXECUTORS = ("local", "docker")
LIMITS = Limits(call_s=0.5, job_s=1.0, memory_mb=128, output_bytes=1 << 16, file_bytes=1 << 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One barrier of a sandbox and the result of the attack on it."""

    wall: str
    state: State
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """The check of an executor: its proofs, or the error if it does not start."""

    executor: str
    error: str | None = None
    about: str = ""
    proofs: list[Proof] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return self.error is None and all(proof.state == "held" for proof in self.proofs)


def machine() -> list[tuple[str, str]]:
    """The requirements of the executors, each with the state of this machine."""
    return [
        ("system", f"{platform.system()} {platform.release()} on {platform.machine()}"),
        ("user", "root (programs run as nobody)" if os.geteuid() == 0 else f"uid {os.geteuid()}"),
        ("bubblewrap", shutil.which("bwrap") or "missing: apt-get install bubblewrap"),
        ("nsjail", shutil.which("nsjail") or "missing, not needed beside bubblewrap"),
        ("control groups", _control_groups()),
        ("docker package", _docker_package()),
        (
            "gVisor",
            shutil.which("runsc") or "missing; with it, docker's --runtime runsc puts a kernel in between",
        ),
        *((f"profile {name}", _profile(name)) for name in named.NAMES),
        ("cores", str(os.cpu_count())),
        *([("torch", why)] if (why := companions.clash()) else []),
    ]


def examine(executor: str) -> Examination:
    """Start an executor and attack it."""
    if executor.startswith("unsafe"):
        return Examination(
            executor=executor, error="it is no sandbox: there is nothing to attack but this machine"
        )
    try:
        with opened(make("executor", executor, {"jobs": 1}), "executor") as pool, _targets() as targets:
            proofs = [_prove(pool, attack, targets) for attack in ATTACKS]
            proofs += [_prove_nothing_is_left(pool), *_prove_verdicts(pool), *_prove_honest(pool)]
            return Examination(executor=executor, about=_about(pool), proofs=proofs)
    except VerigenError as error:
        return Examination(executor=executor, error=str(error))


def _about(pool: Pool) -> str:
    python, pid = _run(pool, ABOUT).outputs[-1].value
    return f"Python {python}, " + (
        "each program in namespaces of its own" if pid == 1 else "programs share namespaces"
    )


def _prove(pool: Pool, attack: Attack, targets: dict[str, str]) -> Proof:
    execution = _run(pool, attack.code, *(targets[name] for name in attack.args))
    output = execution.outputs[-1] if execution.outputs else None
    fault = execution.fault or (output.fault if output else None)
    detail = execution.message or (output.message if output else "")
    if output is not None and output.value is True:
        return Proof(wall=attack.wall, state="BROKEN", detail="the attack worked")
    if attack.fault is not None and fault != attack.fault:
        return Proof(wall=attack.wall, state="unknown", detail=f"{fault}: {detail}")
    return Proof(wall=attack.wall, state="held", detail=detail)


def _prove_nothing_is_left(pool: Pool) -> Proof:
    found = [_run(pool, LEAVE) for _ in range(2)]
    clean = all(execution.outputs[-1].value is False for execution in found)
    return Proof(wall="nothing left for the next program", state="held" if clean else "BROKEN")


def _prove_verdicts(pool: Pool) -> Iterator[Proof]:
    """Check that forged records, and values that break a checker, count as the program's own mistakes."""
    tester = UnitTester(pool, pool)
    forged = [FORGE.replace("RECORD", repr(record)) for record in FORGED]
    unbearable = [f"def f(*args): return {value}" for value in UNBEARABLE]
    checker = "def check(args, expected, output): return int(output) == expected"
    for wall, codes, compare in (
        ("no record ends or bends a run", forged, Compare()),
        ("no value buys an open verdict", forged + unbearable, Compare(kind="checker", checker=checker)),
    ):
        problem = _problem(compare)
        bought = [code for code in codes if tester.grade(problem, code).outcome != "incorrect"]
        yield Proof(
            wall=wall, state="BROKEN" if bought else "held", detail=" ".join(bought).replace("\n", " ")
        )


def _problem(compare: Compare) -> Problem:
    reference = CodeReference(
        mode="function",
        entry_point="f",
        tests=[Test(expected=5)],
        compare=compare,
        time_limit_s=0.5,
        memory_mb=128,
    )
    source = Source(bank="doctor", licence="CC0-1.0")
    return Problem(id="doctor", domain="code", prompt="", reference=reference, family="doctor", source=source)


def _prove_honest(pool: Pool) -> Iterator[Proof]:
    """Check that honest programs work."""
    for kind, code in HONEST:
        execution = _run(pool, code)
        output = execution.outputs[-1] if execution.outputs else None
        right = output is not None and output.value == 5
        detail = "" if right else execution.message or (output.message if output else "")
        yield Proof(wall=f"honest: {kind}", state="held" if right else "BROKEN", detail=detail)


def _run(pool: Pool, code: str, *args: str) -> Execution:
    call = Call(args=list(args))
    return pool.run(Job(code=code, mode="function", entry_point="f", calls=[call], limits=LIMITS))


@contextmanager
def _targets() -> Iterator[dict[str, str]]:
    """A secret file, a secret in the environment and a listening port of this machine."""
    with ExitStack() as stack:
        secret = stack.enter_context(tempfile.NamedTemporaryFile("w", prefix="verigen-doctor-"))
        secret.write("secret")
        secret.flush()
        Path(secret.name).chmod(0o644)
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        marker = Path(secret.name).name
        os.environ["VERIGEN_DOCTOR"] = marker
        stack.callback(os.environ.pop, "VERIGEN_DOCTOR")
        yield {"secret": secret.name, "marker": marker, "port": str(server.getsockname()[1])}


def make_profile(name: str) -> str:
    """Make a profile for the local executor's Python. Raises ExecutorError where pip can't."""
    packages = named.packages(name, _python().version)
    return f"{name} is made: {packages.folder}"


def _profile(name: str) -> str:
    try:
        return named.state(name, _python().version)
    except ExecutorError as error:
        return str(error)


def _python() -> Interpreter:
    return interpreter(chosen().python)


def _control_groups() -> str:
    from verigen.executors.cgroup import Group

    group = Group(1 << 30)
    try:
        names = sorted({folder.parts[4] for folder in group.folders})
        return f"writable ({', '.join(names)})" if names else "not writable: rlimits alone bind programs"
    finally:
        group.close()


def _docker_package() -> str:
    try:
        import docker
    except ImportError:
        return "missing: pip install 'verigen-engine[docker]'"
    return str(docker.__version__)
