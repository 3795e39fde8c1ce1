"""Describes the files of a curated set, their hashes and their columns in Croissant 1.0.

The format is that of mlcommons.org/croissant; its vocabulary is copied into each description, as its tools want it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BLOCK = 1 << 20
TYPES = {".jsonl": "application/jsonlines", ".parquet": "application/x-parquet"}
OWN = (
    "citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet", "format",
    "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex",
    "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{name: f"cr:{name}" for name in OWN},
}


def croissant(folder: Path, formats: Iterable[str], *, name: str, licence: str, made_with: str) -> str:
    """The description of the record files of these formats below `folder`, as JSON text.

    It names every file with its sha256, and a record set per format with the columns of its Parquet file.
    """
    names = list(formats)
    files = [path for each in names for path in sorted((folder / each).glob("train.*"))]
    tables = [path for path in files if path.suffix == ".parquet"]
    told = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": name,
        "description": f"Reasoning records that a verifier graded; curated with verigen {made_with}.",
        "license": licence,
        "distribution": [_file(path, folder) for path in files],
        "recordSet": [_records(path, folder) for path in tables],
    }
    return msgspec.json.format(msgspec.json.encode(told)).decode() + "\n"


def _file(path: Path, folder: Path) -> dict[str, Any]:
    place = path.relative_to(folder).as_posix()
    return {
        "@type": "cr:FileObject",
        "@id": place,
        "name": place,
        "contentUrl": place,
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": TYPES[path.suffix],
        "sha256": _sha256(path),
    }


def _records(path: Path, folder: Path) -> dict[str, Any]:
    """The record set of a format; its columns are those of its Parquet file."""
    import pyarrow.parquet as pq

    name, file = path.parent.name, path.relative_to(folder).as_posix()
    fields = [_field(each, f"{name}/{each.name}", file, each.name, "") for each in pq.read_schema(path)]
    return {"@type": "cr:RecordSet", "@id": name, "name": name, "field": fields}


def _field(each: Any, id_: str, file: str, column: str, below: str) -> dict[str, Any]:
    """A column, or a part `below` one: lists are repeated, a struct is a field with parts."""
    import pyarrow.types as kinds

    kind, repeated = each.type, kinds.is_list(each.type)
    if repeated:
        kind = kind.value_type
    source = {"fileObject": {"@id": file}, "extract": {"column": column}}
    told = {"@type": "cr:Field", "@id": id_, "name": id_, **({"repeated": True} if repeated else {})}
    if kinds.is_struct(kind):
        parts = [_field(one, f"{id_}/{one.name}", file, column, one.name) for one in kind]
        return {**told, "subField": parts}
    return {
        **told,
        "dataType": _type(kind),
        "source": source | ({"transform": {"jsonPath": below}} if below else {}),
    }


def _type(kind: Any) -> str:
    import pyarrow.types as kinds

    tests = ((kinds.is_boolean, "Boolean"), (kinds.is_integer, "Integer"), (kinds.is_floating, "Float"))
    return f"sc:{next((name for test, name in tests if test(kind)), 'Text')}"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
