"""Provides the image of a sandbox's containers, with a set of packages on top if requested."""

from __future__ import annotations

import io
import tarfile
from typing import TYPE_CHECKING, Any

from verigen.core.errors import ExecutorError
from verigen.executors.packages import PLACE, Packages, built

if TYPE_CHECKING:
    from pathlib import Path

BUILD = "docker build -f Dockerfile.sandbox -t verigen-sandbox ."
REPOSITORY = "verigen-sandbox-packages"
VERSION = "import sys; print(*sys.version_info[:2])"
DOCKERFILE = "FROM {image}\nCOPY packages {place}\n"


def need_image(client: Any, image: str) -> None:
    """Raises ExecutorError, with the command that builds the image, where the engine lacks it."""
    import docker

    try:
        client.images.get(image)
    except docker.errors.ImageNotFound as error:
        raise ExecutorError(f"the engine has no image {image}: build it with `{BUILD}`") from error


def with_packages(client: Any, image: str, python: str, requirements: Path) -> tuple[str, Packages]:
    """An image with the packages for its Python, built if the engine lacks it. Raises ExecutorError."""
    import docker

    try:
        said = client.containers.run(
            image, ["-I", "-S", "-c", VERSION], entrypoint=[python], network_mode="none", remove=True
        )
        major, minor = map(int, said.split())
        packages = built(requirements, (major, minor))
        # The tag names the base by its content, so that a rebuilt base gets a new image with packages.
        base = client.images.get(image).id.rpartition(":")[2][:12]
        name = f"{REPOSITORY}:{packages.key}-{base}"
        try:
            client.images.get(name)
        except docker.errors.ImageNotFound:
            client.images.build(fileobj=_context(image, packages), custom_context=True, tag=name, rm=True)
    except (docker.errors.DockerException, ValueError, OSError) as error:
        raise ExecutorError(f"no image with the packages of {requirements} on {image}: {error}") from error
    return name, packages


def _context(image: str, packages: Packages) -> io.BufferedIOBase:
    """The build context of the image, as a tar file on disk."""
    import tempfile

    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with its last reference
    with tarfile.open(fileobj=file, mode="w") as archive:
        text = DOCKERFILE.format(image=image, place=PLACE).encode()
        entry = tarfile.TarInfo("Dockerfile")
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text))
        archive.add(packages.folder, "packages")
    file.seek(0)
    return file
