"""Classes that remember what was."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from .family import contest

if TYPE_CHECKING:
    from random import Random


@contest(60_000)
class RewoundShelf:
    stories = (
        "Write a class `RewoundShelf()`: a shelf with boxes numbered from 0 to $boxes - 1, all holding 0. `put(box, value)` sets a box and returns the number of put and rewind calls so far, this one included (the version). `rewind(version)` makes all boxes hold what they held right after that version (0: the beginning); this is a new version itself, whose number it returns. `look(box)` returns what the box holds now, `was(box, version)` what it held right after that version.",
    )
    limits = "at most $n calls; values from 1 to 10**6; versions that exist already."

    def knobs(rng: Random, n: int) -> dict[str, Any]:
        return {"boxes": rng.choice((3, 20)) if n < 2000 else 4000}

    def make(rng: Random, size: int, hostile: bool, *, boxes: int) -> list[Any]:
        calls, version = [], 0
        for _ in range(size):
            kind, box = rng.random(), rng.randrange(boxes if not hostile else min(boxes, 2))
            if kind < 0.4:
                calls.append(["put", [box, rng.randint(1, 10**6)]])
            elif kind < 0.5 + 0.2 * hostile:
                calls.append(["rewind", [rng.randint(0, version)]])
            else:
                calls.append(["look", [box]] if kind < 0.75 else ["was", [box, rng.randint(0, version)]])
            version += calls[-1][0] in ("put", "rewind")
        return [[], calls]

    def valid(start: list[Any], calls: list[Any], *, n: int, boxes: int) -> bool:
        version, fine = 0, not start and len(calls) <= n
        for kind, args in calls:
            fine = fine and (kind == "rewind" or 0 <= args[0] < boxes)
            fine = fine and (kind not in ("rewind", "was") or 0 <= args[-1] <= version)
            version += kind in ("put", "rewind")
        return fine

    class Fast:
        def __init__(self) -> None:
            # A version is a tree over halves of the boxes, which shares all that did not change.
            self.roots, self.left, self.right = [0], [0], [0]

        def put(self, box: int, value: int) -> int:
            self.roots.append(self.changed(self.roots[-1], 1 << 11, box, value))
            return len(self.roots) - 1

        def changed(self, node: int, half: int, box: int, value: int) -> int:
            self.left.append(self.left[node])
            self.right.append(self.right[node])
            fresh = len(self.left) - 1
            side = self.right if box & half else self.left
            side[fresh] = self.changed(side[node], half >> 1, box, value) if half > 1 else value
            return fresh

        def rewind(self, version: int) -> int:
            self.roots.append(self.roots[version])
            return len(self.roots) - 1

        def look(self, box: int) -> int:
            return self.was(box, len(self.roots) - 1)

        def was(self, box: int, version: int) -> int:
            node, half = self.roots[version], 1 << 11
            while half and node:
                node = self.right[node] if box & half else self.left[node]
                half >>= 1
            return node

    def slow(start: list[Any], calls: list[Any], *, boxes: int) -> list[int]:
        versions, answers = [[0] * boxes], []
        for kind, args in calls:
            if kind == "put":
                versions.append(
                    [args[1] if box == args[0] else held for box, held in enumerate(versions[-1])]
                )
            elif kind == "rewind":
                versions.append(list(versions[args[0]]))
            answers.append(
                len(versions) - 1
                if kind in ("put", "rewind")
                else versions[args[1] if kind == "was" else -1][args[0]]
            )
        return answers


@contest(30_000)
class CoverMeter:
    stories = (
        "Write a class `CoverMeter()` for a long wall that is painted piece by piece. `paint(start, end)` paints the metres from start to end and returns how many metres of them were not painted before. `gap(at)` returns the length of the unpainted stretch that contains the metre from `at` to at + 1, within the wall from 0 to $wall, or 0 if that metre is painted. `pieces()` returns the number of separate painted stretches.",
    )
    limits = "at most $n calls; 0 <= start < end <= $wall; 0 <= at < $wall."

    def knobs(rng: Random, n: int) -> dict[str, Any]:
        return {"wall": rng.choice((40, 10**9)) if n > 100 else 40}

    def make(rng: Random, size: int, hostile: bool, *, wall: int) -> list[Any]:
        calls, long = [], max(1, wall // rng.choice((3, 10, max(1, size))))
        top = min(wall, 40) if size <= 12 else wall
        for place in range(size):
            kind = rng.random()
            start = place * (top // size) if hostile and top > size else rng.randrange(top)
            end = min(wall, start + rng.randint(1, max(1, min(long, top // 4))))
            calls.append(
                ["paint", [start, end]] if kind < 0.5 else ["gap", [start]] if kind < 0.8 else ["pieces", []]
            )
        return [[], calls]

    def valid(start: list[Any], calls: list[Any], *, n: int, wall: int) -> bool:
        fine = all(0 <= args[0] < args[1] <= wall for name, args in calls if name == "paint")
        return (
            not start and len(calls) <= n and fine and all(0 <= a[0] < wall for k, a in calls if k == "gap")
        )

    class Fast:
        def __init__(self) -> None:
            self.starts, self.ends = [], []

        def paint(self, start: int, end: int) -> int:
            first, last = bisect_left(self.ends, start), bisect_right(self.starts, end)
            old = sum(
                min(e, end) - max(s, start) for s, e in zip(self.starts[first:last], self.ends[first:last])
            )
            low = min([start, *self.starts[first:last]])
            high = max([end, *self.ends[first:last]])
            self.starts[first:last], self.ends[first:last] = [low], [high]
            return end - start - old

        def gap(self, at: int, *, wall: int) -> int:
            place = bisect_right(self.starts, at)
            if place and self.ends[place - 1] > at:
                return 0
            left = self.ends[place - 1] if place else 0
            return (self.starts[place] if place < len(self.starts) else wall) - left

        def pieces(self) -> int:
            return len(self.starts)

    def slow(start: list[Any], calls: list[Any], *, wall: int) -> list[int]:
        strokes, answers = [], []

        def painted(metre: int) -> bool:
            return any(a <= metre < b for a, b in strokes)

        for kind, args in calls:
            if kind == "paint":
                answers.append(sum(not painted(metre) for metre in range(*args)))
                strokes.append(args)
            elif kind == "gap":
                low = high = args[0]
                while low >= 0 and not painted(low):
                    low -= 1
                ends = sorted(a for a, _ in strokes if a > high)
                high = ends[0] if ends else wall
                answers.append(0 if painted(args[0]) else high - low - 1)
            else:
                begun = {a for a, _ in strokes if not painted(a - 1)}
                answers.append(len(begun))
        return answers
