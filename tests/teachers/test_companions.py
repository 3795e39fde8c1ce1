"""Packages of another build than torch are named, with what to remove."""

from __future__ import annotations

import pytest

from verigen.teachers import companions


@pytest.mark.parametrize("name", companions.COMPANIONS)
@pytest.mark.parametrize(
    ("torch", "version", "told"),
    [
        ("2.13.0+cpu", "0.28.0", True),
        ("2.13.0+cpu", "0.28.0+cpu", False),
        ("2.13.0+cpu", None, False),
        (None, "0.28.0", False),
        ("2.13.0", "0.28.0", False),
        ("2.13.0+cu130", "0.28.0", False),
        ("2.13.0", "0.28.0+cpu", True),
    ],
)
def test_a_package_of_another_build_than_torch_is_named(
    torch: str | None, version: str | None, *, name: str, told: bool, tmp_path, monkeypatch
) -> None:
    for package, found in (("torch", torch), (name, version)):
        if found is not None:
            folder = tmp_path / f"{package}-{found}.dist-info"
            folder.mkdir()
            (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {found}\n")
    monkeypatch.setattr("sys.path", [str(tmp_path)])

    found = companions.clash()

    assert (found is not None) is told
    assert not told or (found or "").endswith(f"pip uninstall {name}")
