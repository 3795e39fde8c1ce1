"""Says a passage again in other words. Knows nothing of how verigen compares passages."""

from __future__ import annotations

import random
import re

PAIRS = """
use employ|uses employs|used employed|make produce|makes produces|made produced|show display|shows displays|shown displayed
begin start|begins starts|end finish|ends finishes|big large|small little|many numerous|often frequently|also additionally
need require|needs requires|get obtain|gets obtains|give provide|gives provides|given provided|choose select|chosen selected
find discover|finds discovers|found discovered|keep retain|keeps retains|kept retained|run execute|runs executes|file document
files documents|folder directory|line row|lines rows|test check|tests checks|answer reply|answers replies|question query
questions queries|problem task|problems tasks|number figure|numbers figures|text passage|texts passages|word term|words terms
model network|models networks|teacher instructor|teachers instructors|student learner|students learners|error mistake
errors mistakes|wrong incorrect|right correct|same identical|different distinct|each every|all every|only solely|about roughly
before prior to|after following|because since|if provided that|but however|while whereas|without lacking|with using
below under|above over|quick rapid|fast quickly|slow sluggish|new fresh|old former|first initial|last final|high elevated
low reduced|rate share|rates shares|time duration|times occasions|share portion|cost price|costs prices|read parse|reads parses
write compose|writes composes|written composed|called named|calls invokes|name label|names labels|option setting|options settings
command instruction|commands instructions|result outcome|results outcomes|value amount|values amounts|size extent|limit bound
limits bounds|draw sample|draws samples|drawn sampled|mean average|measure gauge|measured gauged|compare contrast
compared contrasted|change alter|changes alters|changed altered|stop halt|stops halts|allow permit|allowed permitted
hold contain|holds contains|held contained|memory storage|machine computer|machines computers|part component|parts components
kind sort|kinds sorts|set group|sets groups|page sheet|people persons|person individual|work labour|works functions|way manner
place spot|places spots|whole entire|several various|must has to|can is able to|may might|says states|say state|said stated
costs expenses|takes requires|take require|taken required|comes arrives|come arrive|left remaining|missing absent|shorter briefer
longer lengthier|better superior|less fewer|more further|then afterwards|here at this point|there at that point|default standard
example instance|examples instances|list enumeration|table chart|records entries|record entry|training learning|data information
"""
SYNONYMS = dict(pair.split(" ", 1) for line in PAIRS.strip().splitlines() for pair in line.split("|"))
DIGITS = "zero one two three four five six seven eight nine ten eleven twelve".split()
OPENERS = ("In other words, ", "Put differently, ", "Note that ", "It is the case that ", "", "", "")
DROPPED = frozenset("very also just only quite then so thus the".split())


def paraphrase(text: str, rng: random.Random, strength: float = 0.9) -> str:
    """Other words, another order of sentences and clauses, small numbers as words, some small words left out."""
    said = [_sentence(each, rng, strength) for each in re.split(r"(?<=[.!?])\s+", text.strip()) if each]
    rng.shuffle(said)
    return " ".join(said)


def _sentence(sentence: str, rng: random.Random, strength: float) -> str:
    body, mark = (sentence[:-1], sentence[-1]) if sentence[-1] in ".!?" else (sentence, "")
    clauses = body.split(", ")
    if len(clauses) == 2 and rng.random() < 0.5:
        clauses.reverse()
    words = [_word(word, rng, strength) for word in ", ".join(clauses).split()]
    made = " ".join(word for word in words if word)
    return rng.choice(OPENERS) + made + mark


def _word(word: str, rng: random.Random, strength: float) -> str:
    bare = word.lower()
    if rng.random() > strength:
        return word
    if bare in DROPPED and rng.random() < 0.4:
        return ""
    if word.isdecimal() and int(word) < len(DIGITS):
        return DIGITS[int(word)]
    core = bare.strip(",;:()")
    return bare.replace(core, SYNONYMS[core]) if core in SYNONYMS else word
