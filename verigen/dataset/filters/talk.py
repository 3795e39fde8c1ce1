"""Tells whether a sentence only talks about thinking, in several languages: all its words are of that kind."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from verigen.dataset.filters import tongues

TALK = frozenset(
    # English: the work, said in general
    "think thinks thinking thought thoughts ponder pondered pondering reflect reflected reflecting reflection reason reasoned reasoning contemplate contemplated mull mulled muse consider considered considering "
    "considerations consideration analyze analyzed analyzing analyse analysed analysing analysis examine examined examining evaluate evaluated evaluating assess formulate formulated formulating generate generated generating process "
    "processed processing problem problems question questions task tasks exercise exercises puzzle riddle request prompt query user assignment challenge answer answers answered answering solution solutions solve solved "
    "solving result results conclusion conclusions conclude concluded response responses respond reply replied output outcome step steps plan plans planned planning approach approaches approached approaching method methods way "
    "ways strategy strategies procedure path option options possibility possibilities several many various different some few careful carefully thorough thoroughly deep deeply hard long brief briefly quick "
    "quickly slow slowly systematically logically logical logic properly methodically patient patiently attention detail details simple simply easy easily obvious obviously trivial trivially clear clearly straightforward "
    "elementary basic standard routine direct directly immediate immediately known familiar know knew knowing sure surely confident confidence confidently certain certainly definitely absolutely indeed probably "
    "correct correctly correctness right wrong fine good great best nice perfect well okay ok alright understand understood understanding read reading reread look looked looking see seen saw seems seem find finding found figure "
    "figured figuring give given giving gives state stated stating write writing wrote present provide provided providing say says said saying tell told ask asks asked asking want wants wanted show compute computed computing "
    "calculate calculated calculating calculation calculations computation arithmetic maths math mathematics mathematical work worked working works do does did doing done start started starting begin began beginning finish finished "
    "finishing complete completed check checked checking double-check double recheck verify verified verifying review reviewed reviewing carry devise devised choose chose chosen choosing pick picked picking help helped "
    "love happy glad pleasure guess guessed intuition instinct gut feel feels feeling felt remember remembered recall recalled memory experience before already previously hidden omitted skipped skipping skip brevity internal left blank "
    "placeholder moment second while time cap hat let lets let's okay hmm hm mm um uh ah oh aha yes yeah no wait final finally now next first firstly second secondly third thirdly fourth last lastly eventually later afterwards go "
    "going went try tried trying attempt arrive arrived arrives reach reached settle settled obtain obtained come came comes back forth myself everything nothing something anything need needs needed should must important "
    "importance necessary required enough further any more much lot bit bits straight away indeed such thing things here there case hand mind head brain total value number amount true truth exactly course follow follows following "
    "accordingly ready set proceed proceeded proceeding deliver determine determined determining explain explained explanation describe summarize summary overall general generally basically essentially interesting fun loading still "
    "blah lorem ipsum dolor sit amet etc tbd todo end stop pause break down into parts piece together again once anyway whatever sense make makes made sure double-checked satisfied satisfying convinced believe "
    "suppose assume feeling hunch vibes trust magic somehow instantly naturally therefore thus hence because since so also just really quite very too rather pretty fairly actually honestly frankly exercise reader "
    "tackle tackled address handle handled deal dive delve go ahead take taken taking get gets getting put putting keep keeping use using own whole main key word words".split()
    # German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian
) | frozenset(
    "denke denken nachdenken denk nach kurz lassen lass mich mir sie uns schauen schaue mal aufgabe frage problem antwort l\u00f6sung l\u00f6se l\u00f6sen ergebnis rechnen rechne berechnen einfach leicht klar offensichtlich schritt "
    "schritte f\u00fcr schrittweise \u00fcberlegen \u00fcberlege gr\u00fcndlich sorgf\u00e4ltig genau zuerst gut okay also ganz sehr doch gleich jetzt beginnen anfangen verstehen verstanden wei\u00df sicher fertig lautet moment "
    "laissez laisse moi r\u00e9fl\u00e9chir r\u00e9fl\u00e9chissons pense penser pensons voyons voir facile simple simplement question probl\u00e8me r\u00e9ponse r\u00e9sultat solution r\u00e9soudre calculer calcul \u00e9tape \u00e9tapes d'abord attention bien alors "
    "trouver commen\u00e7ons \u00e9vident clair sais s\u00fbr "
    "d\u00e9jame pensar pensemos pienso veamos ver f\u00e1cil sencillo simple pregunta problema respuesta soluci\u00f3n resultado resolver calcular paso pasos primero cuidado bien entonces vamos claro obvio s\u00e9 seguro "
    "fammi pensare pensiamo vediamo facile semplice domanda problema risposta soluzione risultato risolvere calcolare passo passi prima attenzione bene allora chiaro ovvio so sicuro lasciami "
    "deixe pensar vamos ver f\u00e1cil simples pergunta resposta solu\u00e7\u00e3o resultado passo passos primeiro cuidado bem ent\u00e3o claro \u00f3bvio sei certo "
    "laat denken nadenken even kijken makkelijk eenvoudig vraag probleem antwoord oplossing resultaat oplossen stap voor stappen eerst goed duidelijk weet zeker "
    "pomy\u015blmy my\u015bl\u0119 zastan\u00f3wmy zobaczmy \u0142atwe proste pytanie problem zadanie odpowied\u017a rozwi\u0105zanie wynik krok kroku kroki najpierw dobrze wiem pewien "
    "\u043f\u043e\u0434\u0443\u043c\u0430\u0435\u043c \u0434\u0443\u043c\u0430\u0442\u044c \u0434\u0443\u043c\u0430\u044e \u043f\u043e\u0434\u0443\u043c\u0430\u044e \u043f\u043e\u0434\u0443\u043c\u0430\u0442\u044c \u0440\u0430\u0437\u043c\u044b\u0448\u043b\u044f\u044e \u0448\u0430\u0433 \u0448\u0430\u0433\u0430 \u0448\u0430\u0433\u043e\u043c \u0437\u0430 \u043f\u043e \u044d\u0442\u043e \u043f\u0440\u043e\u0441\u0442\u043e \u043b\u0435\u0433\u043a\u043e \u0437\u0430\u0434\u0430\u0447\u0430 \u0437\u0430\u0434\u0430\u0447\u0443 \u0432\u043e\u043f\u0440\u043e\u0441 \u043e\u0442\u0432\u0435\u0442 \u0440\u0435\u0448\u0435\u043d\u0438\u0435 \u0440\u0435\u0448\u0438\u043c \u0440\u0435\u0448\u0438\u0442\u044c \u0434\u0430\u0432\u0430\u0439\u0442\u0435 \u0434\u0430\u0432\u0430\u0439 \u0441\u043d\u0430\u0447\u0430\u043b\u0430 \u043d\u0443\u0436\u043d\u043e \u0445\u043e\u0440\u043e\u0448\u043e \u044f \u043c\u044b \u0432 \u0438 \u043d\u0430\u0434 \u043c\u043d\u0435 \u043e\u0447\u0435\u0432\u0438\u0434\u043d\u043e \u044f\u0441\u043d\u043e \u0442\u0430\u043a \u0438\u0442\u0430\u043a".split()
)  # fmt: skip
ASKED = frozenset("user question problem task exercise prompt asks asked asking wants want given know find determine need says puzzle".split())  # fmt: skip
CALCULATING = frozenset("plus minus times per sum total half double twice con mal".split())
FILLER = re.compile(
    r"\u8ba9|\u6211\u4eec|\u6211|\u6765|\u60f3\u60f3|\u60f3|\u4e00\u4e0b|\u4e00|\u601d\u8003|\u8fd9\u4e2a|\u8fd9|\u9053|\u95ee\u9898|\u9898\u76ee|\u9898|\u597d\u7684|\u597d|\u9996\u5148|\u9700\u8981|\u4ed4\u7ec6|\u7b80\u5355|\u5f88|\u7b54\u6848|\u662f|\u89e3\u51b3|\u56de\u7b54|\u6b65\u6b65|\u6b65\u9aa4|\u6b65|\u5206\u6790|\u4e86|\u5427|\u5730|\u7684|\u5148|\u770b\u770b|\u770b|\u6bd4\u8f83|\u5bb9\u6613|\u663e\u7136|\u5f00\u59cb|\u505a|"
    r"\u3053\u308c|\u306f|\u7c21\u5358|\u3067\u3059|\u554f\u984c|\u8003\u3048|\u307e\u3057\u3087\u3046|\u307e\u3059|\u3066|\u307f|\u3088\u3046|\u30b9\u30c6\u30c3\u30d7|\u30d0\u30a4|\u9806\u756a|\u89e3\u304d|\u89e3|\u7b54\u3048|\u3092|\u306b|\u3067|\u306e|\u3044|\u3068\u3066\u3082|\u307e\u305a|\u3055|\u3042|\u3046|"
    r"\uc0dd\uac01|\ud574|\ubcf4\uc790|\ubd05\uc2dc\ub2e4|\ubb38\uc81c|\uc27d|\uac04\ub2e8|\ub2f5|\uc740|\ub294|\uc774|\uac00|\ub2e8\uacc4|\ubcc4\ub85c|\ud558\uac8c|\ud569\ub2c8\ub2e4|\ub2e4|\uba3c\uc800|\uc790"
)
DENSE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MORE = frozenset("about after during until via among through throughout toward towards regarding although though however both either whether 's i am i'm i'll i've you your my me mine he him who whom whose those these such upon within without over under between ourselves itself don't doesn't didn't isn't won't can't cannot that's it's there's what's we'll we're you're let's here's could may might would shall".split())  # fmt: skip


def says_nothing(sentence: str, known: frozenset[str], answer: str) -> bool:
    """Whether a sentence without formulas only talks about the work.

    `known`: words and numbers of the problem, which may be said again where the sentence says that it is asked.
    """
    said = {word.replace("\u2019", "'") for word in WORD.findall(sentence.lower())}
    if DENSE.search(sentence):
        return not any(map(str.isalpha, FILLER.sub("", WORD.sub(_filler, sentence.lower()))))
    numbers = set(NUMBER.findall(sentence))
    other = {word for word in said if not _general(word)}
    if other and not said.isdisjoint(ASKED):
        other -= known
    if (answer in numbers and len(numbers) > 1) or (numbers - {answer} and said <= {"yes", "no"}):
        return False  # two numbers are set in relation, or a case is decided
    return (
        not other
        and bool(said or numbers)
        and all(_tells_nothing(n, sentence, known, answer) for n in numbers)
    )


def _tells_nothing(number: str, sentence: str, known: frozenset[str], answer: str) -> bool:
    return (
        number == answer
        or number in known
        or re.search(rf"(?:^|step |part |phase )\W*{re.escape(number)}\s*[.:)]", sentence.lower()) is not None
    )


def _filler(found: re.Match[str]) -> str:
    return found.group() if DENSE.search(found.group()) else ""


@lru_cache(maxsize=1 << 14)
def _general(word: str) -> bool:
    return (
        word in TALK
        or word in _small()
        or all(part in TALK or part in _small() for part in re.split(r"['-]", word))
    )


@cache
def _small() -> frozenset[str]:
    """Articles, pronouns, prepositions and the like, of all languages that have a list of them."""
    return (frozenset().union(*tongues.WORDS.values()) | MORE) - CALCULATING
