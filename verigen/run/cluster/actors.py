"""Runs replicas as Ray actors: finds places for them, starts them, and reports their errors."""

from __future__ import annotations

import contextlib
import os
import socket
import warnings
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from verigen.core.errors import PartError, StorageError, UserError, VerigenError
from verigen.run.cluster.replica import Fault, Replica

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.parts import Teacher
    from verigen.run.cluster.replica import Recipe

LOCAL = "local"
REACH_S = 10.0
QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # without it Ray prints a warning about a future version
    "RAY_DEDUP_LOGS_SKIP_REGEX": "^",  # every line: Ray prints pages on stdout where a worker or a node is lost
}
REASONS = {
    "ActorDiedError": "its process died",
    "ActorUnavailableError": "its connection broke",
    "ActorUnschedulableError": "its node is gone or full",
    "NodeDiedError": "its node died",
    "OutOfMemoryError": "its node ran out of memory",
}


class ReplicaLost(PartError):  # noqa: N818 - reads as the finding it is
    """A replica died, or its machine did; another replica can draw its shards."""


class ReplicaFailed(ReplicaLost):
    """A replica that reported its own error and is still alive."""


@dataclass(frozen=True, slots=True, order=True)
class ReplicaSlot:
    """A place for one replica: the `number`-th of a node."""

    node: str
    address: str
    number: int
    gpus: int
    cpus: int


def require() -> None:
    """Raise UserError if Ray is not installed."""
    if find_spec("ray") is None:
        raise UserError("--ray needs the package ray: pip install 'verigen-engine[ray]', on every node")


@contextlib.contextmanager
def connected(address: str) -> Iterator[None]:
    """Connect to the Ray cluster at this address; "local" starts one on this machine. Raises UserError."""
    require()
    _reach(address)
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    import ray

    own = {"include_dashboard": False} if address == LOCAL else {}
    try:
        ray.init(address=address, log_to_driver=False, logging_level="FATAL", **own)
    except (OSError, RuntimeError, ValueError) as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise UserError(
            f"no Ray cluster at {address}: {first}; `ray start --head` begins one, --ray local needs none"
        ) from error
    try:
        yield
    finally:
        ray.shutdown()


def _reach(address: str) -> None:
    """Raise UserError if nothing listens at the address; Ray itself would try for minutes."""
    if address in {LOCAL, "auto"}:
        return
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit() or "/" in address:
        raise UserError(
            f"--ray {address} is no address of a cluster: give HOST:6379 (from a node of the cluster), auto or local"
        )
    try:
        socket.create_connection((host.strip("[]"), int(port)), REACH_S).close()
    except (OSError, OverflowError) as error:
        raise UserError(
            f"no Ray cluster at {address}: {error}; `ray start --head` begins one, --ray local needs none"
        ) from error


def gpus_each(teachers: Sequence[Teacher]) -> int:
    """The number of GPUs that one replica of these teachers takes, if the cluster has GPUs."""
    return sum(
        getattr(teacher, "tensor_parallel", 0) * getattr(teacher, "replicas", 1) for teacher in teachers
    )


def places(gpus: int) -> list[ReplicaSlot]:
    """The places for replicas with `gpus` GPUs each.

    Without GPUs in the cluster, one per node with all of its CPUs. Raises UserError if no node is large
    enough.
    """
    import ray

    nodes = [node for node in ray.nodes() if node["Alive"]]
    most = max((int(node["Resources"].get("GPU", 0)) for node in nodes), default=0)
    if 0 < most < gpus:
        raise UserError(
            f"a replica takes {gpus} GPUs, and no node has more than {most}; lower tensor_parallel or replicas"
        )
    each = gpus if most else 0
    return sorted(place for node in nodes for place in _on(node, each))


def _on(node: dict[str, Any], gpus: int) -> Iterator[ReplicaSlot]:
    has, cpus = int(node["Resources"].get("GPU", 0)), int(node["Resources"].get("CPU", 0))
    count = has // gpus if gpus else min(cpus, 1)
    for number in range(count):
        yield ReplicaSlot(node["NodeID"], node["NodeManagerAddress"], number, gpus, cpus // count)


class Remote:
    """A replica on another node. `call` raises the replica's own errors, and ReplicaLost if it is gone."""

    def __init__(self, place: ReplicaSlot, recipe: Recipe) -> None:
        import ray
        from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = ray.remote(Replica).options(
                num_cpus=place.cpus,
                num_gpus=place.gpus,
                max_restarts=0,
                scheduling_strategy=NodeAffinitySchedulingStrategy(place.node, soft=False),
            )
        self.place = place
        self._actor: Any = made.remote(recipe)

    async def call(self, method: str, *arguments: Any) -> Any:
        """Call a method of the replica.

        Raises UserError or StorageError for errors that any replica would have, else ReplicaLost.
        """
        import ray.exceptions

        try:
            answer = await getattr(self._actor, method).remote(*arguments)
        except ray.exceptions.RayError as error:
            raise ReplicaLost(f"the replica on {self.place.address} is lost: {reason(error)}") from error
        if isinstance(answer, Fault):
            raise _raised(answer, self.place.address)
        return answer

    def kill(self) -> None:
        import ray

        ray.kill(self._actor, no_restart=True)


def _raised(fault: Fault, where: str) -> VerigenError:
    kind = UserError if fault.user else StorageError if fault.final else ReplicaFailed
    return kind(f"on {where}: {fault.message}")


def reason(error: BaseException) -> str:
    """Ray's error as one short line; for an error inside a task, its cause."""
    cause = getattr(error, "cause", None)
    if cause is None:
        return REASONS.get(type(error).__name__, type(error).__name__)
    lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
    return ": ".join([type(cause).__name__, *lines[:1]])
