"""Classes with a state: the tests create an object and call its methods in turn."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import deque
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from .family import contest

if TYPE_CHECKING:
    from random import Random


@contest(40_000)
class StampCounter:
    stories = (
        "Write a class `StampCounter` for a club's gate. `StampCounter()` starts empty. `hit(member, time)` notes a visit and returns the member's visits within the last $window minutes (those at time - $window + 1 or later, this one included). `regulars(time)` returns how many members have at least $often visits within the last $window minutes before or at `time`. Times never fall from call to call.",
    )
    limits = "at most $n calls; 0 <= member < $n; 0 <= time <= 10**9."

    def knobs(rng: Random, n: int) -> dict[str, Any]:
        return {"window": rng.randint(3, 500), "often": rng.randint(2, 3)}

    def make(rng: Random, size: int, hostile: bool, *, window: int) -> list[Any]:
        calls, time, members = [], 0, rng.choice((1, 3, max(1, size // 4)))
        for _ in range(size):
            time += rng.choice((0, 0, 1, window // 3, window)) if not hostile else 0
            hit = rng.random() < 0.5 or (hostile and len(calls) < size // 2)
            calls.append(["hit", [rng.randrange(members), time]] if hit else ["regulars", [time]])
        return [[], calls]

    def valid(start: list[Any], calls: list[Any], *, n: int) -> bool:
        times = [args[-1] for _, args in calls]
        members = [args[0] for name, args in calls if name == "hit"]
        return not start and len(calls) <= n and times == sorted(times) and all(0 <= m < n for m in members)

    class Fast:
        def __init__(self) -> None:
            self.visits, self.counts, self.many = deque(), {}, 0

        def drop(self, time: int, *, window: int, often: int) -> None:
            while self.visits and self.visits[0][1] <= time - window:
                member = self.visits.popleft()[0]
                self.many -= self.counts[member] == often
                self.counts[member] -= 1

        def hit(self, member: int, time: int, *, often: int) -> int:
            self.drop(time)
            self.visits.append((member, time))
            self.counts[member] = self.counts.get(member, 0) + 1
            self.many += self.counts[member] == often
            return self.counts[member]

        def regulars(self, time: int) -> int:
            self.drop(time)
            return self.many

    def slow(start: list[Any], calls: list[Any], *, window: int, often: int) -> list[int]:
        visits, answers = [], []
        for name, args in calls:
            if name == "hit":
                visits.append(args)
            recent = [member for member, time in visits if time > args[-1] - window]
            if name == "hit":
                answers.append(recent.count(args[0]))
            else:
                answers.append(sum(recent.count(member) >= often for member in set(recent)))
        return answers


@contest(40_000)
class AgingQueue:
    stories = (
        "Write a class `AgingQueue(patience)` for a surgery. `join(name, urgency)` lets a patient wait and returns the number of patients who now wait; a patient who waits already gets the new urgency instead and keeps the place of the first arrival. `leave(name)` removes a patient and returns whether there was one. `call()` removes and returns the name of the patient with the highest score, of several the one who arrived first, or None; the score is the urgency plus `patience` for each call() since the urgency was given.",
    )
    limits = "at most $n calls; 0 <= patience <= 5; 0 <= urgency <= $top; names are the texts p0, p1, ..."

    def knobs(rng: Random, n: int) -> dict[str, Any]:
        return {"top": rng.choice((4, 30, 1000))}

    def make(rng: Random, size: int, hostile: bool, *, top: int) -> list[Any]:
        calls, people = [], rng.choice((3, max(2, size // 3), size))
        for place in range(size):
            kind = rng.random()
            if hostile and place < size // 2:
                kind = 0.0
            name = f"p{place if hostile else rng.randrange(people)}"
            calls.append(
                ["join", [name, rng.randint(0, top)]]
                if kind < 0.55
                else ["leave", [name]]
                if kind < 0.65
                else ["call", []]
            )
        return [[rng.randint(0, 5)], calls]

    def valid(start: list[int], calls: list[Any], *, n: int, top: int) -> bool:
        urgent = [args[1] for name, args in calls if name == "join"]
        return 0 <= start[0] <= 5 and len(calls) <= n and all(0 <= each <= top for each in urgent)

    class Fast:
        def __init__(self, patience: int) -> None:
            self.patience, self.rounds, self.arrivals = patience, 0, 0
            self.heap, self.waiting = [], {}

        def join(self, name: str, urgency: int) -> int:
            place = self.waiting[name][1] if name in self.waiting else self.arrivals
            self.arrivals += 1
            entry = (self.rounds * self.patience - urgency, place, name)
            self.waiting[name] = entry
            heappush(self.heap, entry)
            return len(self.waiting)

        def leave(self, name: str) -> bool:
            return self.waiting.pop(name, None) is not None

        def call(self) -> str | None:
            self.rounds += 1
            while self.heap:
                entry = heappop(self.heap)
                if self.waiting.get(entry[2]) == entry:
                    del self.waiting[entry[2]]
                    return entry[2]
            return None

    def slow(start: list[int], calls: list[Any]) -> list[Any]:
        people, answers = [], []
        for kind, args in calls:
            known = [each for each in people if args and each[0] == args[0]]
            if kind == "join":
                if known:
                    known[0][1] = args[1]
                else:
                    people.append([args[0], args[1]])
                answers.append(len(people))
            elif kind == "leave":
                people = [each for each in people if each not in known]
                answers.append(bool(known))
            else:
                first = max(people, key=lambda each: each[1], default=None)
                answers.append(first[0] if first else None)
                people = [[name, score + start[0]] for name, score in people if not first or name != first[0]]
        return answers


@contest(45_000)
class TrimmedBasket:
    stories = (
        "Write a class `TrimmedBasket()` that holds numbers. `add(x)` puts x in and returns how many numbers are held. `oldest()` removes the number that was added first and returns it, or None if there is none. `spread()` returns the difference of the $rank-th largest and the $rank-th smallest number held, or -1 if fewer than $rank are held. `below(x)` returns how many numbers held are smaller than x.",
    )
    limits = "at most $n calls; 0 <= x <= 10**9."

    def knobs(rng: Random, n: int) -> dict[str, Any]:
        return {"rank": rng.randint(1, max(1, min(20, n // 4)))}

    def make(rng: Random, size: int, hostile: bool) -> list[Any]:
        calls, top = [], rng.choice((5, 10**9))
        for place in range(size):
            kind = rng.random() if place > size // 3 else 0.0
            x = place if hostile else rng.randint(0, top)
            calls.append(
                ["add", [x]]
                if kind < 0.3
                else ["oldest", []]
                if kind < 0.4
                else ["spread", []]
                if kind < 0.8
                else ["below", [x]]
            )
        return [[], calls]

    def valid(start: list[Any], calls: list[Any], *, n: int) -> bool:
        return not start and len(calls) <= n and all(0 <= args[0] <= 10**9 for _, args in calls if args)

    class Fast:
        def __init__(self) -> None:
            self.order, self.sorted = deque(), []

        def add(self, x: int) -> int:
            self.order.append(x)
            insort(self.sorted, x)
            return len(self.sorted)

        def oldest(self) -> int | None:
            if not self.order:
                return None
            x = self.order.popleft()
            del self.sorted[bisect_left(self.sorted, x)]
            return x

        def spread(self, *, rank: int) -> int:
            return self.sorted[-rank] - self.sorted[rank - 1] if len(self.sorted) >= rank else -1

        def below(self, x: int) -> int:
            return bisect_left(self.sorted, x)

    def slow(start: list[Any], calls: list[Any], *, rank: int) -> list[Any]:
        held, answers = [], []
        for kind, args in calls:
            if kind == "add":
                held = [*held, args[0]]
                answers.append(sum(1 for _ in held))
            elif kind == "oldest":
                answers.append(held[0] if held else None)
                held = held[1:]
            elif kind == "spread":
                ranked = sorted(held, key=lambda x: x)
                answers.append(ranked[-rank] - ranked[rank - 1] if len(held) >= rank else -1)
            else:
                answers.append(sum(x < args[0] for x in held))
        return answers
