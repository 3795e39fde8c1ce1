"""How many cores are free for an engine."""

from __future__ import annotations

import subprocess
import sys
import threading

from verigen.core import cores


def test_what_this_process_uses_itself_is_free() -> None:
    stop = threading.Event()

    def busy() -> None:
        while not stop.is_set():
            pass

    worker = threading.Thread(target=busy)
    worker.start()
    before = cores._ours()
    try:
        free = cores.idle()
    finally:
        stop.set()
        worker.join()

    assert cores._ours() > before
    assert 1 <= free <= cores.count()


def test_what_its_children_use_counts_as_its_own() -> None:
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as child:
        try:
            before = cores._ours()
            cores.idle()
            used = cores._ours() - before
        finally:
            child.kill()

    assert used > 0
