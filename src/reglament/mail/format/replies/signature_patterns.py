"""How signatures begin, and what phones and programs add below an answer: Russian and English first."""

import re

SIGNATURE = re.compile(r"\s{0,2}--\s*\Z")
SIGNATURE_RULE = re.compile(r"\s{0,2}(?:—|__|_{5,})\s*\Z")  # believed above few short lines
LONG_RULE = re.compile(r"\s{0,2}(?:-{5,}|—{2,}|={5,}|\*{5,})\s*\Z")  # … that tell how to reach somebody
CONTACT = re.compile(
    r"(?i)@|https?://|www\.|\+?\d[\d()\s-]{8,}|(?:тел|моб|факс|tel|phone|mobile|fax|skype|telegram)\b\.?\s?:?"
    r"|с уважением|regards|mailing list|unsubscribe|отписаться"
)
PGP_SIGNED = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----\s*\Z")
PGP_HASH = re.compile(r"Hash: [A-Z0-9, -]{2,40}\Z")

# What a phone or a program adds: an opening, something it runs on, and no word of a person.
_DEVICE = (
    r"i(?:phon|pad|pod)['’-]?[a-zäöõ]{0,6}|ios|apple|blackberry|android|samsung|galaxy|huawei|honor|xiaomi|redmi|poco|realme|nokia|lumia"
    r"|nexus|pixel|sony|xperia|htc|lg|oneplus|windows|outlook|gmail|inbox|yahoo|mail\.ru|mymail|почты|почта|mail"
    r"|яндекс|yandex|typeapp|nine|sparrow|mailbird|spark|bluemail|k-9|protonmail|proton|acompli|aqua|newton"
    r"|thunderbird|airmail|canary|edison|superhuman|mobile?|мобильн\w+|phone|tablet|smartphone|телефона|телефон"
    r"|смартфона|смартфон|планшета|планшет|устройства|устройство|моб\.|rambler|handy|móvil|teléfono|téléphone"
    r"|telefon\w*|mobiltelefon\w*|celular|рамблер|icloud|verizon|t-mobile|at&t|cloudmagic|айфона|андроида|самсунг\w*|мойофис|mailion|workmail|teléfono"
)
_SENT = (
    r"sent (?:from|via|with|by|using|on)|get (?:outlook|yahoo|bluemail|typeapp|nine)|отправлено (?:с|со|из|от|через"
    r"|при|почтой|мобильно)|послано (?:с|из)|написано (?:с|на)|(?:скачайте|скачать|загрузите|загрузить|получите"
    r"|получить|установите|установить) (?:outlook|bluemail|почту)|надіслано|відправлено|жіберілді|адпраўлена"
    r"|von meinem|von meiner|gesendet|versendet|hämta outlook|holen sie sich outlook|envoyé|télécharge[rz] outlook"
    r"|obtene[rz] outlook|enviado|enviada|obtener outlook|obter o outlook|inviato|scarica outlook|verzonden|verstuurd"
    r"|download outlook|skickat|sendt|lähetetty|wysłane|wysłano|odesláno|odoslané|poslané|poslano|trimis|küldve"
    r"|gönderildi"
    r"|diese nachricht wurde von meinem|pobierz|provenance|изпратено"
)
SENT_FROM = re.compile(
    rf"(?i)[\s*_\[(<-]{{0,8}}(?:{_SENT})\b(?=.{{0,60}}?(?<!\w)(?:{_DEVICE})(?!\w))(?P<rest>.{{0,160}})\Z"
)
# … with the verb at the end: German, Hungarian, Turkish, Kazakh, Dutch, Japanese, Chinese, Korean.
SENT_LAST = re.compile(
    rf"(?i)[\s*_\[(<-]{{0,8}}(?=.{{0,80}}?(?:(?<!\w)(?:{_DEVICE})(?!\w)|iPhone|iPad|Android))(?P<rest>.{{2,100}}?)\s?"
    r"(?:(?<!\w)(?:gesendet|versendet|küldve|gönderildi|жіберілді|downloaden)|から送信|에서 보냄)\W{0,8}\Z"
    r"|(?:发自|發自|傳送自|从)我的 ?[\w -]{2,40}\Z"
)
# The words such a line may hold besides names (written with a capital or a digit) and links.
_WORDS = """
    my a an the for from on of in with by via using and app mail email e-mail mobile phone device smartphone
    tablet wireless 4g 5g lte network powered client please excuse any typos brevity brief handheld version
    diese nachricht wurde gesendet versendet för voor à partir d’outlook d'outlook courrier pour teléfono aplikację dla
    systemu aplikace ul az készülékemről meu pe моя менің телефонымнан 从我的 나의 мойофис
    free secure помощью мобильных мобильное мобилы извините простите за опечатки опечатку краткость с со из от
    защищённой защищенной защищённого защищенного электронной создано
    моего моей моём моем мой мою на для в под по через при помощи почты почта почту почтой приложения яндекс
    рамблер самсунг хуавей сяоми приложении приложение мобильного мобильной мобильным мобильный мобильную
    телефона телефон телефоне смартфона смартфон планшета планшет устройства устройство базе управлением
    клиента программы айфона андроида самсунга сервиса з із зі мого моєї мобільного телефону пристрою пошти
    застосунку von meinem meiner mobil mobilgerät handy gerät telefon der dem mit aus für und mobilen depuis
    de mon ma avec pour téléphone tablette appareil un le la desde mi do meu da minha dispositivo móvil
    móvel telefone celular para el dal mio per il mijn vanaf met een voor op toestel min från på fra frå
    till z mojego mého môjho svého telefonu telefonem urządzenia aplikacji iz mog moje pe telefonul e
"""
SENT_FROM_WORDS = frozenset(_WORDS.split())
APOLOGY = re.compile(
    r"(?i)\s*(?:(?:please )?(?:excuse|forgive) (?:my )?brevity|(?:простите|извините) за краткость).{0,80}\Z"
    r"|\s*с мобильного(?: телефона)?[.!]?\s*\Z"
)
