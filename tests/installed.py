"""Packages with entry points, put on the path as an installer would leave them."""

from __future__ import annotations

import shutil
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def install(folder: Path, name: str, source: str, points: dict[str, str], version: str = "1.0") -> Path:
    """A distribution of one module; `points` are kind.name: target."""
    module = name.replace("-", "_")
    info = folder / f"{module}-{version}.dist-info"
    info.mkdir(parents=True)
    (folder / f"{module}.py").write_text(source)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    lines = []
    for point, target in points.items():
        kind, _, part = point.partition(".")
        lines += [f"[verigen.{kind}]", f"{part} = {target}"]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n")
    return folder


def install_project(folder: Path, project: Path) -> Path:
    """A project's package with its entry points, as its wheel would leave it."""
    told = tomllib.loads((project / "pyproject.toml").read_text())["project"]
    module = told["name"].replace("-", "_")
    info = folder / f"{module}-{told['version']}.dist-info"
    info.mkdir(parents=True)
    shutil.copytree(project / module, folder / module, ignore=shutil.ignore_patterns("__pycache__"))
    about = f"Metadata-Version: 2.1\nName: {told['name']}\nVersion: {told['version']}\n"
    (info / "METADATA").write_text(about)
    groups = (
        "\n".join([f"[{group}]", *(f"{name} = {target}" for name, target in points.items())])
        for group, points in told["entry-points"].items()
    )
    (info / "entry_points.txt").write_text("\n".join(groups) + "\n")
    return folder
