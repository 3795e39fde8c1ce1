"""Measures the indexes of a large corpus: CPU seconds and memory to build them, and per query.

    python benchmarks/speed/corpora.py                        100,000 passages
    python benchmarks/speed/corpora.py --passages 1000000     a million

The passages are made up: 20 to 60 words drawn by their rank (Zipf) from the words of verigen's pages, with names and
numbers of their own. The queries are twelve of a passage's words; what is printed also says how many find their passage.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.verifiers.retrieval.store import Store

ROOT = Path(__file__).resolve().parents[2]
SYLLABLES = "ba de fi go hu ka le mi no pu ra se ti vo wu xan yel zor".split()
AT_ONCE = 10_000
K = 10


def main(passages: int, queries: int, folder: Path) -> None:
    source = folder / f"{passages}.jsonl"
    if not source.exists():
        with source.open("w") as file:
            file.writelines(made(passages))
    say("made", source)
    os.environ["VERIGEN_CACHE"] = str(folder / "cache")
    from verigen.verifiers.retrieval import store as stores

    started = time.process_time()
    store = stores.opened(str(source))
    print(f"built or opened   {store.count} passages   {time.process_time() - started:.1f} CPU s")
    say("", source)
    asked(store, queries)
    say("", source)


def made(count: int) -> Iterator[str]:
    """Rows of the corpus, AT_ONCE drawn together."""
    import numpy as np

    rng = np.random.default_rng(17)
    pages = " ".join(each.read_text() for each in (ROOT / "docs").glob("*.md"))
    known = sorted({word.lower() for word in pages.split() if word.isalpha()})
    rng.shuffle(known)
    weights = 1 / (np.arange(len(known)) + 3.0)
    for first in range(0, count, AT_ONCE):
        lengths = rng.integers(20, 61, AT_ONCE)
        words = iter(rng.choice(known, size=int(lengths.sum()), p=weights / weights.sum()).tolist())
        for row, length in enumerate(lengths[: count - first], first):
            text = [next(words) for _ in range(length)]
            name = "".join(rng.choice(SYLLABLES, size=3)).capitalize()
            text[:0] = [name, str(rng.integers(1, 100_000))]
            yield json.dumps({"_id": f"p{row}", "text": " ".join(text) + "."}) + "\n"


def asked(store: Store, queries: int) -> None:
    """Ask for passages by twelve of their words, and for the nearest passage of each."""
    import numpy as np

    rng = np.random.default_rng(5)
    rows = [int(row) for row in rng.integers(0, store.count, queries)]
    texts = [" ".join(rng.permutation(store.at(row).text.rstrip(".").split())[:12]) for row in rows]
    both, started = 0, time.process_time()
    for row, text in zip(rows, texts, strict=True):
        both += all(row in [hit.row for hit in hits] for hits in store.search(text, K).values())
    searched = time.process_time()
    for row in rows:
        store.near(row, 1)
    print(
        f"a query           {(searched - started) / queries * 1000:.0f} CPU ms; {both} of {queries} find their passage"
    )
    print(f"its nearest       {(time.process_time() - searched) / queries * 1000:.0f} CPU ms")


def say(what: str, source: Path) -> None:
    """The memory so far. Pages of the mapped indexes count in the peak, though the system may take them back."""
    status = Path("/proc/self/status").read_text().splitlines()
    own = next((int(line.split()[1]) for line in status if line.startswith("RssAnon")), 0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{what or 'memory':<17} peak {peak // 1024} MiB, now {own // 1024} MiB of its own; {source.stat().st_size >> 20} MiB of text"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument(
        "--folder", type=Path, help="where the corpus and its indexes stay; else they are removed"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        main(given.passages, given.queries, given.folder or Path(temporary))
    sys.exit(0)
