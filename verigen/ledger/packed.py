"""Stores long texts of a ledger compressed: as the bytes of zlib where those are fewer, else as text.

SQLite keeps the type of each value, so one column holds both, and ledgers from before need no change.
"""

from __future__ import annotations

import zlib

from verigen.core.errors import UserError

# Below this number of characters a text saves less than the rest of its row takes.
SHORT = 512
# A window of 16 KiB and small tables: the usual ones cost more time to clear than a text of 2 KB to compress.
LEVEL, WINDOW_BITS, MEMORY = 1, 14, 7


def pack(text: str) -> str | bytes:
    """The stored form of a text."""
    if len(text) < SHORT:
        return text
    raw = text.encode()
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, WINDOW_BITS, MEMORY)
    small = deflate.compress(raw) + deflate.flush()
    return small if len(small) < len(raw) else text


def unpack(stored: str | bytes) -> str:
    """The text of a stored form. Raises UserError if its bytes are damaged."""
    if isinstance(stored, str):
        return stored
    try:
        return zlib.decompress(stored).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise UserError(
            f"a text in the ledger is damaged ({error}); `verigen salvage RUN` recovers every other row"
        ) from error
