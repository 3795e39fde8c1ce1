"""Scheduling: which appointment is when."""

from __future__ import annotations

from verigen.domains.logic.reference import LogicReference
from verigen.problems.banks.live.csp import PuzzleFacts, fewest, holds, unique
from verigen.problems.banks.live.puzzles import NUMBERS, Puzzle, Rng, asked, items, joined, listed, people

from .family import family

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TALKS = (
    "robotics",
    "poetry",
    "genetics",
    "history",
    "chemistry",
    "sculpture",
    "finance",
    "linguistics",
    "astronomy",
    "botany",
)
SCENES = (
    (
        "days",
        "{n} friends, {who}, each cook once in a week that begins on Monday; nobody shares a day.",
        "cooks",
    ),
    (
        "days",
        "{who} each take one shift at the front desk, on different days from Monday on.",
        "has the shift",
    ),
    ("hours", "A school has one talk per hour, starting at 9:00. The subjects are {who}.", "is"),
    ("hours", "A dentist sees {who} one after the other, one per hour from 9:00 on.", "has the appointment"),
)


@family(level=1, size=(2, 3, 4, 5, 5, 6, 7, 7), vague=(1, 1, 1, 1, 2, 2, 2, 3))
def timetables(rng: Rng, *, size: int, vague: int) -> Puzzle:
    unit, scene, verb = rng.choice(SCENES)
    talks = "subjects" in scene
    names = rng.sample(TALKS, size) if talks else people(rng, size)
    times = list(DAYS[:size]) if unit == "days" else [f"{9 + hour}:00" for hour in range(size)]
    order = rng.sample(range(size), size)  # the place of each name
    truth = {f"t{each}": place for each, place in enumerate(order)}
    shown = [f"the talk on {name}" if talks else name for name in names]
    pool: dict[str, str] = {}
    facts = PuzzleFacts(domains=dict.fromkeys(truth, range(size)), clues=[], different=[list(truth)])
    while not unique(facts):
        for _ in range(3 * size):
            clue, line = _clue(rng, shown, verb, times, vague)
            if holds(clue, truth):
                pool[clue] = line
        facts = PuzzleFacts(domains=facts.domains, clues=list(pool), different=facts.different)
    kept = [facts.clues[at] for at in fewest(rng, facts)]
    example = asked(rng, f"{names[0]}: {rng.choice(times)}", "with one line for each")
    text = joined(
        scene.format(n=NUMBERS[size].capitalize(), who=listed(names)) + f" The {unit} are {listed(times)}.",
        items(rng, [pool[clue][0].upper() + pool[clue][1:] for clue in kept]),
        f"{rng.choice(['When is whose turn?', 'Work out the timetable.', 'Find the schedule.'])} {example}",
    )
    reference = LogicReference(
        shape="pairs",
        answer=tuple((name, times[order[each]]) for each, name in enumerate(names)),
        names={name: (f"talk on {name}",) if talks else () for name in names},
        choices={time: _other(time) for time in times},
    )
    return Puzzle(
        prompt=text,
        reference=reference,
        facts=PuzzleFacts(domains=facts.domains, clues=kept, different=facts.different),
    )


def _other(time: str) -> tuple[str, ...]:
    """Other words for a time: Mon; 9 am, 9am, 09:00."""
    if time in DAYS:
        return (f"{time}s", time[:3])
    hour = int(time.partition(":")[0])
    half = f"{(hour - 1) % 12 + 1}", "am" if hour < 12 else "pm"
    early = (f"0{time}",) if hour < 10 else ()
    late = () if hour < 13 else (f"{half[0]}:00",)
    return (
        *early,
        *late,
        f"{half[0]} {half[1]}",
        f"{half[0]}{half[1]}",
        f"{half[0]}:00 {half[1]}",
        f"{half[0]}:00{half[1]}",
        f"{hour} o'clock",
    )


def _clue(rng: Rng, names: list[str], verb: str, times: list[str], vague: int) -> tuple[str, str]:
    size = len(names)
    a, b = rng.sample(range(size), 2)
    place, gap = rng.randrange(size), rng.randint(1, max(1, size - 2))
    at = "on" if times[0] in DAYS else "at"
    unit = "day" if at == "on" else "hour"
    many = f"exactly {NUMBERS[gap]} {unit}{'s' if gap > 1 else ''}"
    forms = [
        [(f"t{a} == {place}", f"{names[a]} {verb} {at} {times[place]}.")],
        [
            (f"t{a} < t{b}", f"{names[a]} {verb} earlier than {names[b]}."),
            (f"t{a} != {place}", f"{names[a]} does not have {times[place]}."),
            (f"t{a} + 1 == t{b}", f"{names[b]} comes directly after {names[a]}."),
        ],
        [
            (f"Abs(t{a} - t{b}) == {gap}", f"{many} lie between the starting times of {names[a]} and {names[b]}." if unit == "hour" else f"the days of {names[a]} and {names[b]} are {many} apart."),
            (f"Or(t{a} == 0, t{a} == {size - 1})", f"{names[a]} {verb} either first or last of all."),
            (f"Abs(t{a} - t{b}) != 1", f"{names[a]} and {names[b]} do not come right after each other, in either order."),
        ],
    ]  # fmt: skip
    kinds = (0, 1) if vague == 1 else (0, 1, 1, 2, 2) if vague == 2 else (1, 2, 2)
    return rng.choice(forms[rng.choice(kinds)])
