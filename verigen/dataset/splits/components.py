"""Connected components of rows, joined link by link (union-find)."""

from __future__ import annotations

from array import array


class Components:
    """Components of rows numbered 0, 1, 2, ...; each is represented by its earliest row. Takes 8 bytes per row."""

    def __init__(self) -> None:
        self._up = array("q")
        # (kept, lost) representatives of older components that a later row merged
        self.merges: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return len(self._up)

    def add(self) -> int:
        self._up.append(len(self._up))
        return len(self._up) - 1

    def root(self, row: int) -> int:
        """The earliest row of the component."""
        up = self._up
        while up[row] != row:
            up[row] = up[up[row]]
            row = up[row]
        return row

    def join(self, one: int, other: int) -> bool:
        """Join two rows; returns whether this merged two components."""
        a, b = sorted((self.root(one), self.root(other)))
        if a == b:
            return False
        if b != len(self._up) - 1:
            self.merges.append((a, b))
        self._up[b] = a
        return True
