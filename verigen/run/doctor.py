"""Finds out what works on this machine, and proves each wall of a sandbox by an attack that must fail."""

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
from verigen.core.errors import VerigenError
from verigen.core.registry import make
from verigen.core.types import Call, Job, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Pool
    from verigen.core.types import Execution

State = Literal["held", "BROKEN", "unknown"]
EXECUTORS = ("local", "docker")
LIMITS = Limits(call_s=0.5, job_s=1.0, memory_mb=128, output_bytes=1 << 16, file_bytes=1 << 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One wall and what became of the attack on it."""

    wall: str
    state: State
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """An executor: why it does not start, or its proofs."""

    executor: str
    error: str | None = None
    about: str = ""
    proofs: list[Proof] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return self.error is None and all(proof.state == "held" for proof in self.proofs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """A program whose `f` returns True where it could do what it must not; `args` are filled in on the host."""

    wall: str
    code: str
    args: tuple[str, ...] = ()
    fault: str | None = None


ATTACKS = (
    Attack(wall="files of this machine", code="def f(path): return bool(open(path).read())", args=("secret",)),
    Attack(wall="its environment", code="import os, posix\ndef f(text): return text in str(posix.environ) + str(os.environ)", args=("marker",)),
    Attack(wall="its network", code="import socket\ndef f(port): return bool(socket.create_connection(('127.0.0.1', int(port)), 1))", args=("port",)),
    Attack(wall="a read-only system", code="import os\ndef f(): return os.open(os.__file__, os.O_WRONLY) >= 0"),
    Attack(wall="no other processes", code="import os\ndef f(): return any(name.isdigit() for name in os.listdir('/proc'))"),
    Attack(wall="no signals to others", code="import os\ndef f(): os.kill(os.getppid() or 1, 0); return True"),
    Attack(wall="no new processes", code="import os\ndef f():\n    if os.fork() == 0: os._exit(0)\n    return True"),
    Attack(wall="no other programs", code="import os\ndef f(): os.execv('/usr/bin/python3', ['python3', '-c', 'pass'])", fault="runtime_error"),
    Attack(wall="no sockets", code="import socket\ndef f(): return bool(socket.socketpair())"),
    Attack(wall="not root", code="import os\ndef f(): return os.geteuid() == 0 or os.setuid(0) is None"),
    Attack(wall="no capabilities", code="import ctypes\ndef f():\n    held = (ctypes.c_uint32 * 6)()\n    failed = ctypes.CDLL(None).capget((ctypes.c_uint32 * 2)(0x20080522, 0), held)\n    return bool(failed) or any(held)"),
    Attack(wall="no mounts", code="import ctypes\ndef f(): return ctypes.CDLL(None).mount(b'none', b'/tmp', b'tmpfs', 0, 0) == 0", fault="sandbox_violation"),
    Attack(wall="no namespaces", code="import ctypes\ndef f(): return ctypes.CDLL(None).unshare(0x10000000) == 0", fault="sandbox_violation"),
    Attack(wall="no tracing", code="import ctypes\ndef f(): return ctypes.CDLL(None).ptrace(0, 0, 0, 0) == 0", fault="sandbox_violation"),
    Attack(wall="no inherited files", code="import os\ndef f():\n    for n in range(3, 1024):\n        try: os.fstat(n)\n        except OSError: continue\n        return True"),
    Attack(wall="the time limit", code="def f():\n    while True: pass", fault="timeout"),
    Attack(wall="the wall clock", code="import time\ndef f(): time.sleep(10**6)", fault="timeout"),
    Attack(wall="the memory limit", code="def f(): return len(bytearray(1 << 30)) > 0", fault="memory"),
    Attack(wall="the file limit", code="def f():\n    with open('big', 'wb') as file: return file.write(b'x' * (4 << 20)) > 0 and file.flush() is None", fault="runtime_error"),
    Attack(wall="the result's limit", code="def f(): return 'x' * (1 << 20)", fault="output_limit"),
    Attack(wall="its own limits", code="import resource\ndef f(): return resource.setrlimit(resource.RLIMIT_AS, (-1, -1)) is None"),
)  # fmt: skip
ABOUT = "import os, platform\ndef f(): return [platform.python_version(), os.getpid()]"
LEAVE = "import os\ndef f():\n    found = os.listdir('/tmp')\n    open('/tmp/left', 'w').close()\n    return bool(found)"


def machine() -> list[tuple[str, str]]:
    """What the executors build on, each with what this machine has."""
    return [
        ("system", f"{platform.system()} {platform.release()} on {platform.machine()}"),
        ("user", "root (programs run as nobody)" if os.geteuid() == 0 else f"uid {os.geteuid()}"),
        ("bubblewrap", shutil.which("bwrap") or "missing: apt-get install bubblewrap"),
        ("nsjail", shutil.which("nsjail") or "missing, not needed beside bubblewrap"),
        ("control groups", _control_groups()),
        ("docker package", _docker_package()),
        ("cores", str(os.cpu_count())),
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
            proofs.append(_prove_nothing_is_left(pool))
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
