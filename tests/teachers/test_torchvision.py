"""A torchvision of another build than torch is named, with what to remove."""

from __future__ import annotations

import pytest

from verigen.teachers import torchvision


@pytest.mark.parametrize(
    ("torch", "vision", "told"),
    [
        ("2.13.0+cpu", "0.28.0", True),
        ("2.13.0+cpu", "0.28.0+cpu", False),
        ("2.13.0+cpu", None, False),
        (None, "0.28.0", False),
        ("2.13.0", "0.28.0", False),
        ("2.13.0+cu130", "0.28.0", False),
    ],
)
def test_a_torchvision_of_another_build_is_named(
    torch: str | None, vision: str | None, *, told: bool, tmp_path, monkeypatch
) -> None:
    for name, version in (("torch", torch), ("torchvision", vision)):
        if version is not None:
            folder = tmp_path / f"{name}-{version}.dist-info"
            folder.mkdir()
            (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    monkeypatch.setattr("sys.path", [str(tmp_path)])

    found = torchvision.clash()

    assert (found is not None) is told
    assert not told or "pip uninstall torchvision" in (found or "")
