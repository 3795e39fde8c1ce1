"""Clocks, bookings and plans."""

from __future__ import annotations

from itertools import pairwise

from problem_banks.code_core.author import ints, items, pair, problem


@problem(level=1, inputs=[ints(0, 5000)], given=[(0,), (59,), (60,), (3599,), (3600,), (4271,)])
def stopwatch(seconds: int) -> str:
    """Write a non-negative number of seconds as hours, minutes and seconds in the form H:MM:SS, with as many digits for
    the hours as they need.
    """
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


@problem(
    level=2,
    inputs=[ints(0, 23), ints(0, 59), ints(-3000, 3000)],
    given=[(0, 0, 0), (23, 59, 1), (0, 0, -1), (12, 30, 90), (6, 15, -1500)],
)
def clock_after(hour: int, minute: int, later: int) -> tuple[int, int]:
    """A clock with 24 hours shows `hour` and `minute`. Return the hour and the minute that it shows `later` minutes
    after that; a negative number means earlier.
    """
    return divmod((60 * hour + minute + later) % 1440, 60)


@problem(
    level=3,
    inputs=[items(pair(ints(0, 12), ints(1, 6)), 0, 7)],
    given=[([],), ([(0, 5)],), ([(0, 2), (2, 2)],), ([(0, 4), (1, 4), (2, 4)],), ([(5, 1), (0, 9)],)],
)
def rooms_needed(meetings: list[tuple[int, int]]) -> int:
    """Each meeting is a pair of its start and its duration (at least 1). A room can be used again from the moment a
    meeting in it has ended. Return the smallest number of rooms in which all meetings can take place.
    """
    return max((sum(s <= start < s + d for s, d in meetings) for start, _ in meetings), default=0)


@problem(
    level=4,
    inputs=[items(pair(ints(0, 12), ints(1, 6)), 0, 7)],
    given=[([],), ([(0, 5)],), ([(0, 2), (2, 2)],), ([(0, 9), (1, 1), (3, 2)],), ([(0, 4), (1, 4), (2, 4)],)],
)
def most_films(showings: list[tuple[int, int]]) -> int:
    """Each showing is a pair of its start and its duration (at least 1). Return how many showings one person can watch
    from start to end at most, if one may begin at the very moment another ends.
    """
    seen, free = 0, 0
    for end, start in sorted((start + duration, start) for start, duration in showings):
        if start >= free:
            seen, free = seen + 1, end
    return seen


@problem(
    level=3,
    inputs=[items(pair(ints(0, 20), ints(0, 20)), 0, 6), ints(0, 10), ints(12, 20)],
    given=[
        ([], 0, 12),
        ([(0, 20)], 3, 15),
        ([(5, 7), (9, 9)], 4, 12),
        ([(2, 4), (14, 30)], 3, 15),
        ([(6, 2)], 1, 13),
    ],
)
def free_gaps(busy: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """`busy` holds pairs (from, to) of times when someone is busy; a pair whose second number is not larger than its
    first means nothing. Return the stretches between `start` and `end` (`start` < `end`) in which the person is
    free, as pairs in order, each as long as possible and longer than 0.
    """
    gaps, at = [], start
    for begin, stop in sorted(times for times in busy if times[0] < times[1]):
        if begin > at and at < end:
            gaps.append((at, min(begin, end)))
        at = max(at, stop)
    if at < end:
        gaps.append((at, end))
    return gaps


@problem(
    level=4,
    inputs=[items(pair(ints(1, 6), ints(1, 15)), 0, 7)],
    given=[([],), ([(2, 3)],), ([(5, 3)],), ([(2, 9), (3, 5), (1, 1)],), ([(4, 4), (4, 5), (2, 6)],)],
)
def least_lateness(jobs: list[tuple[int, int]]) -> int:
    """Each job is a pair of its duration and its due time. The jobs are done one after another without breaks, from
    time 0 on, in an order that may be chosen. The lateness of a job is its end less its due time, or 0 if it ends in
    time. Return the smallest possible value of the largest lateness; without jobs it is 0.
    """
    time = worst = 0
    for duration, due in sorted(jobs, key=lambda job: job[1]):
        time += duration
        worst = max(worst, time - due)
    return worst


@problem(
    level=5,
    inputs=[items(ints(1, 9), 0, 8), ints(1, 3)],
    given=[([], 2), ([5], 3), ([3, 3, 3, 3], 2), ([9, 1, 1, 1], 2), ([4, 5, 6, 7], 3), ([2, 2, 2], 1)],
)
def earliest_finish(loads: list[int], workers: int) -> int:
    """Tasks with the durations `loads` are shared among `workers` workers (at least 1); each worker does whole tasks one
    after another, and the tasks may be shared in any way. Return the earliest time at which all tasks can be done.
    """
    states = {(0,) * workers}
    for load in loads:
        states = {
            tuple(sorted((*state[:w], state[w] + load, *state[w + 1 :])))
            for state in states
            for w in range(workers)
        }
    return min(max(state) for state in states)


@problem(
    level=2,
    inputs=[items(ints(0, 30), 0, 8), ints(0, 10)],
    given=[([], 5), ([3], 5), ([1, 2, 3], 1), ([10, 2, 20], 7), ([5, 5, 5], 0)],
)
def visits(times: list[int], pause: int) -> int:
    """`times` are the moments at which someone loaded a page, in no particular order. Loads belong to one visit as long
    as each comes at most `pause` after the one before. Return the number of visits.
    """
    ordered = sorted(times)
    breaks = sum(later - earlier > pause for earlier, later in pairwise(ordered))
    return breaks + 1 if ordered else 0
