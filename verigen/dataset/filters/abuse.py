"""The words of abuse, and the contexts in which they are abuse."""

from __future__ import annotations

from verigen.dataset.filters import aimed
from verigen.dataset.filters.rules import rule

_STUPID = (
    r"idiots?|idiotic|morons?|moronic|imbeciles?|imbecilic|stupid(?:ly)?|dumb(?:ass(?:es)?)?|dumber|dumbest|retards?|retarded|"
    r"brain-?dead|worthless|pathetic|useless|scum(?:bags?)?|trash|garbage|losers?|fools?|foolish|clowns?|cretins?|dimwits?|halfwits?|"
    r"dolts?|dunces?|simpletons?|nitwits?|numbskulls?|blockheads?|bastards?|bitch(?:es)?|pigs?|swine|vermin|maggots?|"
    r"jerks?|dickheads?|assholes?|arseholes?|cunts?|wankers?|twats?|pricks?|douchebags?|jackass(?:es)?|lazy|disgusting|"
    r"hopeless|disgrace|waste of (?:space|air|oxygen|time)|piece of (?:shit|crap|garbage|trash)|ugly|fat|filthy|dense|clueless|brainless|ignorant|incompetent"
)
_SOFT = r"(?:just |such |so |really |all |too |clearly |obviously |probably |a |an |the |bunch of |pack of |complete(?:ly)? |total(?:ly)? |utter(?:ly)? |absolute(?:ly)? |fucking |bloody |damn(?:ed)? |goddamn |freaking |little |nothing but |stupid |dumb |pathetic |worthless |lazy |filthy |fat |ugly |dirty |bigger |biggest )"
_GROUPS = (
    r"(?:disabled|immigrant|black|white|brown|asian|gay|poor|muslim|jewish|foreign|autistic|handicapped|refugee|gypsy|trans) (?:kids|children|students|pupils|boys|girls|men|women|workers|families|guys|folks)|"
    r"immigrants?|brits?|british people|french people|frenchmen|italians?|spaniards?|greeks?|ukrainians?|israelis?|palestinians?|iranians?|nigerians?|japanese(?: people)?|koreans?|brazilians?|latinos?|hispanics?|europeans?|liberals|conservatives|democrats|republicans|vegans|teenagers|feminists|single mothers|migrants?|refugees|foreigners|jews|jewish people|muslims?|christians|hindus|catholics|atheists|arabs?|africans|asians?|"
    r"mexicans?|chinese(?: people)?|indians?|pakistanis?|russians?|americans?|germans|poles|turks|romanians|black people|blacks|white people|whites|"
    r"brown people|gays?|gay people|lesbians|homosexuals|trans(?:gender)?(?: people| women| men)?|queers|women|girls|females|men|boys|males|old people|"
    r"old (?:men|women)|the elderly|elderly people|young people|boomers|disabled people|the disabled|people with disabilities|autistic people|autistics|"
    r"poor people|the poor|homeless people|the homeless|fat people|gypsies|roma|natives|people from \w+|those people|these people"
)
_CONTEMPT = (
    r"parasites?|disgusting|worthless|inferior|subhuman|vermin|animals|savages|criminals|thieves|rapists|terrorists|rats|cockroaches|scum|trash|garbage|"
    r"filth|filthy|dirty|lazy|stupid|dumb|idiots|morons|liars|evil|sick|perverts?|degenerates?|a disease|a plague|a burden|a cancer|useless|pathetic|"
    r"mentally (?:ill|sick|deficient|inferior)(?: \w+)?|freaks?|an abomination|abominations|unfit|too (?:stupid|dumb|lazy|emotional|weak|dim)|bad at (?:maths?|mathematics|numbers|logic|science|programming|coding)|"
    r"not (?:human|people|smart enough|capable|able to think|welcome)|incapable|hopeless|all the same|ruining|destroying|to blame|the problem"
)
_BARRED = (
    r"should(?: all)? (?:not be allowed|never be allowed|be (?:banned|deported|shot|killed|hanged|exterminated|gassed|locked up|sterili[sz]ed|kept away|eliminated|removed)|"
    r"die|burn|disappear|go back|stay (?:in the kitchen|away|home|at home|out)|know their place|shut up|not (?:vote|exist|breed|be))|"
    r"(?:do not|don't|never) (?:belong|deserve)|(?:can't|cannot|can not|could never) (?:do|understand|count|learn|think|be trusted|even)|deserve to (?:die|suffer)|"
    r"must (?:die|be (?:exterminated|eliminated|removed|deported))|have no (?:place|business|right)|belong in (?:the kitchen|prison|camps|a zoo|cages)"
)
_PERSON = r"(?:you|u|ya|the (?:user|asker|author|teacher|student|reader|customer)s?|whoever|anyone|anybody|everyone|everybody|people|he|she|they|those|your (?:mother|mom|family|teacher|kind|parents))"

_FOOLS = "idio moro imbe stup dumb reta brai wort path usel scum tras garb lose fool clow cret dimw half dolt dunc simp nitw numb bloc bast bitc pigs pig swin verm magg jerk dick assh arse cunt wank twat pric douc jack lazy disg hope wast piec ugly fat filt dens clue igno inco jackass"
_PEOPLE = "hand woma immi migr refu fore jews jewi musl chri hind cath athe arab afri asia mexi chin indi paki russ amer germ pole turk roma blac whit brow gays gay lesb homo tran quee wome girl fema men boys male old elde youn boom disa auti poor home fat gyps nati peop jew asian brit fren ital span gree ukra isra pale iran nige japa kore braz lati hisp euro libe cons demo repu vega teen femi sing"

RULES = aimed.RULES + tuple(
    rule(label, needs, pattern, foreign=label == "foreign")
    for label, needs, pattern in (
        (
            "slur",
            "nigg nig n1gg fag fagg kike spic chin gook wetb tran dyke ragh towe sand paki coon bean shem mong unte kana nege mari", r"\b(?:n[i1]gg(?:er|a|ah)s?|fag(?:got)?s?|kikes?|spics?|chinks|gooks?|wetbacks?|tranny|trannies|dykes?|ragheads?|towelheads?|sandn\w+|pakis|"
            r"coons|beaners?|shemales?|mongoloids?|untermensch\w*|kanake\w*|neger|maricones|maricon)\b",
        ),
        (
            "profanity",
            "fuck ffuck fuuck f mother moth cunt ass asshole arse shit sh1t sh bull dick cock wank son bitc twat whor slut douc jack dumb godd piss scre blow reta stfu kys", r"\b(?:mother)?f+[u*@]+c*k+(?:ing?|ed|er|ers|s|in'?|wit|head|face|tard)?\b|\bcunts?\b|\bass ?holes?\b|\barseholes?\b|\b(?:bull)?sh[i1*]t(?:ty|head|s|ting|ter)?\b|"
            r"\bdick ?heads?\b|\bcock ?suckers?\b|\bwankers?\b|\bson of a bitch\b|\bbitch(?:es|y)?\b|\btwats?\b|\bwhores?\b|\b(?<!till )sluts?\b|\bdouche ?bags?\b|\bjack ?ass(?:es)?\b|"
            r"\bdumb ?ass(?:es)?\b|\bgoddamn(?:ed)?\b|\bpiss off\b|\bscrew you\b|\bblow ?jobs?\b|\bretards?\b|\bstfu\b|\bkys\b|\bf off\b",
        ),
        (
            "insult",
            _FOOLS, rf"\b(?:you|u|ya)(?:'re| are| is| were| must be| r| really are)(?: not)? {_SOFT}*(?:{_STUPID})\b",
        ),
        ("insult", _FOOLS, rf"\b(?:you|u|ya) {_SOFT}*(?:{_STUPID})(?: (?:person|human|man|woman|boy|girl|piece|fool|idiot|one|little|people))?\b(?=[\s,.!?]|$)"),
        ("insult", _FOOLS, rf"\b(?:{_STUPID}) like (?:you|u|him|her|them|yourself)\b|\bonly (?:an? )?{_SOFT}*(?:{_STUPID})(?: person| people)? (?:would|could|can|will|asks?|needs?|fails?|does)\b"),
        ("insult", _FOOLS, rf"\b(?:your|ur) {_SOFT}*(?:{_STUPID})(?: little)? (?:brain|question|mind|face|head|ass|self|mother|family|problem|homework|attempt|life|kind)\b"),
        ("insult", _FOOLS, rf"\b{_PERSON}(?: who[^.!?\n]{{1,60}}?)? (?:is|are|must be|looks?|sounds?|seems?)(?: like)? {_SOFT}*(?:an? )?(?:idiots?|morons?|imbeciles?|cretins?|retard(?:ed|s)?|scum|worthless|assholes?|losers?|brain-?dead|dumb|stupid|pathetic|a (?:disgrace|waste))\b"),
        ("insult", _FOOLS, r"\b(?:what|how) (?:an? )?(?:idiotic|moronic|stupid|dumb|pathetic|retarded|brain-?dead|imbecilic|ridiculously stupid) (?:question|problem|person|user|thing to ask|student|teacher|request|human)\b|\b(?:stupid(?:est)?|dumb(?:est)?|idiotic|moronic) (?:question|person|people|user|human|student|teacher|kids?|brat|fool|bastard|girl|woman|boy|foreigners?)s?\b"),
        ("insult", "shut hell drop lost scre hate desp loat nobo moth mom mum sick disg suck stin stup dumb reta idio brai moro dese blin even", r"\b(?:shut (?:the (?:hell|fuck) )?up|go to hell|drop dead|get lost|screw (?:you|off)|i (?:really )?(?:hate|despise|loathe) (?:you|your|people like|stupid|all)|nobody (?:likes|loves|wants|needs) you|your (?:mother|mom|mum) is|you (?:make me sick|disgust me|deserve to (?:die|fail|suffer))|(?:you|u) (?:suck|stink)|are you (?:stupid|dumb|retarded|an idiot|blind|brain-?dead|a moron)|how (?:stupid|dumb) (?:are|can) you|(?:you|u) (?:can't|cannot) even)\b"),
        ("insult", "idio moro imbe dumb stup lose reta cret fool", r"(?:^|[.!?,]\s+|\n)(?:listen,? |oh,? |hey,? |well,? )?(?:you )?(?:idiots?|morons?|imbeciles?|dumbass|dummy|stupid|moron|loser|retard|cretin|fool)(?:!|,? (?:it is|it's|the answer|obviously|listen|read|learn|think))"),
        ("threat", "kill murd hurt stab shoo beat stra dest slap punc rape burn hunt find slau chok smas", r"\b(?:i(?:'ll| will| am going to|'m going to|'m gonna| want to| would love to| hope to|'d like to| should) |we(?:'ll| will) |someone should |somebody should )(?:personally |really |just |slowly |find and )?(?:kill|murder|hurt|stab|shoot|beat|strangle|destroy|slap|punch|rape|burn|hunt|find|slaughter|choke|smash) (?:you|your|him|her|them|u|all|every|whoever|this (?:teacher|student|guy)|the (?:teacher|student|author|asker|user))\b(?! (?:out|an? (?:answer|way)|by|that|how|why|in (?:terms|order)|numbers?|such))"),
        ("threat", "kill hang shoo cut harm hurt drow hope die kill dese ough shou end back", r"\b(?:kill|hang|shoot|cut|harm|hurt|drown) (?:yourself|urself|thyself|yourselves)\b|\b(?:i|we) hope (?:that )?(?:you|they|he|she|your \w+|all of (?:you|them)) (?:all )?(?:die|dies|get cancer|suffer|rot|burn|fail miserably)\b|\b(?:you|they|he|she) (?:should|deserves?|ought)(?: all)? (?:to )?(?:die|be killed|be shot|burn in hell|rot)\b|\bend your (?:own )?life\b|\bwatch your back\b"),
        ("hate", _PEOPLE, rf"\b(?:all |most |these |those |the |such )?(?:{_GROUPS}) (?:are|is|were|will always be|have always been|remain)(?: all| just| simply| always| naturally| basically| mostly| clearly| obviously| nothing but| really| so)* (?:an? )?(?:lazy |filthy |dirty |stupid |dumb |worthless |disgusting |useless )*(?:{_CONTEMPT})\b"),
        ("hate", _PEOPLE, rf"\b(?:all |most |these |those |the )?(?:{_GROUPS}) (?:{_BARRED})\b"),
        ("hate", _PEOPLE, rf"\b(?:typical |all |those |these |just like )?(?:{_GROUPS}) ?(?:[:,\u2013-]|, as always,?) ?(?:so |too |all |as |always |usual |they are |[\w-]+, )*(?:{_STUPID}|{_CONTEMPT})\b"),
        ("hate", _PEOPLE, rf"\b(?:typical|like all|just like) (?:{_GROUPS})\b(?=[^.!?]{{0,60}}\b(?:{_STUPID}|{_CONTEMPT})\b)"),
        ("hate", "hate desp loat stand kill exte depo gas burn rid wipe filt dirt stup lazy disg damn fuck heil whit hitl mast back", rf"\b(?:i|we|everyone|everybody) (?:really )?(?:hate|despise|loathe|can't stand) (?:all |these |those |the )?(?:{_GROUPS})\b|\b(?:kill|exterminate|deport|gas|burn|get rid of|wipe out) (?:all |the |every )(?:{_GROUPS})\b|\b(?:filthy|dirty|stupid|lazy|disgusting|damn|fucking) (?:{_GROUPS})\b|\bheil hitler\b|\bwhite power\b|\bhitler was right\b|\bmaster race\b|\bgo back to (?:your|their) (?:own )?country\b"),
        ("insult", _FOOLS, rf"\b(?:ur|your) {_SOFT}*(?:{_STUPID})\b(?=\s*(?:[.!?,]|lol|its|it's|haha|$))"),
        ("insult", "shut", r"\bshut (?:your|ur|the \w+) (?:mouth|face|trap|up)\b|\bshut up\b(?! and calculate)"),
        ("threat", "find hunt come make brea kill hurt", r"\b(?:i|we)(?:'ll| will| am going to|'m going to|'m gonna) (?:come (?:and|to) )?(?:find|hunt|get|track|visit) (?:you|him|her|them|your family)(?: down)? and\b|\bbreak (?:your|his|her|their) (?:legs|arms|neck|nose|jaw|face|fingers|bones)\b"),
        ("hate", _PEOPLE, rf"\b(?:all |most |these |those |the )?(?:{_GROUPS})(?: simply| just| really| all| naturally| obviously| clearly| generally| basically)* (?:(?:always|never|only|constantly|all) (?:cheat|lie|steal|smell|stink|beg|complain|scam|overcharge|fail|spread|breed|whine|pay|work|tell the truth|count)|have no (?:brain|brains|head|talent|sense|feeling|gift|morals|shame|honour|honor|clue|idea)|lack (?:the )?(?:brain|brains|intelligence|logic|talent|morals)|should(?: all)? (?:not|never) (?:be|do|have|get|learn|teach|study|work|drive|touch|come)|(?:are|is) (?:too|not) (?:stupid|dumb|lazy|smart|clever|intelligent|emotional|primitive)|(?:smell|stink|cheat|lie|steal)\b)"),
        ("insult", _FOOLS, rf"\byou\b[^.!?\n]{{0,40}}\bbeing (?:so |such |an? |this |that |too )*(?:{_STUPID})\b"),
        ("threat", "die", r"\b(?:go|just|please) (?:and )?die\b|\bdie in a (?:hole|fire|ditch)\b"),
        ("hate", _PEOPLE, rf"\b(?:all |most |these |those |the )?(?:{_GROUPS}) (?:commit|cause|ruin|destroy|invented) (?:all|most|every|everything|our)\b|\bonly (?:an? )?(?:{_GROUPS}|woman|girl|jew|black|gay|muslim|foreigner|immigrant|gypsy|arab|boomer) (?:would|could|can) (?:be (?:so|this|that)|do this|make (?:such|this)|get this wrong|think|write (?:such|this)|ask|fail|say (?:such|that))\b"),
        ("sexual", "suck lick sit blow nude jerk mast cums deep gang porn fuck horn tits nake", r"\b(?:suck my|lick my|sit on my|blow me|nude pics|send nudes|jerk(?:ing)? off|masturbat\w+|cumshots?|deepthroat\w*|gang ?bangs?|hardcore porn|porn ?hub|fuckable|horny|big tits|nice tits|naked (?:girl|woman|teen)s?)\b"),
        ("foreign", "halt voll schw hohl spas mist du bist arsc hure wich fotz sche verp fres idio depp trot voll penn vers dumm arsc miss drec ausl", r"\b(?:arschl[o\u00f6]ch(?:er)?|hurensohn|hurens\u00f6hne|wichser|fotze|schei(?:ss|\u00df)\w*|verpiss dich|halt (?:die|deine) (?:fresse|klappe|schnauze|maul)|halts maul|vollpfosten|schwachkopf|hohlkopf|volldepp|spast|mistst\u00fcck|du (?:bist|wirst) (?:wirklich |einfach |echt |so |zu |ein |eine |doch |nur )*(?:idiot|depp|trottel|dumm|bl\u00f6d|versager|esel|nichtsnutz)|du (?:bl\u00f6der |dummer |verdammter )?(?:idiot|depp|trottel|vollidiot|penner|versager|dummkopf|arsch)|dumme[rs]? (?:sau|kuh|schwein|mensch)|missgeburt|drecksau|ausl\u00e4nder raus)\b"),
        ("foreign", "conn salo encu puta fils gueu niqu va sale espè tu", r"\b(?:connards?|connasse|salope|encul[\u00e9e]s?|putain|fils de pute|ta gueule|nique ta|va te faire|sale (?:con|arabe|juif|noir|pute)|esp\u00e8ce d'(?:idiot|imb\u00e9cile|abruti)|tu es (?:vraiment |trop |si |tellement |un |une |bien |compl\u00e8tement )*(?:idiot|con|conne|d\u00e9bile|cr\u00e9tin|abruti|stupide|imb\u00e9cile|nul))\b"),
        ("foreign", "hijo hijos puta pend cabr gili mari chin mier eres vete", r"\b(?:hijo de puta|hijos de puta|puta madre|puta mierda|pendejos?|cabr[o\u00f3]n(?:es)?|gilipollas|maric[o\u00f3]n|chinga\w*|vete a la mierda|mierda|eres (?:un |una |muy |tan |realmente )*(?:idiota|imb\u00e9cil|est\u00fapid[oa]|in\u00fatil|tont[oa]))\b"),
        ("foreign", "stro vaff cogl figl putt cazz sei filh cara fode seu kurw chuj spie jest sikt oros kloo kank hoer jävl perk", r"\b(?:stronz[oaie]|vaffanculo|coglion[ei]|figlio di puttana|puttana|cazzo|sei (?:un |una )?(?:idiota|stupid[oa]|cretin[oa])|filho da puta|caralho|vai se foder|seu idiota|kurwa|chuj|spierdalaj|jeste\u015b (?:idiot\u0105|g\u0142upi)|siktir|orospu|klootzak|kankerlijer|hoerenzoon|j\u00e4vla|perkele)\b"),
        ("foreign", "\0", r"\b\u0441\u0443\u043a\u0430\b|\u0442\u044b (?:\u0434\u0443\u0440\u0430\u043a|\u0438\u0434\u0438\u043e\u0442|\u0442\u0443\u043f)|\u50bb\u903c|\u50bb\u5b50|\u64cd\u4f60|\u4ed6\u5988\u7684|\u4f60(?:\u771f|\u5c31|\u7b80\u76f4|\u4ed6\u5988)*\u662f(?:\u4e00)?\u4e2a?(?:\u8822\u8d27|\u50bb\u5b50|\u5e9f\u7269|\u767d\u75f4|\u7b28\u86cb|\u767d\u7661)|\u6eda\u5f00|\u6b7b\u306d|\u99ac\u9e7f\u91ce\u90ce|\u30af\u30bd\u91ce\u90ce|\u304a\u524d\u306f\u99ac\u9e7f|\uc528\ubc1c|\uac1c\uc0c8\ub07c|\ubcd1\uc2e0"),
    )
)  # fmt: skip
