"""Letters that only ask how it goes (C-28), in the ways people write them. Pure.

A letter chases when all its words are words of chasing, of politeness, or a name. One word more, and it is a question:
a reminder taken for a question costs a glance, a question taken for a reminder is lost.
"""

import re

from reglament.mail.format.composer import bare_subject

LONGEST = 400  # characters; who writes more has something to say
BRIEF = 200

_WORD = re.compile(r"[\w'’-]+")
_CHASES = re.compile(
    r"новост\w*|статус\w*|стади[яи]|этапе?|прогресс\w*|подвижк\w*|продвижени\w*|движени\w*|сдвиг\w*|результат\w*|перспектив\w*"
    r"|напомина\w*|напомню|жду|жд[её]м|ждать|ожида\w*|ответ\w*|дела|слышно|когда|долго|сроки?|срокам|ау|ап|апп|пинг|там"
    r"|news|updates?|updated|progress|status|reminder|remind|reminding|following|follow|followup|follow-up|waiting|wait|chasing"
    r"|chase|checking|ping|bump|answer|reply|response|eta|when|going|word|developments?|hear|heard"
)
_BESIDES = re.compile(
    r"а|и|в|во|до|за|же|ли|мы|я|вы|ну|на|не|нет|но|о|об|от|по|про|с|со|что|чем|как|какие|какой|каков\w*|какая|какое|какая-то|какие-то"
    r"|какие-нибудь|какие-либо|есть|ещ[её]|все|всё|пока|уже|это|этому|этой|этим|обстоят|идут|нам|нас|нами|мне|меня|мной|вам|вас|себе"
    r"|наш\w*|мо[йяеё]\w*|мои\w*|ваш\w*|тут|снова|опять|повторно|раз|быть|будет|будут|можно|можем|могу|сможете|ли|либо|нибудь|примерно"
    r"|ориентировочно|вопрос\w*|заявк\w*|обращени\w*|запрос\w*|письм\w*|тикет\w*|тем[еуаы]|решени\w*|решен[оа]?|решит\w*|исправ\w*|работ[аыу]\w*"
    r"|реакци\w*|информаци\w*|изменени\w*|подскажите|сообщите|скажите|уточните|напишите|дайте|ответьте|хотел\w*|хочу|узнать|уточнить|напомнить"
    r"|добр\w+|день|дня|утро|утра|вечер\w*|времени|суток|здравствуйте|привет\w*|уважаем\w+|коллеги|пожалуйста|спасибо|заранее|уважением"
    r"|благодар\w+|извините|простите|срочно|очень|всего|лучшего|хорошего"
    r"|a|an|any|the|this|that|it|is|are|am|was|be|been|i|i'm|i'd|we|we're|we'd|you|your|me|my|us|our|on|of|for|from|with|up|in|about|to|as"
    r"|and|but|at|by|back|yet|still|there|here|again|just|only|so|far|long|goes|how|what|what's|how's|do|does|did|have|has|had|got|get|getting"
    r"|can|could|would|will|should|may|might|like|want|wanted|know|let|see|send|give|tell|expect|please|thanks?|thank|friendly|gentle|kind|small|quick"
    r"|request\w*|ticket\w*|issues?|case|matter|question|message|email|e-mail|mail|letter|some|possible|soon|asap|when|today|yesterday|week|days?"
    r"|hi|hello|hey|dear|good|morning|afternoon|evening|all|team|support|everyone|regards|best|warm|sincerely|cheers|sorry|advance|\d+"
)
_NAME = re.compile(r"[A-ZА-ЯЁ][a-zа-яё]+(?:-[A-ZА-ЯЁ][a-zа-яё]+)?|[A-ZА-ЯЁ]")
_SIGN_OFF = re.compile(
    r"(?i)\b(?:с уважением|спасибо|благодарю|regards|thanks|thank you|cheers|sincerely|best)\b[\s,.!–—-]*"
)
_GREETING = re.compile(r"(?i)\s*(?:здравствуйте|добр\w+ \w+|привет\w*|уважаем\w+|hi|hello|hey|dear|good \w+)\b[\s,]*")
_TOO_GENERAL = frozenset(
    {
        "",
        "вопрос",
        "ошибка",
        "проблема",
        "помощь",
        "помогите",
        "срочно",
        "заявка",
        "обращение",
        "тикет",
        "запрос",
        "привет",
        "question",
        "error",
        "problem",
        "help",
        "issue",
        "urgent",
        "request",
        "ticket",
        "support",
        "hello",
        "hi",
        "без темы",
        "(без темы)",
        "no subject",
        "(no subject)",
        "(нет темы)",
        "не работает",
        "test",
        "тест",
    }
)


def is_chaser(text: str) -> bool:
    """Whether `text`, the newly written words of a letter, only asks how it goes."""
    said = text.strip()
    if not said or len(said) > LONGEST:
        return False
    if not said.strip("? \n"):
        return True
    words = _WORD.findall(_unnamed(said))
    return any(map(_chases, words)) and all(_chases(word) or _is_besides(word) for word in words)


def _unnamed(said: str) -> str:
    """Without the name of whom it greets and of who signs."""
    body = said
    if greeting := _GREETING.match(body):
        body = _without_names(body[greeting.end() :])
    if farewells := list(_SIGN_OFF.finditer(body)):
        end = farewells[-1].end()
        return f"{body[:end]} {_without_names(body[end:])}"
    return body


def _without_names(text: str) -> str:
    """Without up to three names at its beginning."""
    for _ in range(3):
        text = text.lstrip(" ,.!\n")
        if not (name := _NAME.match(text)) or _chases(name[0]) or _is_besides(name[0]):
            break
        text = text[name.end() :]
    return text


def _chases(word: str) -> bool:
    return bool(_CHASES.fullmatch(word.lower()))


def _is_besides(word: str) -> bool:
    return bool(_BESIDES.fullmatch(word.lower().replace("’", "'")))


def is_brief(text: str) -> bool:
    """Whether it is no longer than a reminder is."""
    return len(text.strip()) <= BRIEF


def thread_of(subject: str) -> str:
    """What two subjects have in common that are of one matter: without prefixes, numbers of ours, case and signs around
    it; "" where it says too little to tell one matter from another."""
    key = " ".join(folded(bare_subject(subject)).split()).strip(" .!?:-–—")
    return "" if key in _TOO_GENERAL else key


def folded(text: str) -> str:
    """Without what does not tell words apart: case, and ё."""
    return text.casefold().replace("ё", "е")
