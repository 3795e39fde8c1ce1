"""Objects, standard input and plans in batches."""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from verigen.problems.banks.live.drawing import numbers

from .family import contest

if TYPE_CHECKING:
    from random import Random


@contest(40_000)
class LazyPantry:
    stories = (
        "Write a class `LazyPantry()`. `stock(day, lasts)` puts in one jar on that day; it can be eaten up to and including day + lasts. `eat(day)` eats the jar that spoils first among those that can still be eaten (of equal ones the one put in first) and returns the day on which it was put in, or -1. `fresh(day)` returns how many jars can still be eaten on day + $margin. Days never fall from call to call.",
    )
    limits = "at most $n calls; 0 <= day, lasts <= 10**9."

    def knobs(rng: Random, n: int) -> dict[str, Any]:
        return {"margin": rng.randint(0, 9)}

    def make(rng: Random, size: int, hostile: bool) -> list[Any]:
        calls, day = [], 0
        for place in range(size):
            day += rng.choice((0, 0, 1, 3)) if not hostile else 0
            kind = 0.0 if hostile and place < size // 2 else rng.random()
            last = place if hostile else rng.randint(0, rng.choice((9, 10**6)))
            calls.append(
                ["stock", [day, last]] if kind < 0.5 else ["eat", [day]] if kind < 0.7 else ["fresh", [day]]
            )
        return [[], calls]

    def valid(start: list[Any], calls: list[Any], *, n: int) -> bool:
        days = [args[0] for _, args in calls]
        fine = all(0 <= x <= 10**9 for _, args in calls for x in args)
        return not start and len(calls) <= n and days == sorted(days) and fine

    class Fast:
        def __init__(self) -> None:
            self.jars, self.ahead, self.eaten, self.good, self.number = [], [], set(), 0, 0

        def drop(self, day: int, *, margin: int) -> None:
            while self.ahead and self.ahead[0][0] < day + margin:
                if heappop(self.ahead)[1] not in self.eaten:
                    self.good -= 1

        def stock(self, day: int, lasts: int, *, margin: int) -> None:
            self.number += 1
            heappush(self.jars, (day + lasts, self.number, day))
            heappush(self.ahead, (day + lasts, self.number))
            self.good += 1

        def eat(self, day: int) -> int:
            while self.jars and self.jars[0][0] < day:
                heappop(self.jars)
            if not self.jars:
                return -1
            last, number, since = heappop(self.jars)
            self.drop(day)
            if self.ahead and (last, number) >= self.ahead[0]:
                self.eaten.add(number)
                self.good -= 1
            return since

        def fresh(self, day: int) -> int:
            self.drop(day)
            return self.good

    def slow(start: list[Any], calls: list[Any], *, margin: int) -> list[Any]:
        jars, answers = [], []
        for kind, args in calls:
            if kind == "stock":
                jars.append((sum(args), len(answers), args[0]))
                answers.append(None)
                continue
            day = args[0] if kind == "eat" else args[0] + margin
            good = sorted(jar for jar in jars if jar[0] >= day)
            if kind == "fresh":
                answers.append(len(good))
            else:
                answers.append(good[0][2] if good else -1)
                if good:
                    jars.remove(good[0])
        return answers


@contest(45_000)
class WhisperedRanks:
    stories = (
        'A referee gives one command per line and only reads on after each answer. The first line holds the number of commands. "in k" lets a runner enter whose number is (k + s) modulo $runners, "out k" takes the runner with number (k + s) modulo $runners out of the race; both do nothing if that is the case already. "rank k" asks for the number of the runner with the ((k + s) modulo m)-th smallest number (from 0) among the m runners in the race. s is the sum of all answers so far; without a runner the answer is -1 and s stays as it is. Print the answers, one a line.',
        'Process a line with a count, then so many commands on a set of numbers below $runners, with a running sum s of the printed numbers (at first 0, and -1 is not added). "in k" and "out k" insert and remove (k + s) mod $runners; "rank k" prints the member of index (k + s) mod m of the sorted set, where m is its size, or -1 if it is empty.',
    )
    limits = "at most $n commands; 0 <= k < $runners."
    program = True

    def knobs(rng: Random, n: int) -> dict[str, Any]:
        return {"runners": rng.choice((7, 30)) if n < 1000 else rng.choice((n, 4 * n))}

    def make(rng: Random, size: int, hostile: bool, *, runners: int) -> list[Any]:
        lines = [str(size)]
        for place in range(size):
            kind = "in" if hostile and place < size // 2 else rng.choice(["in", "in", "out", "rank"])
            kind = "rank" if hostile and place > size // 2 else kind
            lines.append(f"{kind} {rng.randrange(runners)}")
        return ["\n".join(lines) + "\n"]

    def valid(text: str, *, n: int, runners: int) -> bool:
        rows = [line.split() for line in text.splitlines()[1:]]
        fine = all(kind in ("in", "out", "rank") and 0 <= int(k) < runners for kind, k in rows)
        return len(rows) == int(text.split(maxsplit=1)[0]) <= n and fine

    def fast(text: str, *, runners: int) -> str:
        tree, held, size, shift, answers = [0] * (runners + 1), [False] * runners, 0, 0, []
        for line in text.splitlines()[1:]:
            kind, k = line.split()
            if kind != "rank":
                number, state = (int(k) + shift) % runners, kind == "in"
                if held[number] != state:
                    held[number], change = state, 1 if state else -1
                    size += change
                    at = number + 1
                    while at <= runners:
                        tree[at] += change
                        at += at & -at
            elif not size:
                answers.append(-1)
            else:
                rank, at, step = (int(k) + shift) % size, 0, 1 << runners.bit_length()
                while step:
                    if at + step <= runners and tree[at + step] <= rank:
                        at += step
                        rank -= tree[at]
                    step >>= 1
                shift += at
                answers.append(at)
        return "".join(f"{answer}\n" for answer in answers)

    def slow(text: str, *, runners: int) -> str:
        held, shift, answers = set(), 0, []
        for line in text.splitlines()[1:]:
            kind, k = line.split()
            if kind == "in":
                held |= {(int(k) + shift) % runners}
            elif kind == "out":
                held -= {(int(k) + shift) % runners}
            elif not held:
                answers.append(-1)
            else:
                ranked = sorted(held, key=lambda number: number)
                answers.append(ranked[(int(k) + shift) % len(ranked)])
                shift += answers[-1]
        return "".join(f"{answer}\n" for answer in answers)


@contest(30_000)
class FewestBatches:
    stories = (
        "Letters with the given `weights` are posted in bags; the order of the letters is kept inside the post, so that each bag takes a run of neighbouring letters. A bag holds at most `most` letters, and its heaviest letter may exceed its lightest by $gap at most. A bag costs $base coins plus the weight of its heaviest letter. Return the lowest total cost.",
        "Cut the row `weights` into contiguous groups of at most `most` members whose maximum and minimum differ by at most $gap. A group costs $base plus its maximum; minimise the sum.",
    )
    limits = "1 <= most, len(weights) <= $n; 1 <= weight <= 10**4."

    def knobs(rng: Random, n: int) -> dict[str, Any]:
        return {"gap": rng.choice((20, 1000, 10**4)), "base": rng.randint(1, 300)}

    def make(rng: Random, size: int, hostile: bool, *, gap: int) -> list[Any]:
        return [
            numbers(rng, size, 1, min(10**4, rng.choice((gap // 2 + 2, 10**4))), hostile),
            rng.randint((size + 1) // 2, size),
        ]

    def valid(weights: list[int], most: int, *, n: int) -> bool:
        return 1 <= len(weights) <= n and 1 <= most <= n and all(1 <= weight <= 10**4 for weight in weights)

    def fast(weights: list[int], most: int, *, gap: int, base: int) -> int:
        best, start, low, falling, heap = [0], 0, deque(), deque(), []
        until = {}
        for end, weight in enumerate(weights):
            while low and weights[low[-1]] >= weight:
                low.pop()
            low.append(end)
            first = end
            while falling and falling[-1][1] <= weight:
                first, _ = falling.pop()
                until[first] = None
            falling.append((first, weight))
            until[first] = weight
            heappush(heap, (best[first] + weight, first, weight))
            start = max(start, end + 1 - most)
            while low[0] < start or max(falling[0][1], 0) - weights[low[0]] > gap or falling[0][0] < start:
                if low[0] < start:
                    low.popleft()
                elif falling[0][0] < start:
                    block, top = falling.popleft()
                    until[block] = None
                    if not falling or falling[0][0] > start:
                        falling.appendleft((start, top))
                        until[start] = top
                        heappush(heap, (best[start] + top, start, top))
                else:
                    start += 1
            # the best cost never falls along the row, so that a block of one maximum is best cut at its first place
            while until.get(heap[0][1]) != heap[0][2]:
                heappop(heap)
            best.append(base + heap[0][0])
        return best[-1]

    def slow(weights: list[int], most: int, *, gap: int, base: int) -> int:
        best = [0]
        for end in range(1, len(weights) + 1):
            costs = []
            for start in range(max(0, end - most), end):
                group = weights[start:end]
                if max(group) - min(group) <= gap:
                    costs.append(best[start] + base + max(group))
            best.append(min(costs))
        return best[-1]
