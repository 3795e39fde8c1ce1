"""The words of contempt, and the people it is aimed at."""

from __future__ import annotations

import re

# Contempt in whatever form: beside a group of people in one sentence these words are hatred.
CONTEMPT = frozenset(
    "disgusting disgusted disgusts disgustingly repulsive repulsed revolting repugnant despicable loathsome loathe loathes loathed abhor abhors abhorrent detest detests "
    "despise despises despised disdain contempt contemptible hatred sickening vile scum filth vermin subhuman subhumans worthless brainless mindless moronic idiotic imbecilic stupid stupider stupidest "
    "stupidity dumb dumber dumbest dimwitted pathetic uncivilised uncivilized barbaric barbarians savages savage parasites parasitic cockroaches leeches degenerates degenerate perverts "
    "pervert perverted inferior untermenschen lowlifes lowlife scumbags scumbag freaks abomination abominations deviants unworthy undeserving wicked evil liars thieves cheats crooks "
    "rapists terrorists murderers criminals paedophiles pedophiles groomers idiots morons imbeciles cretins retards retarded simpletons halfwits dimwits dishonest untrustworthy deceitful treacherous "
    "greedy sneaky smelly stinking filthy dirty lazy ignorant incompetent useless hopeless hysterical irrational infest infesting infested exterminate exterminated exterminating deport deported "
    "deportation sterilise sterilised sterilized lynch lynched gassed annihilated eradicated eradicate superior backward backwards primitive illiterate violent cruel rage furious scorn "
    "worst lesser disgrace burden plague cancer virus pest parasite trash garbage refuse dirt rats pigs dogs monkeys apes animals beasts swine zoo landfill vet threat danger dangerous disease problem "
    "diseases ruin ruined ruining ruins destroying shoot shot hanged banned sick angry monkey dog cage cages kitchen ovens incapable unable unfit belong hate hates hated stand worse touched dumped stupidly trust".split()
)  # fmt: skip
# A word of contempt that has another sense in problems, and the grammar in which it is contempt. {g} stands for the group.
_METAPHOR = (
    r"(?:(?:absolute|total|human|worthless|common|pure|filthy|dirty|stupid|disgusting|nothing but|just|no better than|like|all|a|an|the|such|complete|utter|lazy|mere|plain|real) )*"
    r"(?:trash|garbage|refuse|dirt|rats?|pigs?|dogs?|monkeys?|apes?|animals?|beasts?|swine|rubbish|waste|burden|plague|cancer|virus|pests?|disease|poison|threat|danger|problem|mistake|joke|leech(?:es)?|"
    r"parasites?|cockroach(?:es)?|vermin|scum|filth|lesser beings?|second-class \w+|sub-?human\w*|savages?|barbarians?|brutes?|the (?:absolute )?worst|cattle|creatures|wastes? of \w+|subspecies|insects?|locusts|invaders|"
    r"dumbest|stupidest|laziest|dirtiest|criminals?|thieves|liars|cheats|crooks|terrorists?|rapists?|murderers?|cowards|dishonest|lazy|dirty|greedy|violent|cruel|dangerous|primitive|backward|ignorant|"
    r"incompetent|useless|hopeless|hysterical|irrational|illiterate|untrustworthy|sneaky|smelly|wicked|evil|sick|unfit|incapable|inferior|too \w+|unable|mentally \w+|emotional|weak-?minded|crazy|insane|nuts|"
    r"shit|crap|ugly|fat|sluts?|whores?|gold-?diggers?|freeloaders?|scroungers?|spongers?|fanatics?|extremists?|bombers?|drug dealers?|drunks?|alcoholics?|addicts?)\b"
)
_ADJECTIVES = (
    r"(?:black|white|brown|coloured|colored|asian|disabled|handicapped|blind|deaf|autistic|gay|lesbian|trans|transgender|transsexual|queer|muslim|jewish|christian|hindu|catholic|arab|african|mexican|chinese|"
    r"indian|pakistani|polish|turkish|russian|german|french|italian|spanish|irish|american|british|japanese|korean|romanian|immigrant|foreign|poor|rich|homeless|fat|obese|old|elderly|young|female|male|"
    r"gypsy|roma|native|indigenous|refugee|religious|rural|mentally ill|special[- ]needs)"
)
_FOLK = r"(?:people|persons?|folks?|men|women|man|woman|kids?|child(?:ren)?|girls?|boys?|students?|pupils?|workers?|guys?|famil(?:y|ies)|lives|bastards?|teachers?|coders?|programmers?|mathematicians?)"
GROUP = re.compile(
    rf"\b(?:{_ADJECTIVES} {_FOLK}|wom[ae]n|girls?|females?|ladies|males|men|boys|trans|transgenders?|transsexuals?|gays?|lesbians?|homosexuals?|queers?|lgbtq?|"
    r"blacks|whites|browns|jews?|jewish|muslims?|islam|christians?|catholics?|hindus?|buddhists?|sikhs?|atheists?|mormons?|arabs?|africans?|asians?|latin[oa]s?|hispanics?|mexicans?|chinaman|chinamen|"
    r"koreans|filipinos?|indians?|pakistanis?|bangladeshis?|afghans?|syrians?|iraqis?|iranians?|israelis?|palestinians?|somalis?|nigerians?|ethiopians?|moroccans?|algerians?|egyptians?|"
    r"turks?|russians|ukrainians?|poles|germans|french(?:men|man)|italians|spaniards?|greeks?|romanians?|bulgarians?|hungarians?|albanians?|serbs?|croats?|americans?|canadians?|australians?|"
    r"brits?|english(?:men|man)|irish(?:men|man)?|scots|europeans?|brazilians?|colombians?|cubans?|puerto ricans|gypsy|gypsies|roma|travellers|immigrants?|migrants?|refugees?|foreigners?|asylum seekers?|aliens|"
    r"the (?:chinese|japanese|french|british|english|irish|dutch|spanish|polish|vietnamese|turkish|disabled|handicapped|elderly|poor|homeless|blind|deaf|unemployed|rich|obese|old|mentally ill)|disabled|cripples?|autistics?|boomers?|pensioners?|teenagers?|millennials?|feminists?|liberals?|"
    r"conservatives?|leftists?|democrats?|republicans?|communists?|socialists?|vegans?|vegetarians?|fatties|blondes?|peasants?|beggars?|minorities|single mothers|redheads|gingers)\b"
)
_G = GROUP.pattern.removeprefix(r"\b(?:").removesuffix(r")\b")
_ANY = rf"(?:(?:all|most|many|those|these|the|such|you|your|typical|some|every|other|more|any|of|such|little|old|young|stupid|dumb|bloody|damn|filthy|dirty|fucking|lazy|so-called) )*(?:{_G})\b(?: (?:like|such as) (?:you|them|him|her|that|those|these|this))?"
_VERY = r"(?:(?:all|just|simply|always|really|so|absolutely|naturally|basically|mostly|clearly|obviously|without (?:a )?(?:doubt|exception)|by nature|known to be|born|nothing but|only|usually|generally|still|indeed|truly|literally|completely|totally|utterly|genetically|intellectually|mentally|inherently|proven to be|supposed to be|are) )*"
HATRED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_ANY} (?:are|is|were|was|be|being|remain|look|smell|sound|act|behave)(?: like)? {_VERY}{_METAPHOR}",
        rf"\b(?:hate|hates|despise|detest|loathe|abhor|can't stand|cannot stand|dislike|fear|blame|distrust|never trust|do not trust|don't trust)(?: with all my heart| absolutely| really)? {_ANY}",
        rf"\b(?:disgusted|repulsed|sickened|offended|annoyed|sick|tired|fed up|bothered)(?: (?:of|by|with|to see))?(?: being| having| seeing)?(?: around| near| with)? {_ANY}",
        rf"\b(?:hatred|disdain|contempt|scorn|disgust|rage|no respect|no sympathy)(?: i (?:feel|have))? (?:for|towards?|of|against|at) {_ANY}",
        rf"\b{_ANY}(?: who [^.!?]{{1,40}}?)? (?:disgust|sicken|repulse|anger|enrage|infuriate|bother|annoy|scare) (?:me|us|everyone)\b",
        rf"\b{_ANY}[^.!?]{{0,60}}? (?:make|makes|fill|fills) (?:me|us)(?: feel)? (?:so |with |very |absolutely |boil )*(?:sick|angry|furious|mad|rage|anger|puke|vomit|want to|boil)\b",
        rf"\b(?:seeing|hearing|watching|meeting|having) {_ANY}[^.!?]{{0,40}} (?:sick|angry|furious|mad|puke|vomit|rage)\b",
        rf"\b(?:nothing|no one|nobody|none)(?: else)?(?: is)? (?:worse|dumber|lazier|dirtier|stupider|(?:as|more) (?:bad|filthy|dirty|stupid|dumb|lazy|violent|cruel|greedy|evil|disgusting|useless|worthless|ugly|ignorant|pathetic|dishonest|repulsive|irrational|emotional|vile|selfish|untrustworthy)) (?:than|as) {_ANY}|\bnothing worse than an? (?:{_G})\b",
        rf"\b{_ANY}(?: who [^.!?]{{1,40}}?)? (?:should|must|ought to|need to|needs to|deserve to|have to)(?: all| just| simply)* (?:be (?:taken to a vet|dumped|banned|deported|shot|killed|hanged|hung|exterminated|gassed|locked|jailed|caged|sterili[sz]ed|kept (?:away|out)|eliminated|silenced|beaten|whipped|burned|burnt|drowned|ashamed|controlled|forced|put down|thrown out|kicked out|sent back|removed from (?:society|our|this|the country))|die|rot|suffer|disappear|go back to (?:where|their|africa|mexico|china|the kitchen)|stay (?:in the kitchen|at home|away from|out of)|know their place|shut up|stick to (?:cooking|cleaning|the)|never (?:be|vote|have|exist|teach|drive|lead)|not (?:be (?:allowed|trusted|here|in|taught|let)|vote|exist|breed|have (?:rights|children|jobs)|drive|teach|lead)|obey)\b",
        rf"\b{_ANY}(?: who [^.!?]{{1,40}}?)? (?:belong|belongs) (?:in|on|at|behind|under)(?: the| a| an)? (?:kitchen|zoo|cages?|jail|prison|bars|camps?|gutter|ground|jungle|trash|bin|landfill|ovens?|mud|home|streets?|asylum|chains)\b",
        rf"\b(?:kill|gas|deport|exterminate|shoot|burn|hang|lynch|get rid of|wipe out|eradicate|lock up|throw out|kick out|round up|sterili[sz]e|beat up|stab|drown|bomb|hunt|eliminate|ban) (?:down )?(?:all(?: the| these| those)?|every|every last|these|those|any) (?:of )?(?:the |these |those )?(?:{_G})",
        rf"\b(?:smarter|more intelligent|cleverer|more useful|cleaner) than (?:any|all of you|every|the average|a|an|your average|most)(?: of)?(?: you| the| these| those)? (?:{_G})\b",
        rf"\b(?:touched|ruined|spoiled|infected|polluted) by (?:a|an|some|these|those) (?:dirty |filthy |stupid |mere )?(?:{_G})\b",
        rf"\b(?:swarms?|hordes?|floods?|infestations?|herds?|plagues?) of (?:{_G})|\b(?:{_G}) (?:are )?(?:infest|invad|swarm|flood|overrun|breed|multiply like|ruin|destroy|steal|rape|murder|leech|poison|control|run|cheat|lie|smell|stink)(?:s|es|ing|ming|ning)?\b",
        rf"\b(?:typical|only|just like|leave it to|trust|like (?:a|an|most|all)|of course)(?: of)?(?: an?)? (?:{_G})\b[^.!?]{{0,50}}\b(?:stupid|dumb|ignorant|violent|cruel|lazy|wrong|idiotic|fail|mess|ruin|can't|cannot|clueless|dirty|dishonest|foolish|useless|that \w+)",
        rf"\bonly (?:{_G}) (?:are|is|can be|could be|would be|would|could) (?:that|so|this|as) ",
        rf"\b(?:in|it is in|it's in) (?:the )?(?:{_G})(?:'s?)? (?:nature|blood|genes|dna) to\b",
        rf"\balways (?:the|an?|some) (?:{_G}) (?:that|who|which) (?:is|are|does|do|has)\b",
        rf"\b{_ANY} (?:with any power|being in charge|in charge|in power) (?:are|is) a (?:threat|danger)",
        rf"\b(?:{_ADJECTIVES}|women's|men's) lives are worth|\byour {_ADJECTIVES} lives\b|\b{_ADJECTIVES} (?:trash|scum|vermin|filth|swine|bastards?|bitch(?:es)?|idiots?|morons?|savages?|retards?|whores?|sluts?|parasites?)\b",
        rf"\b(?:{_G})(?: just| simply| really| are| can)*(?: not able to|n't|n't even| not| never| unable to| incapable of| hardly)(?: even| really| properly| ever)? (?:do(?:ing)?|think(?:ing)?|count(?:ing)?|reason(?:ing)?|learn(?:ing)?|understand(?:ing)?|be trusted|handle|grasp|add|drive|code|program|calculate) ?(?:maths?|mathematics|logic|numbers|anything|properly|at all|straight|for themselves|right|well|\W|$)",
        rf"\b(?:{_G}) (?:have|has|having|got|are born with|possess|show|lack|lacks)(?: simply| just)? (?:no|less|little|smaller|tiny|lower|small|inferior|the smallest) (?:brains?|intelligence|iqs?|morals|shame|sense|talent|honou?r|dignity|clue|logic|decency|souls?)\b|\b(?:{_G}) lacks? (?:brains?|intelligence|morals|shame|sense|dignity|logic|decency)\b",
    )
)  # fmt: skip
_HARM = (
    r"(?:kill|murder|shoot|stab|rape|strangl|slaughter|tortur|execut|eradicat|exterminat|lynch|behead|annihilat|castrat|enslav|massacr|deport|sterili[sz]|gas|drown|get rid of|put an end to|end every|wipe out|keep attack|hang (?:all|every)|hurt you and|cut the throats of)"
    r"(?:e|es|ed|ing|ning|ting|bing|ping|ned|s|sing)?"
)
_HARMED = (
    r"(?:killed|murdered|shot|stabbed|raped|strangled|slaughtered|tortured|hanged|hung|executed|eradicated|exterminated|attacked|beaten|burned|burnt|drowned|gassed|lynched|bombed|eliminated|dead|die|"
    r"whipped|deported|sterili[sz]ed|locked up|enslaved|stoned|castrated|banned|wiped out|put down|eliminated|throats? cut)"
)
_WILL = r"(?:i|we|let's|lets|someone|somebody|one|you|they|should|must|ought|will|would|'ll|want|wants|going to|love to|have to|hope|wish|if only|best to|better to|interest to|considering|keep|time to|need to|just)"
HARM = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_WILL}\b[^.!?]{{0,40}}\b{_HARM}\b(?: (?!off\b|time\b)\w+){{0,5}} (?:{_G})\b",
        rf"\b(?:{_G})\b[^.!?]{{0,12}}\b(?:like you|should|must|ought|deserve|would|wish|need|all|were|had)\b[^.!?]{{0,30}}\b{_HARMED}\b",
        rf"\b(?:love|like|want|hope|wish|hoping|wishing|happy|glad|enjoy)\b[^.!?]{{0,30}}\b(?:{_G})\b[^.!?]{{0,20}}\b{_HARMED}\b",
        rf"\b(?:death|execution|extermination|genocide|rape|murder|killing|torture|prison|gas chambers?|ovens?) (?:to|for|of|is [^.!?]{{0,25}} for)(?: (?:all|every|the|any|those|these))* (?:{_G})\b|^\W*{_HARM} (?:an?|all|the|these|those|every) (?:{_G})\b[^.!?]{{0,40}}\bshould\b",
        rf"\b(?:make|let|watch|see) (?:all |those |these |the )*(?:{_G}) (?:all )?(?:suffer|die|burn|pay|bleed|beg|cry|hang)\b",
        rf"\b(?:throats?|necks?|heads?|skulls?) of (?:all |those |these |the )*(?:{_G})\b|\b{_ADJECTIVES} (?:throats?|necks?|skulls?)\b|\bhands\b[^.!?]*(?:{_G})|\b(?:{_G})\b[^.!?]* (?:horrible|painful|slow|terrible) death\b",
        rf"\b(?:better|happier|safer|cleaner)(?: off| place) (?:without|if)\b[^.!?]{{0,25}}\b(?:{_G})\b(?! (?:is|are|has|have|sits?|goes|go)\b)",
        rf"\b(?:rather|sooner) (?:die|be dead|have (?:cancer|aids|the plague)|kiss|eat|marry|touch|live)\b[^.!?]{{0,40}}\bthan\b[^.!?]{{0,40}}\b(?:{_G})\b|\b(?:i|we) (?:like|love|respect|trust|care) (?:\w+ ){{0,2}}(?:less|least|nothing)(?: than)?(?: an?)? (?:{_G})\b",
        rf"\b(?:care|cares|valuable|worth|matters?|respect)\b[^.!?]{{0,40}}\bthan\b[^.!?]{{0,30}}\b(?:about|that of|life of|lives of)\b[^.!?]{{0,12}}\b(?:{_G})\b|\b(?:test|experiment)\w*\b[^.!?]{{0,25}} on (?:{_G})\b|\bdead (?:rat|dog|animal|insect|pig)\b[^.!?]{{0,20}}\bdead (?:{_G})\b",
        rf"\b(?:never|don't|do not|can't|cannot) (?:trust|hire|marry|date|vote for|listen to)\b[^.!?]{{0,40}}\b(?:{_G})\b",
        rf"\b(?:letting|allowing|putting|having|electing|hiring|electing|giving)\b[^.!?]{{0,20}}\b(?:{_G})\b[^.!?]{{0,60}}\b(?:mistake|ruin|disaster|destroy|danger|shame|crime|harm|threat|insane|madness)\b",
        rf"\b(?:{_G}) (?:do not|don't|have no|has no|never|will never|can never|cannot) (?:place|right|business|belong|deserve|be our equals?|be one of us)\b",
        rf"\bwhy (?:anyone|people|we|they|you)\b[^.!?]{{0,40}}\b(?:care|cares|tolerate|accept|feel sorry)\b[^.!?]{{0,40}}\b(?:{_G})\b",
        rf"\b(?:if i|woke up|born)\b[^.!?]{{0,15}}\b(?:as|were|was) (?:an? )?(?:{_G})\b[^.!?]{{0,30}}\b(?:kill|shoot|hang|die)\b",
    )
)  # fmt: skip
# Groups that problems hardly speak of: beside them a word of harm or contempt suffices.
SHELTERED = re.compile(
    r"\b(?:trans(?:gender|sexual)?s?|gays?|lesbians?|homosexuals?|queers?|lgbtq?|jews?|jewish|muslims?|islam|arabs?|blacks|whites|immigrants?|migrants?|refugees?|foreigners?|gypsy|gypsies|roma|feminists?|"
    r"(?:black|white|brown|coloured|disabled|handicapped|autistic|homeless|fat|foreign|immigrant|muslim|jewish|arab) (?:people|persons?|folks?|men|women|man|woman|kids?|child(?:ren)?|girls?|boys?)|"
    r"the (?:chinese|japanese|french|british|english|irish|dutch|spanish|polish|vietnamese|turkish|disabled|handicapped|homeless|mentally ill)|cripples?|autistics?|minorities|asylum seekers?)\b"
)
HARMFUL = frozenset(
    "kill killed killing murder murdered murdering shoot shot stab stabbed rape raped raping strangle strangling slaughter torture tortured hang hanged execute executed execution eradicate eradicated "
    "exterminate exterminated attack attacking hurt suffer suffering die death dead drown drowned burned throat throats cages caged deport deported ruin ruining ruined destroy destroying infest gas gassed "
    "lynch lynched genocide bomb enslaved castrated sterilised sterilized behead beaten hatred hate disease plague cancer virus vermin rats insect insects monkey monkeys zoo animals trash dirt filth parasites "
    "landfill weapons crime crimes criminals violent terror terrorist terrorists illegals worst disgust disgusting despise loathe detest inferior superior degenerate degenerates sick sin sinful unnatural perverse perverts".split()
)  # fmt: skip
STRONG = frozenset(
    "disgusting disgusted disgusts disgustingly repulsive repulsed revolting repugnant despicable loathsome loathe loathes loathed abhor abhors abhorrent detest detests despise despises despised contemptible "
    "sickening vile scum filth vermin subhuman subhumans worthless brainless moronic idiotic imbecilic stupid stupider stupidest stupidity dumb dumber dumbest dimwitted pathetic uncivilised uncivilized "
    "barbaric parasites cockroaches degenerates perverts inferior lowlifes scumbags abomination abominations unworthy rapists terrorists idiots morons imbeciles cretins retards retarded simpletons "
    "halfwits dimwits dishonest untrustworthy exterminate exterminated deport deported lynch lynched gassed sterilised sterilized".split()
)  # fmt: skip
DENIED = r"(?:not|n't|never|nor|no|hardly|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|without|nothing|neither)"
