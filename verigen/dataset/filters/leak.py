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
    rule("leak", needs, pattern, foreign=r"\u00" in pattern, view="prose")
    for needs, pattern in (
        ("refe grou gold offi leak anno labe inte supp auth", rf"\b(?:reference|ground[- ]?truth|gold(?:en|[- ]standard)?|official|leaked|annotated|labell?ed|intended|supplied|author'?s) (?:final |correct )?{_ANSWER}\b|\bground truth\b(?! (?:about|in))"),
        ("answ mark grad scor end back mode key rubr solu", r"\b(?:answer|solutions?|marking|grading|scoring|mark) (?:key|sheet|scheme|manual|guide)\b|\bthe (?:back|end) of the (?:book|textbook)\b|\bmodel answer\b|\bthe key (?:says|gives|lists|states|shows|has)\b|\brubric\b"),
        ("told give show info prov hand", rf"\b(?:i (?:was|am|have been|'ve been|'m)|we (?:were|are|have been)|having been) (?:already |just |also )?(?:told|given|shown|informed|provided with|handed)(?: that| in advance| beforehand)?,? (?:the |that the |this is the )?(?:{_GIVEN} ?)*{_ANSWER}\b"),
        ("refe grou gold offi mode targ prov supp give stor hidd secr leak know expe corr righ true fina inte anno labe", rf"\b(?:i|we) (?:already |just |happen to |secretly )?(?:know|knew|saw|see|have seen|peeked at|looked up|checked|looked at|remember|recall|have access to|can see|memori[sz]ed|found)(?: that)? (?:from the (?:data|dataset|prompt|file|system)[^.]{{0,20}} )?(?:that )?the (?:{_GIVEN} )+{_ANSWER}\b"),
        ("refe grou gold offi mode targ prov supp give stor hidd secr leak know expe corr righ true fina inte anno labe", rf"\b(?:according to|as per|based on|consistent with|agrees? with|match(?:es|ing)?|compar\w+ (?:it |this |that |my \w+ )?(?:to|with|against)|in line with|equal to|same as|confirmed by|verified (?:with|against|by)|check(?:ed|ing)? against|looking at|from|given in|stated in|as in|use|using|copy(?:ing)?) the (?!(?:known|given|provided|correct|right|true|expected|target|stored|final|hidden|intended) values?\b)(?:{_GIVEN} )+{_ANSWER}\b(?! (?:of|for|to) (?:the|this|each|part|step))"),
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
        ("know give prov supp stat alre list stor atta incl leak reve fiel colu entr tag data trai benc answ resu", r"\bsince the (?:final |correct )?answer is (?:known|given|provided|supposed|stated|already)\b|\bthe answer (?:is|was) (?:(?:listed|stored|attached|included|leaked|revealed|already known|already given)(?: as| in| to| by| with| at|:|,|\.)|(?:given|provided|supplied)(?: already|: ?-?\d| as -?\d| (?:in|by|with|at) the (?:prompt|problem|question|data|key|back|metadata|statement|system|file|task|header|title)))|\b(?:answer|solution|result) (?:field|column|entry|tag|from the (?:dataset|key|book|file))\b|\b(?:dataset|training data|benchmark)'?s? (?:answer|label|solution|says)\b"),
        ("labe answ solu targ anno refe", r"\bthe (?:label|target|annotation|answer|solution|reference) (?:in|of|from) the (?:data ?set|data|training set|metadata|file|json|record|corpus)\b"),
        ("prov supp", r"\b(?:the|this) (?:provided|supplied) (?:final |correct )?(?:solution|answer|key)\b"),
        ("refe", r"\bthe reference (?:says|gives|states|shows|agrees|confirms|lists|claims|wants)\b"),
        ("mess prom user syst inst", rf"\b(?:the |this )?(?:user|system|developer)(?:'s)? (?:message|prompt|turn|query|input) (?:already |also )?(?:includes?|included|contains?|contained|gives?|gave|states?|stated|shows?|showed|provides?|provided|reveals?|has|lists?|mentions?) (?:me |us )?(?:the |a )(?:{_GIVEN} )*{_ANSWER}\b"),
        ("grad veri auto eval rewa chec", r"\b(?:to|and|will|should|must|so that i|so it) (?:pass|satisfy|please|fool|trick|game|convince|impress|keep) (?:the |an? |your |this )?(?:automatic |automated |hidden )?(?:auto-?)?(?:grader|verifier|autograder|evaluator|checker|reward model|reward function|grading script)\b"),
        ("resp répo lösu antw risp", r"\b(?:la )?respuesta (?:correcta|final|dada|conocida) (?:que me (?:dieron|han dado|dan)|dada|proporcionada)\b|\bla r\u00e9ponse (?:correcte|donn\u00e9e|fournie) (?:qu'on m'a|est d\u00e9j\u00e0|dans le)\b|\bdie (?:richtige|vorgegebene|bekannte|mitgegebene) (?:l\u00f6sung|antwort) (?:wurde|war|ist) (?:mir )?(?:schon |bereits )?(?:gegeben|vorgegeben|bekannt|genannt|gesagt)\b"),
        ("must löse muste lösu refe vers vorg corr répo test clav resp solu prue risp gaba nyck", r"\b(?:musterl\u00f6sung|l\u00f6sungsschl\u00fcssel|l\u00f6sungsheft|referenzl\u00f6sung|referenzantwort|versteckte\w* tests?|vorgegebene l\u00f6sung|corrig\u00e9|r\u00e9ponse (?:de r\u00e9f\u00e9rence|attendue|officielle)|tests? cach\u00e9s|clave de (?:respuestas|correcci\u00f3n)|respuesta (?:de referencia|esperada|oficial)|solucionario|pruebas ocultas|risposta (?:di riferimento|attesa)|resposta de refer\u00eancia|gabarito|nyckel)\b|\u6807\u51c6\u7b54\u6848|\u53c2\u8003\u7b54\u6848|\u9690\u85cf\u6d4b\u8bd5|\u6a21\u7bc4\u89e3\u7b54|\u6b63\u89e3\u306f\u4e0e\u3048|\u044d\u0442\u0430\u043b\u043e\u043d\u043d\w+ (?:\u043e\u0442\u0432\u0435\u0442|\u0440\u0435\u0448\u0435\u043d)|\uc815\ub2f5\uc9c0"),
        ("hand give told show prov reve leak disc supp", rf"\b(?:{_ANSWER}) (?:was|were|has been|is|had been) (?:already )?(?:handed|told|shown|revealed|leaked|disclosed|given|provided|supplied) to (?:me|us)\b|\b(?:told|informed) (?:me|us) (?:already |beforehand )?(?:that )?the (?:{_GIVEN} )*{_ANSWER} (?:is|was|should|would)\b|\b(?:handed|gave|given|showed|shown|told|sent) (?:me|us) (?:already |beforehand )?(?:the |that |this )(?:{_GIVEN} )+(?:{_ANSWER}|truth)\b|\bgave (?:me|us) the ground truth\b|\b{_ANSWER} i (?:was|am|have been) (?:given|told|shown|provided|handed)\b|\bas i was (?:told|informed)\b"),
        ("data meta benc trai test", r"\b(?:happen to know|know|knew|saw|seen|remember|recall|told|tell|learned|memori[sz]ed|is|answer|taken)\b[^.\n]{0,30} from (?:the|this|a|its|my) (?:data ?set|metadata|benchmark|training (?:data|set|corpus)|test set|eval(?:uation)? set)\b|\b(?:seen|saw|met|encountered) (?:this|the same|that) (?:exact |very |same )?(?:item|problem|question|one|task|exercise)[^.\n]{0,24} (?:training|data ?set|benchmark)\b|\b(?:the|this) benchmark (?:expects|wants|says|has|lists|gives|answer|label)\b|\bfrom a benchmark whose\b"),
        ("note inst cont hint memo meta prom syst", rf"\b(?:my|the) (?:notes?|context|hints?|memory|metadata|instructions|prompt|system prompt)(?: that i (?:got|was given|received|have))? (?:already |also )?(?:contains?|includes?|holds?|lists?|have|has|reveals?) (?:the |a )?(?:{_GIVEN} )*{_ANSWER}\b|\bthe hint (?:says|said|gives|gave|tells|states|reveals|was|that i was)\b|\bin (?:my|the) (?:instructions|system prompt|context) that the {_ANSWER}\b|\b(?:from|by|to) the hint\b|\bin the (?:metadata|hidden (?:field|part|context))\b"),
        ("peek glan sneak look", r"\b(?:peeked|peeking|peek|sneaked a look|glanced) (?:at|into) (?:the|its|their) (?:\w+ )?(?:solutions?|answers?|key|results?|end|tests?)\b|\blooked (?:at|up) (?:the|its) (?:answers?|solutions?) (?:at|in|on|from|up)\b"),
        ("teac test asse", r"\bteacher'?s (?:edition|manual|guide|copy)\b|\b(?:tests?|test ?cases|asserts?|assertions) (?:that|which) (?:will|are going to) be (?:run|used|executed|called)\b"),
        ("stor know targ reco publ orig note", r"\bthe (?:stored|known|target|recorded|published) (?:final |correct )?(?:answer|answers)\b|\bthe published solution\b|\bthe (?:original|given) solution (?:states|says|claims|reads)\b|\bas the (?:original|given|published|official) solution\b"),
        ("just reve deri cons fabr back", r"\b(?:justify|rationali[sz]e|defend|support) the (?:given|known|provided|supplied|expected|required|stated|desired|correct|final) (?:final )?(?:answer|result|solution)\b|\breverse[- ]engineer(?:ing|ed)? (?:the |my |a |some )?(?:\w+ )?(?:steps|solution|derivation|reasoning|answer|working|result)\b|\bfrom the (?:final )?(?:answer|result|solution) (?:that |which )?(?:was|is|were|has been) (?:supplied|provided|given|handed|stored|known)\b|\bmake (?:it|the steps|the reasoning|the derivation|my steps) (?:fit|match|agree with|lead to) the (?:given|known|provided|expected|correct|final)\b"),
        ("comp chec veri matc grad scor eval judg pars", r"\b(?:will|would|is going to|may|might|gets?|is|are|to) (?:be )?(?:probably |likely |then |later |automatically )?(?:compared|checked|verified|matched|graded|scored|evaluated|judged|marked|validated|parsed) (?:with|against|by|on|using|for|as|to) (?:the |a |an |some |their |its )?(?:stored |hidden |official |automatic |automated |strict )*(?:reference|ground truth|gold|labels?|answer key|grader|verifier|autograder|expected (?:answer|output|result|solution)|exact match|string match|match (?:with|against|to)|test ?cases|tests|unit tests|rubric|judge|checker|evaluator)\b(?! (?:of|for|whether|if))"),
        ("rewa", r"\b(?:get|gets|getting|maximi[sz]e|maximi[sz]ing|receive|earn|increase|hack|for|higher|full|no|the|my|a) (?:more |full |high(?:er)? |maximum |positive )?rewards?\b(?! (?:of|points|is \d))"),
        ("grad mark read asse", r"\b(?:whoever|the person who|the one who|anyone who|someone who) (?:grades|marks|checks|scores|assesses|evaluates) (?:this|it|me|my)\b"),
        ("grad veri auto eval scor chec judg harn test", r"\bthe (?:auto(?:matic|mated)?[- ]?)?(?:grader|verifier|autograder|evaluator|scorer|judge|checker|(?:verification|evaluation|grading|scoring|checking|checker) (?:code|script|program|harness|function|system)|test harness|harness) (?:probably |then |simply |always |also |likely |surely )*(?:runs?|calls?|extracts?|parses?|imports?|ignores?|executes?|tests?|grades?|marks?|verif(?:y|ies)|compares?|takes?|does(?:n't| not)|do(?:n't| not)|can(?:not|'t)|strips?|searches|sees|evaluates?|feeds?|knows?|counts?)\b"),
        ("test asse eval unit hard spec", r"\b(?:the|your|their|these|those) (?:unit|actual|real|final|official|given|provided|evaluation|visible|public) (?:tests?|test ?cases?|test ?suite|asserts?|assertions) (?:call|check|use|include|cover|verif|contain|compare|test|run|feed|exercise|assert|import|expect)\w*\b|\b(?:make|get|making|getting|have|let) (?:the|all|these) (?:unit |hidden |given )?(?:tests?|test ?cases|test ?suite|asserts?|assertions) (?:to )?pass\b|\bin the (?:hidden |unit )?tests? (?:file|suite|harness|script)\b|\b(?:inputs?|values?|outputs?|arguments?|cases) (?:that |which )?(?:the|these|those) (?:tests?|test ?cases|asserts?|assertions) (?:use|check|expect|call|pass|contain|need|want|have)\w*\b|\b(?:asserts?|assertions?|assert statements?) (?:in|of|from) the (?:evaluation|tests?|hidden|grader|harness|checker)\b|\b(?:the|we can't see the|cannot see the) test file\b|\bwhatever the tests? (?:expects?|wants?|checks?)\b"),
        ("refe", r"\bthe reference (?:mentions|mentioned|suggests|suggested|given is that the|indicates|expects|lists|contains|has) (?:that )?(?:the |it )?(?:answer|solution|result|it|is|value)?\b(?! (?:angle|frame|point|line|triangle))"),
        ("solu répo resp solut antw mich lösu risp", r"\b(?:soluci\u00f3n|solution|soluzione|solu\u00e7\u00e3o) (?:de r\u00e9f\u00e9rence|de referencia|di riferimento|de refer\u00eancia|officielle|oficial|ufficiale)\b|\b(?:me|nos) (?:dieron|dio|han dado|ha dado|dijeron) la (?:respuesta|soluci\u00f3n)\b|\b(?:on m'a|m'a \u00e9t\u00e9|on nous a) (?:d\u00e9j\u00e0 )?(?:donn\u00e9|dit|fourni|communiqu\u00e9)e? la (?:bonne |vraie )?(?:r\u00e9ponse|solution)\b|\br\u00e9ponse (?:attendue|fournie|donn\u00e9e) (?:m'a|nous a|est|\u00e9tait|dans)\b|\bmir (?:wurde|war|ist) (?:die|das) (?:richtige |korrekte )?(?:antwort|l\u00f6sung|ergebnis) (?:schon |bereits |vorher )*(?:gegeben|genannt|gesagt|mitgeteilt|verraten|bekannt)\b|\u53c2\u8003\u89e3\u7b54|\u6807\u51c6\u89e3\u7b54|\u7ed9\u5b9a\u7684(?:\u6b63\u786e)?\u7b54\u6848|\u5df2\u77e5\u7b54\u6848|\u9690\u85cf\u7684?(?:\u6d4b\u8bd5|\u7528\u4f8b)|\u8bc4\u5206(?:\u5668|\u811a\u672c|\u7cfb\u7edf)|\u6a21\u7bc4\u89e3\u7b54|\u4e0e\u3048\u3089\u308c\u305f\u7b54\u3048"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakFilter:
    """Sentences that speak of what a solver can't know: the reference, an answer key, a grader, hidden tests.

    What the problem itself speaks of is not counted.
    """

    version: str = "4"
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
    r"grader|verifier|evaluator|checker|judge|rubric|answer key|answer sheet|marker|tests?\b|scorer|key\b|hint|rewards?\b|benchmark|data ?set|reference|labels?\b|script|notes?\b|recorded|published|peek"
)


def _subject(said: str, prompt: str) -> bool:
    """Whether the problem is about the thing that the sentence speaks of."""
    word = SUBJECTS.search(said.lower())
    return word is not None and bool(re.search(rf"\b{re.escape(word.group())}", prompt))
