"""What is done with the records once they are written: checks that add lines to the summary and files to the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.dataset.layouts.write import written
from verigen.dataset.report.closing import described

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from verigen.dataset.curate.curate import Curated
    from verigen.dataset.curate.order import CurateOrder

    class Closing(Protocol):
        """Reads the records below `order.out`, may write further files there, and returns lines for the summary.

        The same records and options give the same bytes. Raises UserError if the records must not be used.
        """

        def __call__(self, order: CurateOrder, found: Curated) -> Sequence[str]: ...


CLOSINGS: tuple[Closing, ...] = (written, described)
