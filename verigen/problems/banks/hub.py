"""Reads a dataset of the Hugging Face hub, or a local folder of one, through `datasets`."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core.errors import PartFailed, UserError
from verigen.core.offers import RefusedRow, RowSource
from verigen.core.unread import UnreadRow
from verigen.problems.banks.columns import shaped
from verigen.problems.banks.rows import kept, reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verigen.core.types import Policy, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """`path` is an id such as org/name or a folder; `config` and `split` as in `load_dataset`.

    `unanswered`: rows without an answer become problems without a reference. `policy` replaces the policy of
    a well-known set.
    """

    path: str
    name: str
    domain: str
    licence: str
    config: str | None = None
    split: str = "train"
    unanswered: bool = False
    policy: Policy | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def problems(self) -> Iterator[Problem]:
        return kept(self.all(), self.path)

    def all(self) -> Iterator[Problem | RefusedRow | UnreadRow]:
        source = RowSource(
            name=self.name, licence=self.licence, unanswered=self.unanswered, policy=self.policy
        )
        with reading(self.domain, source) as mapped:
            for number, row in enumerate(self._load(), 1):
                try:
                    yield mapped.problem(shaped(row, self.columns), number)
                except (ValueError, msgspec.DecodeError, PartFailed) as error:
                    yield UnreadRow(place=f"{self.path}, row {number} of {self.split}", reason=str(error))

    def _load(self) -> Any:
        if find_spec("datasets") is None:
            raise UserError(f"reading {self.path} needs `pip install 'verigen-engine[datasets]'`")
        import datasets

        datasets.disable_progress_bars()
        try:
            return datasets.load_dataset(self.path, self.config, split=self.split)
        except (OSError, ValueError, datasets.exceptions.DatasetsError) as error:
            message = str(error).strip().splitlines()[0]
            raise UserError(
                f"can't load {self.path} (split {self.split}): {message}; where the hub can't be reached, give the "
                "file itself (JSONL, CSV or Parquet)"
            ) from error
