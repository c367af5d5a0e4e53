"""How mail programs introduce what they quote, and how phones sign: Russian and English first, and the neighbours."""

import re

LONGEST_ATTRIBUTION = 400  # characters of "On … wrote:", which may run over several lines

_WROTE = (
    r"wrote|writes|sent|said|"
    r"пишет|писала?|написала?|написал\(а\)|писал\(а\)|написал\(-а\)|пишете|писали|сообщила?|сообщает|отправила?|"
    r"schrieb|schreef|geschreven|escribi[óo]|escreveu|ha scritto|scrisse|a [ée]crit|skrev|kirjoitti|"
    r"napisała?|napisał\(a\)|napsala?|написав|написала|пише|жазды|写道|寫道|yazdı|írta"
)
_ADDRESS = r"[^\s<>()\[\]\"',;:]{1,100}@[^\s<>()\[\]\"',;:]{1,100}"
_WEEKDAY = r"(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)"
_TIME = r"\d{1,2}[:.]\d{2}"

WROTE = re.compile(
    rf"(?is).*(?<!\w)(?:{_WROTE})(?!\w)(?:\s+(?:am\b|le\b|op\b)?[^\n]{{0,80}}?(?:uhr)?|[^\w\n]{{0,8}}"
    rf"|\s+het volgende geschreven)?\s*[:：]\s*\Z"
    rf"|(?s:-{{2,}}\s*On .*wrote\s*-{{2,}}\s*\Z)"
)
WHEN = re.compile(rf"{_TIME}|\b(?:19|20)\d\d\b|@|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}")
# Enough to believe an attribution whose quotation carries no ">".
CERTAIN = re.compile(
    rf"(?s)@|(?=.*{_TIME}).*(?:\b(?:19|20)\d\d\b|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}})|{_WEEKDAY}.*{_TIME}"
)
# A date, then a name, then an address and a colon: Яндекс, Mail.ru, Gmail in Russian.
SENDER_LAST = re.compile(rf"(?:mailto:)?{_ADDRESS}[\s>\])]{{0,5}}[:：]\Z")
SENDER_CLOSED = re.compile(rf"{_ADDRESS}\s?>\Z")
DATED = re.compile(rf"(?i)(?=.{{0,200}}{_TIME}).{{0,200}}\d")
STARTS_WITH_DAY = re.compile(rf"\d{{4}}[/-]\d{{1,2}}[/-]\d{{1,2}}(?: {_TIME}(?::\d\d)?)?(?: GMT[+-]\d\d:?\d\d)?\s\S")
STARTS_WITH_ZONE = re.compile(rf"\d{{4}}-\d\d-\d\d {_TIME} GMT[+-]\d\d:?\d\d \S.{{0,80}}\Z")
WEEKDAY_FROM = re.compile(
    rf"(?i){_WEEKDAY}[.,]? \d{{1,2}} \S{{1,12}} \d{{4}}.{{0,20}}{_TIME}.{{0,12}} от .{{1,120}}[:：]\Z"
)
YOU_WROTE = re.compile(r"(?is)\s*(?:вы|ты) писали?(?:\s+[^\n]{0,80})?:\s*\Z|\s*you wrote(?:\s+[^\n]{0,80})?:\s*\Z")
# An attribution of several lines begins so …
BEGINS = re.compile(
    rf"(?i)\s*(?:(?:on|at|le|am|op|el|em|il|den|dne|dnia|w dniu|på|{_WEEKDAY}|-{{2,}} ?on|ma|ti|ke|to|pe|la|su"
    rf"|man|tir|ons|tor|fre|lør|søn|mar|mer"
    r"|jeu|ven|sam|dim|lun|mon|tue|wed|thu|fri|sat|sun)\b|\d|在|(?:вы|ты) писал)"
)
# … or with the sender: a name, an address, no sentence.
BEGINS_WITH_SENDER = re.compile(rf"(?i)\s*[^.!?:\n]{{0,60}}(?:{_ADDRESS}|(?<!\w)(?:{_WROTE})(?!\w))")
INLINE_ATTRIBUTION = re.compile(
    r"(?s)(\S.{0,300}?\s)(On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .{5,300}? wrote:)\s*\Z"
)

_FROM = r"from|von|de|fra|från|van|da|od|lähettäjä|от|от кого|отправитель|від"
_DATE = (
    r"sent|date|gesendet|datum|envoy[ée](?: le)?|date|skickat|sendt|dato|verzonden|inviato|data|enviado(?: em"
    r"| el)?|fecha|wysłano|lähetetty|отправлено"
    r"|дата|надіслано|послано|отослано"
)
_TO = r"to|cc|an|à|a|til|till|aan|para|do|vastaanottaja|кому|копия|получатель|reply-to|відповідь"
_SUBJECT = r"subject|betreff|objet|ämne|emne|onderwerp|oggetto|assunto|asunto|temat|aihe|тема"
HEADER_LINE = re.compile(
    rf"(?i)[ \t>*_|\xa0]*(?:(?P<sender>{_FROM})|(?P<date>{_DATE})|(?P<to>{_TO})"
    rf"|(?P<subject>{_SUBJECT}))\s*\**\s*[:：]\**(?P<rest>.*)"
)
SEPARATOR = re.compile(
    r"(?i)\s*(?:[-_*=—]{2,}\s*(?:original message|original appointment|reply message|исходное сообщение"
    r"|исходное письмо|оригинал сообщения"
    r"|первоначальное сообщение|ursprüngliche nachricht|original-nachricht|message d'origine|message original"
    r"|mensaje original"
    r"|mensagem original|messaggio originale|oorspronkelijk bericht|opprinnelig melding|oprindelig meddelelse"
    r"|ursprungligt meddelande"
    r"|wiadomość oryginalna|alkuperäinen viesti)\s*[-_*=—]*|(?:original message|исходное сообщение)\s*:)\s*\Z"
)
FORWARDED = re.compile(
    r"(?i)\s*[>*]*\s*(?:[-_*=—]{2,}\s*(?:forwarded(?: message)?(?: by .{1,60})?|пересланное сообщение"
    r"|пересылаемое сообщение|перенаправленное сообщение"
    r"|пересланное письмо|начало пересылаемого сообщения|weitergeleitete nachricht|message transféré)\s*[-_*=—]*"
    r"|begin forwarded message\s*:|начало переадресованного сообщения\s*:|начало пересылаемого сообщения\s*:)\s*\Z"
)
RULE = re.compile(r"\s*(?:[-_*=—–]{3,}|[-_*=—–]{2})\s*\Z")

QUOTED = re.compile(r"\s{0,3}(?:>|[A-ZА-ЯЁ][A-Za-zА-Яа-яЁё]{0,9}>+(?:\s|\Z|>))")
SIGNATURE = re.compile(r"\s{0,2}(?:--|—|__)\s*\Z")
LONG_RULE = re.compile(r"\s{0,2}(?:_{5,}|-{5,}|—{2,}|={5,}|\*{5,})\s*\Z")
_DEVICE = (
    r"i(?:phone|pad|pod|os)|apple|blackberry|android|samsung|galaxy|huawei|honor|xiaomi|redmi|poco|realme|nokia"
    r"|lumia|nexus|pixel|sony|xperia|htc|lg|oneplus"
    r"|windows|outlook|gmail|inbox|yahoo|mail\.ru|почты|почта|mail|яндекс|yandex|typeapp|nine|sparrow|mailbird"
    r"|spark|bluemail|k-9|protonmail|proton|acompli"
    r"|mobile|phone|tablet|smartphone|телефона|смартфона|планшета|устройства|моб(?:ильного|ильной|\.)?|rambler"
    r"|рамблер|icloud|verizon|t-mobile|at&t|cloudmagic"
)
SENT_FROM = re.compile(
    rf"(?i)[\s*_\[(-]*(?:sent (?:from|via|with|by|using)\b|get (?:outlook|yahoo)|отправлено\s+(?:с|со|из|от"
    rf"|через|при помощи|почтой)\s|послано\s+(?:с|из)\s"
    rf"|написано\s+(?:с|на)\s|von meinem\b|gesendet (?:von|mit)|envoyé (?:de|depuis|avec)|enviado (?:desde|do"
    rf"|de)|inviato da|verzonden vanaf|skickat från"
    rf"|diese nachricht wurde von meinem)(?=.{{0,60}}?(?:{_DEVICE}))(?P<rest>.{{0,160}})\Z"
)
APOLOGY = re.compile(
    r"(?i)\s*(?:(?:please )?(?:excuse|forgive) (?:my )?brevity|(?:простите|извините) за краткость).{0,80}\Z"
)
FENCE = re.compile(r"\s*(?:```|~~~)")
