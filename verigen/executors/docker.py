"""Runs programs in started Docker containers of Dockerfile.sandbox, each program in a cell of the guest."""

from __future__ import annotations

import os
import select
import socket
import struct
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from verigen.core.child import silent
from verigen.core.errors import ExecutorError
from verigen.executors.docker_image import need_image, with_packages
from verigen.executors.docker_seccomp import profile
from verigen.executors.environment import chosen
from verigen.executors.pool import WorkerPool
from verigen.executors.process import last_line
from verigen.executors.profiles import named
from verigen.executors.profiles.routed import RoutedPool
from verigen.executors.worker import Cells, GuestWorker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from verigen.core.parts import Pool

TMP = "size=16m,nr_inodes=4096,mode=1777,nosuid,nodev,noexec"
# podman knows no nr_inodes: there the size alone is a limit, until a program's own /tmp covers it.
ULIMITS = (("nofile", 1024), ("nproc", 1024))
TMP_OF_PODMAN = TMP.replace("nr_inodes=4096,", "")
DEFAULT_ENGINE = "unix:///var/run/docker.sock"
STDOUT = 1
STREAMS = {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1}
HEAD = struct.Struct(">BxxxL")
OVERHEAD_MB, MAX_PROCESSES = 192, 128
# The same arguments as in Dockerfile.sandbox.
GUEST = ("-s", "-P", "-X", "utf8", "/guest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Docker:
    """The Docker executor: `jobs` containers of `image` (default: one per core).

    `runtime` is the engine's runtime, such as runsc (gVisor). `python` is a name or path in the image (default: its
    python3), `packages` a file of requirements to install on top of the image, in place of those of a job's profile.
    Fields that are None take the values of --image, --python, --packages and --runtime. `cells` is private (each program in its own namespaces), shared
    (programs run in sequence in the container's namespaces) or auto (private where the engine and the kernel allow
    it). `memory_mb`: the memory of a container in MiB, without the guest's overhead.

    DOCKER_HOST or the default socket selects the engine, over a Unix socket or TCP; podman has the same API.
    """

    jobs: int | None = None
    image: str | None = None
    memory_mb: int = 2048
    cells: Cells = "auto"
    runtime: str | None = None
    hash_seed: int = 0
    python: str | None = None
    packages: Path | None = None

    @contextmanager
    def open(self) -> Iterator[Pool]:
        """Raises ExecutorError where no engine answers, or the image or its packages are not available."""
        client, environment = _connect(), chosen()
        image, python = self.image or environment.image, self.python or environment.python or "python3"
        requirements = self.packages or environment.packages
        try:
            need_image(client, image)
            podman = _is_podman(client)
            with _filter(podman=podman) as seccomp:

                def start(profile: str) -> WorkerPool:
                    wanted = requirements or (named.requirements(profile) if profile else None)
                    place, packages = (
                        with_packages(client, image, python, wanted) if wanted else (image, None)
                    )
                    settings = self._settings(place, python, packages.warm if packages else ())
                    settings |= self._engine(podman=podman, seccomp=seccomp)
                    present = packages.present if packages else ()
                    return WorkerPool(
                        partial(_start, client, settings, present), self.jobs or os.cpu_count() or 1
                    )

                with RoutedPool(start) as pool:
                    yield pool
        finally:
            client.close()

    def _engine(self, *, podman: bool, seccomp: str) -> dict[str, Any]:
        """The settings that depend on the engine."""
        settings: dict[str, Any] = {
            "runtime": self.runtime or chosen().runtime,
            "security_opt": ["no-new-privileges", f"seccomp={seccomp}"],
        }
        if podman:
            settings["tmpfs"] = {"/tmp": TMP_OF_PODMAN}  # noqa: S108 - the container's own
            # Its own defaults may be above what the machine allows it.
            settings["ulimits"] = [{"Name": name, "Soft": most, "Hard": most} for name, most in ULIMITS]
        return settings

    def _settings(self, image: str, python: str, warm: tuple[str, ...]) -> dict[str, Any]:
        memory = f"{self.memory_mb + OVERHEAD_MB}m"
        return {
            "image": image,
            "entrypoint": [python, *GUEST],
            "command": [self.cells, *warm],
            "environment": {"PYTHONHASHSEED": str(self.hash_seed)},
            "user": "65534:65534",
            "network_mode": "none",
            "ipc_mode": "none",
            "read_only": True,
            "cap_drop": ["ALL"],
            "pids_limit": MAX_PROCESSES,
            "mem_limit": memory,
            "memswap_limit": memory,
            "nano_cpus": 1_000_000_000,
            "tmpfs": {"/tmp": TMP},  # noqa: S108 - the container's own
            "auto_remove": True,
            "stdin_open": True,
            "log_config": {"type": "none"},
        }


def _is_podman(client: Any) -> bool:
    return any("podman" in part.get("Name", "").lower() for part in client.version().get("Components") or ())


@contextmanager
def _filter(*, podman: bool) -> Iterator[str]:
    """The filter of system calls as the engine takes it: Docker by its text, podman by a file on its own machine."""
    if not podman:
        yield profile()
        return
    with tempfile.NamedTemporaryFile("w", prefix="verigen-seccomp-", suffix=".json") as file:
        file.write(profile())
        file.flush()
        Path(file.name).chmod(0o644)  # a rootless engine is another user
        yield file.name


def _start(client: Any, settings: dict[str, Any], present: Collection[str]) -> GuestWorker:
    return GuestWorker(Container(client, settings), present)


def _connect() -> Any:
    try:
        import docker
    except ImportError as error:
        raise ExecutorError(
            "the docker executor needs the docker package: pip install 'verigen-engine[docker]'"
        ) from error
    try:
        _knock(os.environ.get("DOCKER_HOST") or DEFAULT_ENGINE)
        client = docker.from_env(timeout=30)
        client.ping()
    except (docker.errors.DockerException, OSError) as error:
        raise ExecutorError(f"no Docker engine answers ({error}): start one, or set DOCKER_HOST") from error
    return client


def _knock(engine: str) -> None:
    """Raise OSError where no engine listens: the docker package would leak the socket that it could not connect."""
    if engine.startswith("unix://"):
        with socket.socket(socket.AF_UNIX) as knock:
            knock.connect(engine.removeprefix("unix://"))


class Container:
    """A started container as a stream; closing it removes it."""

    def __init__(self, client: Any, settings: dict[str, Any]) -> None:
        import docker

        self._buffer, self._errors = bytearray(), bytearray()
        self._failures = (docker.errors.DockerException, OSError)
        try:
            self._container = client.containers.create(**settings)
        except self._failures as error:
            raise ExecutorError(f"the engine makes no container: {error}") from error
        try:
            self._attached = client.api.attach_socket(self._container.id, params=STREAMS)
            self._container.start()
        except self._failures as error:
            # auto_remove does not remove a container that never ran.
            with suppress(*self._failures):
                self._container.remove(force=True)
            raise ExecutorError(f"the container does not start: {error}") from error
        self._socket = self._attached._sock  # noqa: SLF001 - the package offers no other way to the socket
        self._socket.setblocking(False)

    def write(self, payload: bytes | memoryview, deadline: float) -> None:
        rest = memoryview(payload)
        while rest:
            try:
                rest = rest[self._socket.send(rest) :]
            except BlockingIOError:
                self._wait(select.POLLOUT, deadline)
            except OSError as error:
                raise ExecutorError(f"the container is gone: {error}{self._last_words()}") from error

    def read(self, size: int, deadline: float) -> bytes:
        while len(self._buffer) < size:
            self._next_frame(deadline)
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    def alive(self) -> bool:
        return silent(self._socket.fileno())

    def close(self) -> None:
        with suppress(*self._failures):
            self._container.kill()
        self._attached.close()
        self._socket.close()

    def _next_frame(self, deadline: float) -> None:
        """Read one frame: the engine sends the container's output in frames with the number of the stream."""
        kind, size = HEAD.unpack(self._exactly(HEAD.size, deadline))
        (self._buffer if kind == STDOUT else self._errors).extend(self._exactly(size, deadline))

    def _exactly(self, size: int, deadline: float) -> bytes:
        data = bytearray()
        while len(data) < size:
            try:
                part = self._socket.recv(size - len(data))
            except BlockingIOError:
                self._wait(select.POLLIN, deadline)
                continue
            except OSError as error:
                raise ExecutorError(f"the container is gone: {error}{self._last_words()}") from error
            if not part:
                raise ExecutorError(f"the container is gone: it closed its end{self._last_words()}")
            data += part
        return bytes(data)

    def _wait(self, event: int, deadline: float) -> None:
        poll = select.poll()
        poll.register(self._socket, event)
        if not poll.poll(max(0.0, deadline - monotonic()) * 1000):
            raise ExecutorError(f"the container is stuck: no answer in time{self._last_words()}")

    def _last_words(self) -> str:
        return last_line(self._errors)
