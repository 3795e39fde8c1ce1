"""Finds sentences that speak of the reference: the answer key, the grader, hidden tests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.dataset.filters import messages, reading
from verigen.dataset.filters.rules import matches, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded

_ANSWER = r"(?:answer|solution|result|output|value|label|implementation|response|code|program)s?"
_GIVEN = r"(?:reference|ground[- ]?truth|gold(?:en|[- ]standard)?|official|model|target|provided|supplied|given|stored|hidden|secret|leaked|known|expected|correct|right|true|final|intended|annotated|labell?ed)"
RULES = tuple(
    rule("leak", needs, pattern, foreign=r"\u00f6" in pattern, view="prose")
    for needs, pattern in (
        ("refe grou gold offi leak anno labe inte supp auth", rf"\b(?:reference|ground[- ]?truth|gold(?:en|[- ]standard)?|official|leaked|annotated|labell?ed|intended|supplied|author'?s) (?:final |correct )?{_ANSWER}\b|\bground truth\b(?! (?:about|in))"),
        ("answ mark grad scor end back mode key rubr solu", r"\b(?:answer|solutions?|marking|grading|scoring|mark) (?:key|sheet|scheme|manual|guide)\b|\bthe (?:back|end) of the (?:book|textbook)\b|\bmodel answer\b|\bthe key (?:says|gives|lists|states|shows|has)\b|\brubric\b"),
        ("told give show info prov hand", rf"\b(?:i (?:was|am|have been|'ve been|'m)|we (?:were|are|have been)|having been) (?:already |just |also )?(?:told|given|shown|informed|provided with|handed)(?: that| in advance| beforehand)?,? (?:the |that the |this is the )?(?:{_GIVEN} ?)*{_ANSWER}\b"),
        ("refe grou gold offi mode targ prov supp give stor hidd secr leak know expe corr righ true fina inte anno labe", rf"\b(?:i|we) (?:already |just |happen to |secretly )?(?:know|knew|saw|see|have seen|peeked at|looked up|checked|looked at|remember|recall|have access to|can see|memori[sz]ed|found)(?: that)? (?:from the (?:data|dataset|prompt|file|system)[^.]{{0,20}} )?(?:that )?the (?:{_GIVEN} )+{_ANSWER}\b"),
        ("refe grou gold offi mode targ prov supp give stor hidd secr leak know expe corr righ true fina inte anno labe", rf"\b(?:according to|as per|based on|consistent with|agrees? with|match(?:es|ing)?|compar\w+ (?:it |this |that |my \w+ )?(?:to|with|against)|in line with|equal to|same as|confirmed by|verified (?:with|against|by)|check(?:ed|ing)? against|looking at|from|given in|stated in|as in|use|using|copy(?:ing)?) the (?:{_GIVEN} )+{_ANSWER}\b(?! (?:of|for|to) (?:the|this|each|part|step))"),
        (
            "prom inst syst gave tell told says aske my",
            r"\b(?:the |my |this )?(?:system )?(?:prompt|system message|instructions?|developer message)(?: above)? (?:says?|tells?|told|asks?|asked|wants?|wanted|requires?|required|states?|instructs?|demands?|specif(?:y|ies))(?: that)? (?:me|i|us|we|to (?:think|put|write|answer|be|use|respond|reply|keep|reason|give|wrap|place))\b|\bmy (?:instructions|system prompt|system message)\b|\b(?:inside|within|between) (?:these|the|those) (?:think(?:ing)? |special |xml )?tags\b|\bsystem prompt\b",
        ),
        ("refe expe gold targ prov offi", rf"\bthe (?!(?:expected|target) values? )(?:reference|expected|gold|target|provided|official) (?:final )?{_ANSWER} (?:is|was|says|given|shows|states|should be|must be|equals|has|reads|lists|confirms|provided|in the)\b"),
        ("prob prom ques data task meta syst user file reco row cont inst", rf"\b(?:the |this |an? )?(?:problem|prompt|question|dataset|data|task|metadata|system|user|file|record|row|context|instructions?) (?:already |also )?(?:gives|gave|provides|provided|contains|includes|lists|tells|told|states|says|shows|reveals|has)(?: me| us)?,? (?:that )?the (?:{_GIVEN} )+{_ANSWER}\b"),
        ("hidd priv secr unse held with undi invi grad eval judg chec", r"\b(?:hidden|private|secret|unseen|held-?out|withheld|undisclosed|invisible|grading|grader'?s?|evaluation|evaluator'?s?|judge'?s|checker'?s) (?:unit )?(?:tests?|test ?cases?|test ?suites?|cases|inputs|examples|checks|data|asserts|assertions)\b"),
        ("grad veri auto eval scor rewa mark test chec judg", r"\b(?:the|an?|this|any|automatic|auto) ?(?:auto-?)?(?:grader|verifier|autograder|evaluator|scorer|reward model|reward function|marker|grading (?:script|system|program)|evaluation (?:script|system|harness)|test harness|checker|judge) (?:will|would|can|may|might|is|only|just|wants?|expects?|looks?|compares?|checks?|accepts?|requires?|needs?|likes?|prefers?|rewards?|scores?|has|reads?|uses|does|should|probably|cannot|won't|sees)\b"),
        ("grad veri auto eval rewa", r"\b(?:pass|passes|satisf\w+|please|fool|trick|game|convince|get past|for|by|to) (?:the |an? |your |this )?(?:auto-?)?(?:grader|verifier|autograder|evaluator|reward model|reward function|grading script)\b"),
        ("test asse", r"\bthe (?:unit |given |provided |actual )?(?:tests?|test ?cases|test ?suite|asserts?|assertions) (?:will|would|probably|likely|presumably|seems? to|appears? to|expects?|wants?|only|just|must|looks? for|requires?) ?(?:call|check|expect|compare|want|look|verify|use|run|test|include|cover|assert|need)?\b"),
        ("test asse hard", r"\b(?:tests?|test ?cases|asserts?|assertions) (?:i|that i|we|that we) (?:was|were|am|have been|had been|saw|have seen|can see|know)\b|\b(?:i|we) (?:know|saw|have seen|can see|peeked at|remember|looked at) (?:the )?(?:\w+ )?(?:tests|test ?cases|test ?suite|asserts)\b|\bhard-?cod\w+ (?:the |this |for )?(?:tests?|expected|answer|outputs?)\b"),
        ("supp expe mean requ want work go goin reas solv deri", r"\b(?:supposed|expected|meant|required|want(?:ed|s)?(?: me)?) (?:to )?(?:arrive at|reach|get to|end up (?:at|with)|output|land on|produce|justify|derive) (?:the (?:given|provided|known|expected) |this (?:given|known) )|\b(?:work(?:ing)?|go(?:ing)?|reason(?:ing)?|solv\w+|deriv\w+) backwards? from the (?:known |given |provided |expected |correct )*(?:answer|solution|result)\b"),
        ("know give prov supp stat alre list stor atta incl leak reve fiel colu entr tag data trai benc answ resu", r"\bsince the (?:final |correct )?answer is (?:known|given|provided|supposed|stated|already)\b|\bthe answer (?:is|was) (?:given|provided|supplied|listed|stored|attached|included|leaked|revealed|already known|already given)(?: as| in| to| by| with| at|:|,|\.)|\b(?:answer|solution|result) (?:field|column|entry|tag|from the (?:dataset|key|book|file))\b|\b(?:dataset|training data|benchmark)'?s? (?:answer|label|solution|says)\b"),
        ("labe answ solu targ anno refe", r"\bthe (?:label|target|annotation|answer|solution|reference) (?:in|of|from) the (?:data ?set|data|training set|metadata|file|json|record|corpus)\b"),
        ("prov supp", r"\b(?:the|this) (?:provided|supplied) (?:final |correct )?(?:solution|answer|key)\b"),
        ("refe", r"\bthe reference (?:says|gives|states|shows|agrees|confirms|lists|claims|wants)\b"),
        ("mess prom user syst inst", rf"\b(?:the |this )?(?:user|system|developer)(?:'s)? (?:message|prompt|turn|query|input) (?:already |also )?(?:includes?|included|contains?|contained|gives?|gave|states?|stated|shows?|showed|provides?|provided|reveals?|has|lists?|mentions?) (?:me |us )?(?:the |a )(?:{_GIVEN} )*{_ANSWER}\b"),
        ("grad veri auto eval rewa chec", r"\b(?:to|and|will|should|must|so that i|so it) (?:pass|satisfy|please|fool|trick|game|convince|impress|keep) (?:the |an? |your |this )?(?:automatic |automated |hidden )?(?:auto-?)?(?:grader|verifier|autograder|evaluator|checker|reward model|reward function|grading script)\b"),
        ("resp répo lösu antw risp", r"\b(?:la )?respuesta (?:correcta|final|dada|conocida) (?:que me (?:dieron|han dado|dan)|dada|proporcionada)\b|\bla r\u00e9ponse (?:correcte|donn\u00e9e|fournie) (?:qu'on m'a|est d\u00e9j\u00e0|dans le)\b|\bdie (?:richtige|vorgegebene|bekannte|mitgegebene) (?:l\u00f6sung|antwort) (?:wurde|war|ist) (?:mir )?(?:schon |bereits )?(?:gegeben|vorgegeben|bekannt|genannt|gesagt)\b"),
        ("must löse muste lösu refe vers vorg corr répo test clav resp solu prue risp gaba nyck", r"\b(?:musterl\u00f6sung|l\u00f6sungsschl\u00fcssel|l\u00f6sungsheft|referenzl\u00f6sung|referenzantwort|versteckte\w* tests?|vorgegebene l\u00f6sung|corrig\u00e9|r\u00e9ponse (?:de r\u00e9f\u00e9rence|attendue|officielle)|tests? cach\u00e9s|clave de (?:respuestas|correcci\u00f3n)|respuesta (?:de referencia|esperada|oficial)|solucionario|pruebas ocultas|risposta (?:di riferimento|attesa)|resposta de refer\u00eancia|gabarito|nyckel)\b|\u6807\u51c6\u7b54\u6848|\u53c2\u8003\u7b54\u6848|\u9690\u85cf\u6d4b\u8bd5|\u6a21\u7bc4\u89e3\u7b54|\u6b63\u89e3\u306f\u4e0e\u3048|\u044d\u0442\u0430\u043b\u043e\u043d\u043d\w+ (?:\u043e\u0442\u0432\u0435\u0442|\u0440\u0435\u0448\u0435\u043d)|\uc815\ub2f5\uc9c0"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakFilter:
    """Sentences that speak of what a solver can't know: the reference, an answer key, a grader, hidden tests.

    What the problem itself speaks of is not counted.
    """

    version: str = "3"
    roles = messages.WRITTEN

    def find(self, graded: Graded) -> Sequence[Finding]:
        read = reading.of(graded)
        found = [
            read.finding("leak", match.start(), match.end())
            for _, match in matches(RULES, read, read.low_prose, read.impossible_prose)
            if not _subject(match.group(), read.low_prompt)
        ]
        return sorted(found, key=lambda one: one.start)


SUBJECTS = re.compile(
    r"grader|verifier|evaluator|checker|judge|rubric|answer key|answer sheet|marker|tests?\b|scorer|key\b"
)


def _subject(said: str, prompt: str) -> bool:
    """Whether the problem is about the thing that the sentence speaks of."""
    word = SUBJECTS.search(said.lower())
    return word is not None and bool(re.search(rf"\b{re.escape(word.group())}", prompt))
