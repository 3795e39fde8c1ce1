"""Finds the teacher speaking of itself: an AI, its maker, its training, its limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.dataset.filters import messages, reading
from verigen.dataset.filters.rules import matches, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.findings import Finding
    from verigen.core.graded import Graded

MODELS = (
    r"chat ?gpt|gpt-?\d[\w.]*|claude(?: \d[\w.]*)?|qwen[\w.]*|gemini|bing(?: chat| ai)?|cortana|bard|palm|llama[\w.-]*|deep ?seek[\w.-]*|mistral|mixtral|copilot|grok|kimi|"
    r"chatglm|glm-?\d*|ernie(?: bot)?|yi-\d\w*|phi-\d\w*|gemma|falcon|vicuna|alpaca|alexa|siri|pi ai|perplexity|tongyi(?: qianwen)?|doubao|hunyuan|baichuan|internlm|smollm\d*|olmo|command r\+?|nova|titan"
)
MAKERS = (
    r"openai|anthropic|google(?: deepmind| ai)?|deepmind|meta(?: ai)?|alibaba(?: cloud)?|deep ?seek(?: ai)?|mistral(?: ai)?|microsoft|x\.?ai|moonshot(?: ai)?|zhipu(?: ai)?|"
    r"baidu|tencent|bytedance|nvidia|hugging ?face|cohere|amazon|apple|ibm|stability ai|01\.ai|inflection|ai2|allen ai"
)
AI = r"(?:an? )?(?:large |helpful |mere |simple |neural |conversational |text-based |virtual |digital )*(?:ai\b|a\.i\.|artificial intelligence|language model|llm\b|chat ?bot|ai (?:language )?(?:model|assistant|system)|virtual assistant|machine learning model|neural network|text generator|computer program|text model|generative model|(?<=just )a program|(?<=only )a program|(?<=merely )a program)"
FOREIGN = 27  # rules from this one on are for other languages than English
RULES = tuple(
    rule("identity", needs, pattern, foreign=place >= FOREIGN)
    for place, (needs, pattern) in enumerate((
        ("ai a i arti lang llm chat virt mach neur text comp assi inte prog gene", rf"\b(?:as|being|speaking as|since i am|since i'm|because i am|because i'm|given that i am|given that i'm|like any|like every) {AI}"),
        ("ai a arti lang llm chat virt mach neur text comp inte prog gene", rf"\bi(?:'m| am|, as)(?: only| just| merely| simply| actually| really| still| not human,?| not a (?:human|person),?(?: but| i am| i'm)?)* {AI}"),
        ("chat gpt gpt4 gpt3 bing cort clau qwen gemi bard palm llam deep mist mixt copi grok kimi glm erni yi phi gemm falc vicu alpa alex siri pi perp tong doub huny baic inte smol olmo comm nova tita name call know", rf"\b(?:i(?:'m| am)|my name is|this is|call me|you can call me|i go by|am called|i'm called|known as|it's me,?) (?:called |named |known as )?(?:the )?(?:{MODELS})\b(?! (?:the|who|and) )"),
        ("trai deve crea made buil desi prog fine rele", rf"\bi (?:was|am|have been|got|'ve been)(?: \w+ly)? (?:trained|developed|created|made|built|designed|programmed|fine-?tuned|released|trained up) (?:by|at|from|through)(?: the)?(?: \w+){{0,3}}? ?(?:{MAKERS})\b"),
        ("trai deve crea made buil desi fine", rf"\b(?:trained|developed|created|made|built|designed|fine-?tuned) by (?:{MAKERS})\b"),
        ("cut cuto know trai info since last late most", r"\b(?:my|the model's|our) (?:knowledge|training|information)(?: data)?(?:'s)? ?(?:cut-?off|cut off|ends?\b|stops\b|only goes|goes up|was last updated|data (?:ends|stops|does not|doesn't|only|go|include|is))|\bknowledge cut-?off\b|\btraining cut-?off\b|\b(?:as of|until|up to|before|since) my (?:last|latest|most recent|knowledge|training)\b"),
        ("trai deve crea prog algo weig para neur cont syst safe usag guid mode fine poli", r"\bmy (?:training(?: data)?|developers?|creators?|programm(?:ing|ers)|programmed|weights|parameters|neural network|context window|system prompt|safety guidelines|content policy|usage policy|guidelines|model card|fine-?tuning)\b(?! (?:is|are|was|were)? ?(?:\d|for the (?:race|marathon)|plan|session|schedule|in (?:math\w*|physics|science|logic|school)))"),
        ("trai prog fine desi inst pret pre", r"\bi (?:was|am|have been)(?: not)? (?:trained|programmed|fine-?tuned|designed|instructed|pretrained|pre-trained)(?: only| mainly| specifically)? (?:on|to|with|not|up|until|for|as)\b"),
        ("inte web real onli exte live curr up calc code pyth atta imag brow acce", r"\bi (?:can't|cannot|can not|am (?:unable|not able) to|do not have (?:the ability to|(?:direct |real-time |any )*access to)|don't have (?:the ability to|(?:direct |real-time |any )*access to)|have no (?:way to|ability to|access to))(?: actually| directly| currently)? ?(?:browse|access|search|surf|use|connect to|look up|consult|go on|open)? ?(?:the |any |an )?(?:internet|web\b|real-?time|online|external (?:sites|websites|links|tools|resources|databases|information)|live (?:data|information)|current (?:events|information|data)|up-to-date information|calculator|code interpreter|python interpreter|attachments|images?\b)"),
        ("feel emot opin beli cons body bodi phys eyes hand expe memo pref sent pers", r"\bi (?:do not|don't|cannot|can't) (?:actually |really )?(?:have|possess|experience|hold|feel)(?: any)? ?(?:personal |real |human |physical |true |subjective )*(?:feelings?|emotions?|opinions?|beliefs?|consciousness|a body|bodies|physical form|eyes|hands|experiences?|memory of (?:past|previous)|memories|preferences|sentience)\b"),
        ("sorr afra apol", r"\b(?:i'm |i am )?(?:sorry|afraid|i apologi[sz]e)[,;]?(?: but)?,? i (?:can't|cannot|can not|am unable to|am not able to|won't|will not|must decline to) (?:assist|help|provide|answer|comply|fulfil|fulfill|do that|continue|discuss|engage|create|generate|complete)"),
        ("assi help comp guid poli prog term viol usag prin cont", r"\bi (?:can't|cannot|am unable to|won't) (?:assist|help|comply) (?:you )?with (?:that|this|your|such|any)\b|\b(?:against|violates?|comply with|violat\w+|under) (?:my|openai'?s?|anthropic'?s?|google'?s?|our) (?:\w+ )?(?:guidelines|polic(?:y|ies)|programming|terms|content|usage|principles)\b"),
        ("mode llm assi chat sess conv resp answ outp repl feed help", r"\b(?:large language model|llm)s? (?:like|such as) (?:me|myself)\b|\b(?:ai|language) models? (?:like|such as) (?:me|myself)\b|\bas (?:your|a helpful|a friendly|the) (?:ai )?assistant\b|\bi(?:'m| am) (?:your|a helpful|just a helpful|here as your|a friendly) (?:\w+ )?(?:assistant|chatbot)\b|\bin this (?:chat|conversation) (?:session|window)\b|\bmy (?:responses|answers|outputs?|replies) (?:are|is) generated\b|\b(?:human|rlhf) feedback (?:during|in) my\b|\bhow (?:can|may) i (?:help|assist) you (?:today|further|with)\b"),
        ("huma real pers cons sent mode vers sibl fell prev chat lang", r"\b(?:i(?:'m| am)) not (?:a )?(?:human|real person|person|conscious|sentient)\b|\bmy (?:sibling|fellow|previous|earlier|newer|older) (?:model|version)s?\b|\b(?:this|the present) (?:chat ?bot|language model|ai model) (?:can|was|is|has)\b"),
        ("trai deve crea made buil taug desi prog", rf"\b(?:{MAKERS}) (?:trained|developed|created|made|built|designed|programmed|taught) me\b"),
        ("imag inte code brow proc text file soun audi vide pict link", r"\bi (?:can't|cannot|can not|am unable to|am not able to|do not have the (?:ability|capability|means) to|don't have the (?:ability|capability|means) to) (?:actually |directly |really )?(?:see|view|open|hear|watch|browse|surf|access|run|execute|look at|process) (?:and \w+ |or \w+ )?(?:the |any |an |your )?(?:images?|pictures?|photos?|files?|links?|videos?|audio|sounds?|web\w*|code|programs?|internet|online)\b|\bi (?:only|can only|just) (?:process|handle|read|understand|generate|produce|work with) text\b"),
        ("help assi anyt", r"\banything else (?:that )?i (?:can|may|could) (?:help|assist)\b"),
        ("gene writ prod crea", rf"\b(?:generated|written|produced|created) by (?:an? )?(?:ai|a\.i\.|artificial|large language|language model|llm|chat ?bot|{MODELS})\b"),
        ("chat gpt gpt4 clau qwen deep llam copi gemi", r"\bas (?:chat ?gpt|gpt-?\d[\w.]*|claude|qwen[\w.]*|deepseek[\w-]*|llama[\w.-]*|copilot|gemini),"),
        ("ai mode lang chat arti virt mach comp", r"\b(?:as|being) (?:an?|your|the)(?: [\w-]+){1,3} (?:ai|language model|chatbot|artificial intelligence|virtual assistant|llm)\b(?! (?:\w+ )?(?:problem|class|course|textbook))|\bas a (?:machine|computer program|program|bot|digital assistant), i\b|\b(?:chatting|talking|speaking|interacting) (?:with|to) an? (?:ai|chatbot|language model|virtual assistant)\b"),
        ("prov assi gene offe help crea draw show prod fulf", r"\b(?:unfortunately|regrettably|sadly|i'm afraid),? (?:but )?i (?:can't|cannot|can not|am unable to|am not able to) (?:provide|assist|help|generate|create|draw|show|produce|fulfill?|offer)\b|\bi(?:'m| am) (?:not able|unable|not allowed|not permitted|not authorized) to (?:provide|assist|help with|give|offer|generate) (?:you )?(?:with )?(?:any |legal |medical |financial |personal |professional |real-time )*(?:advice|information|guidance|opinions?|assistance|content|support)\b"),
        ("here purp role goal func job", r"\bi(?:'m| am) (?:always )?here to (?:assist|help|support|answer)\b|\bmy (?:only |main |sole |primary )?(?:purpose|role|function|job|task) (?:is|as an? \w+ is) to (?:assist|help|serve|provide you|support) (?:you|users?|people|with)\b"),
        ("upda trai than usin mach prog", rf"\bi was last (?:updated|trained)\b|\b(?:thanks|thank you) for (?:using|choosing|talking to) (?:{MODELS})\b|\bbeing (?:just |only |merely )?a (?:machine|computer program|bot), i\b"),
        ("assi help toda", r"\b(?:how|what) (?:else )?(?:can|may|could|might) i (?:assist|help|do for) you (?:with )?(?:today|further|else|with anything else)\b"),
        ("ai arti lang chat llm assi", r"\bi, (?:an?|your|the) (?:large |humble |virtual )*(?:ai|artificial intelligence|language model|llm|chat ?bot|ai (?:assistant|model))\b"),
        ("prev past earl prio conv chat inte mess", r"\b(?:remember|recall|access|store|retain) (?:our |any |your )?(?:previous|past|earlier|prior) (?:conversations?|chats?|interactions?|messages)\b"),
        ("mode llm llms ai ais chat syst assi", r"\b(?:we|us|other|my fellow) (?:ai|language models?|llms|ais|chatbots|ai (?:models|assistants|systems))\b"),
        ("ki künst spra chat trai wiss entw ich von durc open als", r"\bals (?:(?:ein |eine |gro\u00dfes |reines |blo\u00dfes )*)(?:ki|k\u00fcnstliche intelligenz|sprachmodell|sprachassistent|chatbot|ki-?\w+)\b|\bich bin (?:nur |blo\u00df )?(?:(?:ein|eine) )?(?:gro\u00dfes |reines )?(?:ki|sprachmodell|k\u00fcnstliche intelligenz|chatbot|ki-?\w+|chatgpt|qwen|claude|gemini)\b|\bmeine? (?:trainingsdaten|wissensstand|entwickler|training)\b|\b(?:von|durch) (?:openai|anthropic|google|alibaba|meta|deepseek|mistral)\w* (?:trainiert|entwickelt|erstellt|geschaffen)"),
        ("ia tant suis mes entr déve créé", r"\ben tant qu(?:e |')(?:(?:un|une|grand|simple) )*(?:mod\u00e8le|ia\b|intelligence artificielle|assistant|chatbot)|\bje suis (?:(?:un|une|seulement|juste|le) )*(?:ia\b|mod\u00e8le de langage|intelligence artificielle|chatbot|assistant (?:ia|virtuel)|chatgpt|qwen|claude|gemini)|\bmes donn\u00e9es d'entra\u00eenement|\b(?:entra\u00een\u00e9|d\u00e9velopp\u00e9|cr\u00e9\u00e9)e? par (?:openai|anthropic|google|alibaba|meta|mistral)"),
        ("como soy sou entr desa crea trei dese cria", r"\bcomo (?:(?:un|una|um|uma|gran|grande|mero|simple) )*(?:modelo (?:de|lingu)|ia\b|inteligencia artificial|intelig\u00eancia artificial|asistente (?:de ia|virtual)|assistente (?:de ia|virtual)|chatbot)|\b(?:soy|sou|eu sou|yo soy) (?:(?:un|una|um|uma|s\u00f3lo|solo|apenas|o|el|la) )*(?:ia\b|modelo de|inteligencia artificial|intelig\u00eancia artificial|asistente virtual|assistente virtual|asistente de ia|chatbot|chatgpt|qwen|claude|gemini)|\b(?:entrenad|desarrollad|cread|treinad|desenvolvid|criad)[oa] (?:por|pela|pelo) (?:la |a )?(?:openai|anthropic|google|alibaba|meta)"),
        ("quan come esse sono taal jako bir som als", r"\b(?:in quanto|come|essendo) (?:(?:un|una|un'|grande|semplice) ?)*(?:ia\b|intelligenza artificiale|modello (?:di |lingu)|chatbot|assistente (?:ia|virtuale)|modello linguistico)|\bsono (?:(?:un|una|un'|solo) ?)*(?:ia\b|intelligenza artificiale|modello (?:di |lingu)|chatbot|chatgpt|qwen|claude)|\bals (?:een )?(?:(?:groot|ai)[- ]?)*taalmodel|\bjako (?:du\u017cy )?(?:model j\u0119zykowy|sztuczna inteligencja|ai\b)|\bbir yapay zeka|\bsom (?:en |ett )?(?:ai|spr\u00e5kmodell)"),
        ("\x00", r"\uc778\uacf5\uc9c0\ub2a5|\uc5b8\uc5b4 ?\ubaa8\ub378|\u4f5c\u4e3a(?:\u4e00\u4e2a|\u4e00\u6b3e|\u4e00\u540d|\u4eba\u5de5\u667a\u80fd|\u5927\u578b|ai| )*(?:\u8bed\u8a00\u6a21\u578b|\u4eba\u5de5\u667a\u80fd|ai|\u52a9\u624b|\u673a\u5668\u4eba)|\u6211\u662f(?:\u4e00\u4e2a|\u7531|\u963f\u91cc|\u901a\u4e49|\u6587\u5fc3|\u4eba\u5de5\u667a\u80fd|\u8bed\u8a00\u6a21\u578b|ai|chatgpt|qwen|deepseek|claude|kimi|\u8c46\u5305)|\u6211\u7684(?:\u8bad\u7ec3|\u77e5\u8bc6\u622a)|ai(?:\u8a00\u8a9e\u30e2\u30c7\u30eb|\u30a2\u30b7\u30b9\u30bf\u30f3\u30c8)?\u3068\u3057\u3066|\u8a00\u8a9e\u30e2\u30c7\u30eb\u3068\u3057\u3066|\u79c1\u306f(?:ai|\u4eba\u5de5\u77e5\u80fd|\u8a00\u8a9e\u30e2\u30c7\u30eb|\u5927\u898f\u6a21)|\u043a\u0430\u043a (?:\u0431\u043e\u043b\u044c\u0448\u0430\u044f |\u0438\u0441\u043a\u0443\u0441\u0441\u0442\u0432\u0435\u043d\u043d\u044b\u0439 )?(?:\u044f\u0437\u044b\u043a\u043e\u0432\u0430\u044f \u043c\u043e\u0434\u0435\u043b\u044c|\u0438\u0438\b|\u0438\u043d\u0442\u0435\u043b\u043b\u0435\u043a\u0442)|\u044f(?: \u2014| -)? (?:\u0431\u043e\u043b\u044c\u0448\u0430\u044f )?(?:\u044f\u0437\u044b\u043a\u043e\u0432\u0430\u044f \u043c\u043e\u0434\u0435\u043b\u044c|\u0438\u0441\u043a\u0443\u0441\u0441\u0442\u0432\u0435\u043d\u043d)|ai (?:\uc5b8\uc5b4 )?(?:\ubaa8\ub378|\ube44\uc11c)(?:\ub85c\uc11c|\uc785\ub2c8\ub2e4)|\u4eba\u5de5\u667a\u80fd(?:\u52a9\u624b|\u6a21\u578b)"),
    ))
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Sentences in which the teacher names itself, its maker, its training or its limits.

    A student would learn to call itself by another model's name. What the problem itself says is not counted.
    """

    version: str = "5"
    roles = messages.ALL | messages.QUESTION

    def find(self, graded: Graded) -> Sequence[Finding]:
        read = reading.of(graded)
        found = [
            read.finding("identity", match.start(), match.end())
            for _, match in matches(RULES, read, read.low, read.impossible)
            if not read.in_code(match.start())
        ]
        return sorted(found, key=lambda one: one.start)
