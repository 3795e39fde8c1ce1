"""Turns questions for a number into statements and statements into questions, where their grammar is plain.

`How many pens does Clara have now?` becomes `Clara has 66 pens now.`; `She buys 4 boxes at the shop.` becomes `How many
boxes does she buy at the shop?`. Whatever is not of such a form gives None.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from verigen.problems.mutate.mutators import verbs

PERSON = (
    r"(?:[A-Z][a-z]+(?: and [A-Z][a-z]+)?|he|she|they|He|She|They|[Tt]he (?!\w+ (?:and|of)\b)[a-z]+(?: (?:store|shop|team|class|"
    r"club|farm|school|company|family))?)"
)
AFTER = (
    r"(?: (?:in|on|at|for|from|to|after|before|during|with|left|now|altogether|each|every|per|an?|today|yesterday|last|over|all|"
    r"currently|total|remaining|by|this|than|per|so|when)\b[^?.;:]*)?"
)
PLURALS = r"[a-z]+(?:s|men|people|children|mice|fish|sheep|deer)"
THING = rf"(?P<thing>(?:(?!dozen|and|or|of|pairs?)[a-z]+ ){{0,3}}?(?!dozen){PLURALS}(?: of [a-z]+)?)"
DOES = re.compile(
    rf"How many {THING} (?P<aux>does|do|did|will|would|can) (?P<who>{PERSON}) (?P<to>(?:need|want|have|plan)s? to )?(?P<verb>[a-z]+)"
    rf"(?P<rest>{AFTER})\?"
)
MONEY = re.compile(
    rf"How much (?:money )?(?P<aux>does|do|did|will|would|can) (?P<who>{PERSON}) (?P<to>(?:need|want|have) to )?"
    rf"(?P<verb>earn|spend|pay|make|have|save|owe|raise|get|receive)(?P<rest>{AFTER})\?"
)
THERE = re.compile(rf"How many {THING} (?P<aux>are|were|will be) (?P<rest>there|left)(?P<after>{AFTER})\?")
STRANDED = re.compile(r"\b(?:in|on|at|for|from|to|with|by|of|each|every|per|an?|the|than)$")
REST = r"(?P<rest>(?: (?:in|on|at|for|from|to|during|with|after|before|today|yesterday|every|each|last|this)\b[^.,;:?!]*)?)"
NUMBER = r"(?:\d[\d,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten)"
ITEM = rf"{NUMBER} (?:[a-z]+ ){{0,3}}?[a-z]+"
SAID = re.compile(rf"(?P<who>{PERSON}) (?P<verb>[a-z]+) @ {THING}{REST}\.")
# one of several things: buys 3 pens, @ hats and a coat
LISTED = re.compile(
    rf"(?P<who>{PERSON}) (?P<verb>[a-z]+) (?:{ITEM}(?:, and |, | and ))*@ {THING}(?P<rest>)(?:(?:, and |, | and ){ITEM})*(?: (?:in|on|at|for|from)"
    r"\b[^.,;:?!@\d]*)?\."
)
EXIST = re.compile(rf"There (?P<are>are|were) @ {THING}{REST}\.")
AGE = re.compile(rf"How old (?P<aux>is|was|will) (?P<who>{PERSON})(?: be)?(?P<rest>{AFTER})\?")
FIRST_CLAUSE = re.compile(r",? (?:and|but|so|then) (?:then |also )?(?P<next>[a-z]+)")
CONDITION = re.compile(r"(?P<condition>(?:If|After|In|On|At|By|During) [^?]*, )(?P<question>how [^,?]*\?)")
COMPLEX = re.compile(
    r"[,;:]| (?:and|but|which|that|who|if|while|because|or|so|than|as)\b|@|\d", re.IGNORECASE
)

# Things that are counted, and words before a number that it can't leave alone.
UNITS = (
    "times|degrees|percent|years|months|weeks|days|hours|minutes|seconds|less|plus|minus|dollars|cents|pounds|ounces|kilograms|"
    "grams|tons|kilometers|meters|centimeters|millimeters|miles|feet|inches|yards|liters|milliliters|gallons|quarts|points|"
    "blocks|acres|calories|lbs|watts|steps"
)
PLURAL = re.compile(
    rf"\s(?:(?:small |large |big |red |blue |green |white |black )?(?!(?:{UNITS})\b)[a-z]+(?:s|men|people|children|mice|fish|sheep|deer)\b(?![- ](?:old|less|fewer|older|younger|later|ago|per|an?|each|every|of)\b))"
)
BEFORE = re.compile(
    r"\b(?:is|was|are|were|approximately|around|nearly|almost|over|under|an?|the|these|those|every|each|per|first|last|next|than|of|all|both|another|only|just|exactly|about|total|by|to|from|between|and|least|most|in|within|after|every|additional|extra|other|his|her|their|its|my|your|our|whose|\w+'s?)\s$",
    re.IGNORECASE,
)
AROUND = re.compile(
    r"(?P<before>[^@]*)@(?P<things>(?: [a-z]+){1,2}?)(?P<rest>(?: (?:in|on|at|for|from|to|during|with|today|yesterday|every|each|last|"
    r"this)\b[^.,;:?!]*)?)\."
)


class Claim(NamedTuple):
    """What a question asks for: `text` with the number as `@`; `verb` in its plain form."""

    text: str
    who: str
    verb: str
    now: bool


def claim(question: str, *, money: bool) -> Claim | None:
    """The statement that answers a question, without `How many`. `money`: whether sums are in dollars."""
    if match := CONDITION.fullmatch(question):
        found = claim(f"H{match['question'][1:]}", money=money)
        return (
            None if found is None else found._replace(text=f"{match['condition']}{lowered(found)}", now=False)
        )
    if match := DOES.fullmatch(question):
        return _claim(match, f"@ {match['thing']}")
    if money and (match := MONEY.fullmatch(question)):
        return _claim(match, "$@")
    if (match := AGE.fullmatch(question)) and not STRANDED.search(match["rest"]):
        be = "will be" if match["aux"] == "will" else match["aux"]
        who = f"{match['who'][0].upper()}{match['who'][1:]}"
        return Claim(
            f"{who} {be} @ years old{match['rest']}.", match["who"], "be", now=match["aux"] != "will"
        )
    match = THERE.fullmatch(question)
    if match and not STRANDED.search(f"{match['rest']}{match['after']}"):
        there = match["rest"] == "there"
        left = f" {match['rest']}" if not there else ""
        return Claim(
            f"There {match['aux']} @ {match['thing']}{left}{match['after']}.", "there", "be", now=True
        )
    return None


def _claim(match: re.Match[str], amount: str) -> Claim | None:
    aux, who, to, verb, rest = match["aux"], match["who"], match["to"] or "", match["verb"], match["rest"]
    if verb not in verbs.known() or STRANDED.search(rest):
        return None
    first, *others = f"{to}{verb}".split()
    form = verbs.third(first) if aux == "does" else verbs.past(first) if aux == "did" else first
    said = " ".join([*([aux] if aux in {"will", "would", "can"} else []), form, *others])
    return Claim(
        f"{who[0].upper()}{who[1:]} {said} {amount}{rest}.", who, verb, now=aux in {"does", "do", "did"}
    )


def lowered(claim: Claim) -> str:
    """The claim inside a sentence."""
    return (
        claim.text
        if claim.who[0].isupper() and not claim.who.startswith("The ")
        else f"{claim.text[0].lower()}{claim.text[1:]}"
    )


class ClauseQuestion(NamedTuple):
    """A question for the number of a statement."""

    text: str
    who: str
    verb: str


def said(sentence: str) -> re.Match[str] | None:
    """The parts of a statement of plain form that holds one number, written as `@`."""
    match = SAID.fullmatch(sentence)
    if not match or COMPLEX.search(match["rest"]) or STRANDED.search(match["rest"]):
        return None
    return match if match["verb"] in verbs.asked() else None


def _listed(sentence: str) -> re.Match[str] | None:
    match = LISTED.fullmatch(sentence)
    return match if match and match["verb"] in verbs.asked() else None


def ask(sentence: str) -> ClauseQuestion | None:
    """The question whose answer is the number of a statement, written as `@` in it."""
    clause = FIRST_CLAUSE.search(sentence)
    if clause and (clause["next"] in verbs.asked() or clause["next"] in {"he", "she", "they", "it"}):
        sentence = f"{sentence[: clause.start()]}."
    if match := EXIST.fullmatch(sentence):
        plain = not COMPLEX.search(match["rest"]) and not STRANDED.search(match["rest"])
        return (
            ClauseQuestion(f"How many {match['thing']} {match['are']} there{match['rest']}?", "there", "be")
            if plain
            else None
        )
    match = said(sentence) or _listed(sentence)
    if not match:
        return None
    aux, verb = verbs.asked()[match["verb"]]
    who = match["who"].lower() if re.match(r"(?:He|She|They|The)\b", match["who"]) else match["who"]
    return ClauseQuestion(f"How many {match['thing']} {aux} {who} {verb}{match['rest']}?", who, verb)


def around(sentence: str, start: int, end: int) -> re.Match[str] | None:
    """The parts of a statement around a number that counts things: `before`, `things` and a plain `rest`."""
    before, after = sentence[:start], sentence[end:]
    match = AROUND.fullmatch(f"{before}@{after}")
    if not match or BEFORE.search(before) or not PLURAL.match(after):
        return None
    return None if COMPLEX.search(match["rest"]) or STRANDED.search(match["rest"]) else match
