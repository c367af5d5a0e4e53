"""How mail programs introduce what they quote: Russian and English first, and the neighbours."""

import re

LONGEST_LINE = 2_000  # characters looked at
LONGEST_ATTRIBUTION = 400  # characters of "On … wrote:", which may run over several lines

_WROTE = (
    r"wrote|writes|sent|said|пишет|пишут|писала?|написал[аио]?|написал\(а\)|писал\(а\)|написал\(-а\)|писал\(-а\)"
    r"|пишете|писали|сообщила?|сообщает|отправила?|написано|пише|написав|написав\(-ла\)|жазды|піша|напісаў|schrieb"
    r"|schreibt|schreef|schreven|geschreven|escribi[óo]|escribe|escreveu|ha scritto|scrisse|a [ée]crit|skrev"
    r"|kirjoitti|napisała?|napisał\(a\)|napsala?|napsal\(a\)|napísala?|a scris|je napisao|je napisala|pisze|píše"
    r"|napísal|έγραψε|γράφει|yazdı|írta|rašė|rakstīja|kirjutas|đã viết|menulis|เขียนว่า|كتب|כתב/ה|כתב|כתבה|نوشت|のメール"
)
_ADDRESS = r"[^\s<>()\[\]\"',;:]{1,100}@[^\s<>()\[\]\"',;:]{1,100}"
_WEEKDAY = (
    r"(?:пн|вт|ср|чт|пт|сб|вс|пон|втр|срд|чтв|птн|суб|вск"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)"
)
_TIME = r"\d{1,2}[:.]\d{2}"
_DAY = r"(?:\b(?:19|20)\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})"

_CAPITAL = "A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŐŘŚŞŠŤŮŰŹŻŽА-ЯЁІЇЄҐЎӘҒҚҢӨҰҮҺ"
_SMALL = "a-zß-öø-ÿćčđğıłńőřśşšťůűźżžа-яёіїєґўәғқңөұүһ"

WROTE = re.compile(
    rf"(?is).*(?:写道|寫道|님이 작성|(?<!\w)(?:{_WROTE})(?!\w))"
    rf"(?:\s+(?:am\b|le\b|op\b)?[^\n]{{0,80}}?(?:uhr)?|[^\w\n]{{0,8}}"
    rf"|\s+het volgende geschreven)?\s*[:：]\s*\Z"
    rf"|(?s:-{{2,}}\s*(?=.*\d).*(?<!\w)(?:{_WROTE})(?!\w)[^-\n]{{0,80}}-{{2,}}\s*\Z)"
)
WHEN = re.compile(rf"{_TIME}|\b(?:19|20)\d\d\b|@|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}")
# Enough to believe an attribution whose quotation carries no ">": an address, or a date, a time and a name set off as
# only programs do it ("20.11.2026 17:30, Анна пишет:"). People write "20.11.2026 в 17:30 Анна писала:".
CERTAIN = re.compile(
    rf"(?s).*@|(?=.*{_DAY}).*{_TIME}[^,]{{0,24}}(?:,|\bпользователь\b).{{2,80}}[:：]\Z|.*(?i:{_WEEKDAY}).*{_TIME}.* от "
    rf"|.*\((?:а|-а)\)\s?[:：]\Z|(?i:\s*(?:on|am|le|el|em|il|op|den|dne|w dniu)\b)(?=.*{_TIME}).*{_DAY}"
)
PRONOUN = re.compile(r"(?i)(?<![\w-])(?:я|мы|мне|нам|нас|вам|вас|ему|ей|им|i|we|us)\b")
# "Анна Смирнова пишет:" without a date; believed above a quotation only.
NAME_WROTE = re.compile(
    rf"\s*(?:(?:[{_CAPITAL}][\w.'-]{{0,30}}|\"[^\"\n]{{1,40}}\"|«[^»\n]{{1,40}}»|\([^()\n]{{1,40}}\)|[|/–-]|via)[.,]?\s+)"
    r"{1,6}(?:wrote|writes|пишет|писала?|написала?|написал\(а\)|писал\(а\)|пише|піша|schrieb|a écrit)"
    rf"(?:\s[^:\n]{{0,40}}{_TIME}[^:\n]{{0,8}})?\s?:\Z"
)
# "Анна Смирнова, 20 ноября 2026, 17:30:" and "[20.11.2026 17:30] Анна:", believed likewise.
NAME_AND_DATE = re.compile(
    rf"\s*[\"«]?(?:[{_CAPITAL}][\w.'-]{{0,30}}[\"»]?,?\s+){{1,4}}"
    rf"[(\[]?(?:[^\W\d]{{2,12}}[.,]{{0,2}}\s+)?\d(?=.{{0,40}}{_TIME})[^@]{{4,50}}:\Z"
    rf"|\s*\[(?=.{{0,40}}{_TIME})[^\]]{{6,40}}\]\s+(?:[{_CAPITAL}][\w.'-]{{0,30}}\s?){{1,4}}:\Z"
)
# "Анна" <a@b.example> – 20 ноября 2026 г. 17:30, likewise.
SENDER_AND_DATE = re.compile(
    rf"(?=.{{0,300}}{_TIME})[^<>\n]{{2,100}}<{_ADDRESS}>\s?[–—-]\s.{{0,60}}\b(?:19|20)\d\d\b.{{0,40}}\Z"
)
# An address and "wrote", likewise.
ADDRESS_WROTE = re.compile(
    rf"(?:[^<\n]{{0,100}}<{_ADDRESS}>|[^(\n]{{0,100}}\({_ADDRESS}\)|\s*{_ADDRESS})[^\n]{{0,40}}?(?<!\w)(?:{_WROTE})(?!\w)[^\n]{{0,40}}:\Z"
)
# "Quoting Anna <…>:", believed likewise.
QUOTING = re.compile(r"(?i)\s*(?:quoting|zitat von|цитирую|цитата|citando a|citando|citát)\s.{2,120}:\Z")
# A time and an address in any order and tongue, likewise.
TIMED_ADDRESS = re.compile(rf"(?=.{{0,200}}{_TIME})(?=.{{0,200}}<{_ADDRESS}>).{{10,300}}[:：]\Z")
INTRODUCING = (NAME_WROTE, NAME_AND_DATE, ADDRESS_WROTE, QUOTING, TIMED_ADDRESS)
# A date, then a name, then an address and a colon: Яндекс, Mail.ru, Gmail in Russian.
SENDER_LAST = re.compile(rf"(?:mailto:)?{_ADDRESS}[\s>\])]{{0,5}}[:：]\Z")
SENDER_CLOSED = re.compile(rf"{_ADDRESS}\s?>\Z")
TIMED = re.compile(_TIME)
DATED = re.compile(rf"(?i)(?=.{{0,200}}{_TIME}).{{0,200}}\d")
STARTS_WITH_DAY = re.compile(rf"\d{{4}}[/-]\d{{1,2}}[/-]\d{{1,2}}(?: {_TIME}(?::\d\d)?)?(?: GMT[+-]\d\d:?\d\d)?\s\S")
STARTS_WITH_ZONE = re.compile(rf"\d{{4}}-\d\d-\d\d {_TIME} GMT[+-]\d\d:?\d\d \S.{{0,80}}(?<!<)\Z")
WEEKDAY_FROM = re.compile(
    rf"(?i){_WEEKDAY}[.,]? \d{{1,2}} \S{{1,12}} \d{{4}}.{{0,20}}{_TIME}.{{0,12}} от .{{1,120}}[:：]\Z"
)
# A date, a time and an address in any order.
DATED_ADDRESS = re.compile(rf"(?s)(?=.*{_DAY})(?=.*{_TIME})(?=.*{_ADDRESS}).{{10,200}}[:：]\Z")
BLANK = re.compile("[\xa0\u202f\u2009]")  # no-break and narrow blanks, as programs write them into dates
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")  # signs of direction, around addresses
YOU_WROTE = re.compile(
    rf"(?is)\s*(?:вы|ты) (?:на)?писали?(?:\s+[^\n]{{0,80}})?:\s*\Z|\s*you wrote(?:\s+[^\n]{{0,80}})?:\s*\Z"
    rf"|(?=.{{0,80}}{_TIME}).{{0,100}},\s+(?:вы (?:на)?писали|you wrote):\s*\Z"
)
# An attribution of several lines begins with a few words and a number …
BEGINS = re.compile(
    rf"(?i)\s*(?:(?:on|at|le|am|op|el|em|il|den|dne|dnia|w dniu|på|{_WEEKDAY}|-{{2,}} ?on|ma|ti|ke|to|pe|la|su"
    rf"|man|tir|ons|tor|fre|lør|søn|mar|mer"
    r"|jeu|ven|sam|dim|lun|mon|tue|wed|thu|fri|sat|sun)\b"
    r"|(?:[^\W\d]{1,14}[.,،׳]{0,2}\s+){0,4}\d|-{2,}\s?\w|\*\s|في|בתאריך|ב-\d|เมื่อ|بتاريخ|在|(?:вы|ты) (?:на)?писал)"
)
ENDS_SENTENCE = re.compile(r"[^\W\d_]{5}[.!?;]\s*\Z")  # longer than the abbreviation of a month
# … or with the sender: a name, an address, no sentence.
BEGINS_WITH_SENDER = re.compile(rf"(?i)\s*(?:[^.!?:\n]|\b\w\.){{0,60}}(?:{_ADDRESS}|(?<!\w)(?:{_WROTE})(?!\w))")
INLINE_ATTRIBUTION = re.compile(
    r"(?s)(\S.{0,300}?\s)(On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .{5,300}? wrote:)\s*\Z"
)

_FROM = (
    r"from|von|de|fra|från|van|da|od|lähettäjä|от|от кого|отправитель|šalje|מאת|من|від|ад|кімнен|feladó|kimden"
    r"|gönderen|de la|nuo"
    r"|no|saatja|από|发件人|寄件者|差出人|보낸 사람"
)
_DATE = (
    r"sent|date|gesendet|datum|envoy[ée](?: le)?|skickat|sendt|dato|verzonden|inviato|data|enviado(?: em| el)?"
    r"|enviada em|fecha|wysłano|odesláno|odoslané|lähetetty|отправлено|отправленные|отправлен|дата|дата отправки"
    r"|надіслано|послано|отослано|изпратено|дасланае|жіберілді|күні|elküldve|gönderildi|gönderilme|tarih|trimis"
    r"|išsiųsta|nosūtīts|saadetud|ημερομηνία|στάλθηκε|poslano|poslato"
    r"|נשלח|תאריך|تم الإرسال|التاريخ|寄件日期|发送时间|日期|送信日時|日時|보낸 날짜|날짜"
)
_TO = (
    r"to|cc|an|à|a|til|till|aan|para|do|komu|vastaanottaja|кому|копия|получатель|получатели|скрытая копия|reply-to"
    r"|відповідь|копія|до|каму|кімге|címzett|kime|alıcı|către|kam|kellele|προς"
    r"|prima|za|adressaat|אל|إلى|收件者|收件人|抄送|宛先|받는 사람|참조"
)
_SUBJECT = (
    r"subject|betreff|objet|ämne|emne|onderwerp|oggetto|assunto|asunto|temat|předmět|predmet|aihe|тема|относно|тэма"
    r"|тақырып|tárgy|konu|subiect|tema|teema|θέμα|zadeva|tēma|נושא|الموضوع|主题|主旨|件名|제목"
)
HEADER_LINE = re.compile(
    rf"(?i)[ \t>*_|\xa0]*(?:(?P<sender>{_FROM})|(?P<date>{_DATE})|(?P<to>{_TO})"
    rf"|(?P<subject>{_SUBJECT}))\s*\**\s*[:：]\**(?P<rest>.*)"
)
SEPARATOR = re.compile(
    r"(?i)\s*(?:[-_*=—]{2,}\s*(?:original message|original appointment|reply message|исходное сообщение"
    r"|исходное письмо|оригинал сообщения|первоначальное сообщение|ursprüngliche nachricht|original-nachricht"
    r"|message d'origine|message original|mensaje original|mensagem original|messaggio originale"
    r"|oorspronkelijk bericht|opprinnelig melding|oprindelig meddelelse|ursprungligt meddelande|wiadomość oryginalna"
    r"|alkuperäinen viesti|початкове повідомлення|вихідне повідомлення|původní zpráva|orijinal mesaj|eredeti üzenet"
    r"|бастапқы хабарлама|исходный текст|цитата)\s*[-_*=—]*|(?:original message|исходное сообщение)\s*:"
    rf"|>>>(?!>)(?=.{{0,200}}{_DAY}).{{0,200}}{_TIME}.{{0,12}}>>>"  # GroupWise
    # "Анна ---20.11.2026 17:30:21---the first words": Notes
    rf"|(?!\s*[^\W\d]{{0,10}}>)(?:[^-\n]|-(?!-)){{2,80}}-{{2,3}}\s?{_DAY} {_TIME}.{{0,12}}?-{{2,3}}.{{0,200}})\s*\Z"
)
FORWARDED = re.compile(
    r"(?i)\s*[>*]*\s*(?:[-_*=—]{2,}\s*(?:forwarded(?: message)?(?: by .{1,60})?|пересланное сообщение"
    r"|пересылаемое сообщение|перенаправленное сообщение|переадресованное сообщение|переслане повідомлення"
    r"|пересланное письмо|начало пересылаемого сообщения|weitergeleitete nachricht|message transféré"
    r"|mensaje reenviado|mensagem encaminhada|messaggio inoltrato|doorgestuurd bericht"
    r"|wiadomość przekazana)\s*[-_*=—]*|begin forwarded message\s*:|начало переадресованного сообщения\s*:"
    r"|начало пересылаемого сообщения\s*:|anfang der weitergeleiteten nachricht\s*:|début du message (?:réexpédié"
    r"|transféré)\s*:|inicio del mensaje reenviado\s*:|inizio messaggio inoltrato\s*:"
    r"|это пересылаемое сообщение\s*)\s*\Z"
)
FORWARD_SUBJECT = re.compile(
    r"(?i)\s*(?:\[[^\]]{0,80}\]\s*)?(?:fwd?|wg|tr|rv|enc|i|vb|vl|pd|пер|переслано|пересл)\s*(?:\[\d{1,3}\])?\s*:"
)
LINE_ABOVE = re.compile(r"\s*_{5,}\s*\Z")  # Outlook, above the header of the old letter
REPLY_SUBJECT = re.compile(
    r"(?i)\s*(?:\[[^\]]{0,80}\]\s*)*(?:re|aw|sv|antw|odp|отв|ответ|на|ha|vs|ynt|res|rif|r|回复|答复)"
    r"\s*(?:[\[(]\d{1,3}[\])])?\s*[:：]"
)
RULE = re.compile(r"\s*(?:[-_*=—–]{3,}|[-_*=—–]{2})\s*\Z")

QUOTED = re.compile(rf"\s{{0,3}}(?:>|[{_CAPITAL}][{_CAPITAL}{_SMALL}]{{0,9}}>+(?:\s|\Z|>))")
FENCE = re.compile(r"\s*(?:```|~~~)")
# The sender says that he answered inside the old letter: then it is kept.
ANSWERED_INSIDE = re.compile(
    r"(?i)(?:ответ\w*|отвеч\w*|коммент\w*|прокоммент\w*|правк\w*|пояснен\w*|отмет\w+)[^.!?\n]{0,40}(?:\bниже\b"
    r"|в тексте|по тексту|внутри|в теле|красным|синим|зел[её]ным|цветом|жирным|курсивом|капсом)|(?:\bниже\b|в тексте"
    r"|по тексту|внутри|в теле|красным|синим|зел[её]ным|цветом)[^.!?\n]{0,30}(?:ответ\w*|отвеч\w*|коммент\w*"
    r"|прокоммент\w*|правк\w*|пояснен\w*)|\b(?:answer\w*|repl(?:y|ies|ied)|comment\w*|respon(?:se|ses"
    r"|ded))\b[^.!?\n]{0,30}(?:\bbelow\b|\binline\b|\bin-line\b|\bin (?:red|blue|green|bold|the text)\b"
    r"|between the lines)|\b(?:inline|in-line)\b[^.!?\n]{0,20}\b(?:answer|repl|comment|respon)|antworten? (?:unten"
    r"|im text|in rot)|siehe unten im text|réponses? (?:ci-dessous|dans le texte|en rouge)"
)
