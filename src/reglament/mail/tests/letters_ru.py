"""Russian letters as mail programs write them: who wrote how, in which charset, and what is new in each.

Built, not stored, so that a letter, its program and what it must yield stand side by side. The words are invented.
"""

import base64
import quopri
from dataclasses import dataclass
from typing import Literal

Encoding = Literal["8bit", "base64", "quoted-printable"]

ANNA = "Анна Смирнова"
DESK = "support@hive.example"
MONTH = "20 ноября 2026 г."
ASKED = "Проверьте, пожалуйста, ещё раз кассу в машине 214.\nЕсли не поможет, пришлите журнал."
GREETING = "Здравствуйте, Карл!"


@dataclass(frozen=True)
class Sample:
    """One letter: `plain` and `markup` are its bodies, `new` is what the sender newly wrote."""

    name: str
    new: str
    plain: str | None = None
    markup: str | None = None
    charset: str = "utf-8"
    declared: str | None = ""  # None: no charset parameter; "": the true one
    encoding: Encoding = "base64"
    mailer: str = ""
    flowed: bool = False
    subject: str = "Re: Касса не печатает чек [#1042]"

    def raw(self) -> bytes:
        """The letter's bytes."""
        head = [
            f"From: {_word('Карл Орлов', self.charset)} <carl@acme.example>",
            f"To: {_word(ANNA, self.charset)} <{DESK}>",
            f"Subject: {_word(self.subject, self.charset)}",
            "Date: Fri, 20 Nov 2026 18:02:00 +0300",
            "Message-ID: <letter-ru@acme.example>",
            "MIME-Version: 1.0",
        ]
        head += [f"X-Mailer: {self.mailer}"] if self.mailer else []
        parts = [
            self._part(subtype, body)
            for subtype, body in (("plain", self.plain), ("html", self.markup))
            if body is not None
        ]
        if len(parts) == 1:
            return _lines(head) + parts[0]
        limit = "----=_Part_7"
        whole = _lines([*head, f'Content-Type: multipart/alternative; boundary="{limit}"', ""])
        for part in parts:
            whole += f"--{limit}\r\n".encode() + part + b"\r\n"
        return whole + f"--{limit}--\r\n".encode()

    def _part(self, subtype: str, body: str) -> bytes:
        declared = self.charset if self.declared == "" else self.declared
        kind = f"text/{subtype}" + (f'; charset="{declared}"' if declared else "")
        kind += "; format=flowed" if self.flowed and subtype == "plain" else ""
        content = body.replace("\n", "\r\n").encode(self.charset)
        if self.encoding == "base64":
            content = base64.encodebytes(content).replace(b"\n", b"\r\n")
        elif self.encoding == "quoted-printable":
            content = quopri.encodestring(content.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
        return _lines([f"Content-Type: {kind}", f"Content-Transfer-Encoding: {self.encoding}", ""]) + content


def _lines(lines: list[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _word(text: str, charset: str) -> str:
    """An encoded word."""
    return f"=?{charset}?B?{base64.b64encode(text.encode(charset)).decode()}?="


def quoted(text: str, sign: str = "> ") -> str:
    """`text` with `sign` before every line."""
    return "\n".join((sign + line).rstrip() for line in text.split("\n"))


def paragraphs(text: str, tag: str = "div") -> str:
    """`text` with every line in a block, as editors of web mail write it."""
    return "".join(f"<{tag}>{line or '<br>'}</{tag}>" for line in text.split("\n"))


def outlook_rows(*, sent: str = f"{MONTH} 17:30", sent_is: str = "Отправлено") -> str:
    """The header Outlook puts above the old letter."""
    return f"От: {ANNA} <{DESK}>\n{sent_is}: {sent}\nКому: Карл Орлов\nТема: RE: Касса не печатает чек [#1042]"


def word_page(new: str, header: str, old: str) -> str:
    """Outlook for Windows writes HTML with Word; a line above the header is all that tells new from old."""
    rows = "<br>".join(
        f'<b><span lang="RU">{row.partition(":")[0]}:</span></b><span>{row.partition(":")[2]}</span>'.replace(
            "<", "<", 1
        )
        for row in header.replace("<", "&lt;").replace(">", "&gt;").split("\n")
    )
    shown = "".join(f"<p class=MsoNormal>{line or '&nbsp;'}<o:p></o:p></p>\n" for line in new.split("\n"))
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm} --></style>'
        f'</head><body lang=RU link="#0563C1"><div class=WordSection1>{shown}<p class=MsoNormal><o:p>&nbsp;</o:p></p>'
        "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"
        f"<p class=MsoNormal>{rows}<o:p></o:p></p></div></div>"
        + "".join(f"<p class=MsoNormal>{line}<o:p></o:p></p>" for line in old.split("\n"))
        + "</div></body></html>"
    )


def web_page(new: str, header: str, old: str) -> str:
    """Outlook on the web: appendonsend, a rule, divRplyFwdMsg."""
    rows = "<br>".join(
        f"<b>{row.partition(':')[0]}:</b>{row.partition(':')[2]}"
        for row in header.replace("<", "&lt;").replace(">", "&gt;").split("\n")
    )
    return (
        f'<html><body dir="ltr">{paragraphs(new)}<div id="appendonsend"></div>'
        '<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">'
        f'<font face="Calibri, sans-serif">{rows}</font><div>&nbsp;</div></div>{paragraphs(old)}</body></html>'
    )


def gmail_page(new: str, introduced: str, old: str) -> str:
    """Gmail: gmail_quote with gmail_attr and a blockquote."""
    shown = introduced.replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<div dir="ltr">{paragraphs(new)}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{shown}'
        '<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid">'
        f'<div dir="ltr">{paragraphs(old)}</div></blockquote></div>'
    )


def cite_page(new: str, introduced: str, old: str, *, prefix: str = "moz-cite-prefix") -> str:
    """Thunderbird and Apple Mail: a line, then blockquote type=cite."""
    shown = introduced.replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<html><body>{paragraphs(new)}<br><div class="{prefix}">{shown}<br></div>'
        f'<blockquote type="cite" cite="mid:1@hive.example">{paragraphs(old)}</blockquote></body></html>'
    )


ON_THE_WEB = outlook_rows(sent=f"пятница, {MONTH} 17:30:21")
OK = "Спасибо, теперь чек печатается."
LONG = (
    "Добрый день, Анна!\n\nКассу перезагрузили, ошибка 0x17 осталась.\nЖурнал во вложении.\n\n"
    "С уважением,\nКарл Орлов\nООО Акме\nтел. +7 000 000-00-00"
)
GMAIL = f"пт, 20 нояб. 2026 г. в 17:30, {ANNA} <{DESK}>:"
MAIL_RU = f"Пятница, 20 ноября 2026, 17:30 +03:00 от {ANNA} <{DESK}>:"
YANDEX = f'20.11.2026, 17:30, "{ANNA}" <{DESK}>:'
APPLE = f"20 нояб. 2026 г., в 17:30, {ANNA} <{DESK}> написал(а):"
THUNDERBIRD = f"20.11.2026 17:30, {ANNA} пишет:"
BAT = f"Вы писали {MONTH}, 17:30:21:"
BETWEEN = (
    quoted("Проверьте, пожалуйста, ещё раз кассу в машине 214.")
    + "\n\nПроверили, без изменений.\n\n"
    + quoted("Если не поможет, пришлите журнал.")
    + "\n\nЖурнал во вложении."
)
OLD = f"{GREETING}\n\n{ASKED}\n\n-- \n{ANNA}"

SAMPLES = (
    # Outlook
    Sample(
        "Outlook, HTML and text", LONG, f"{LONG}\n\n{outlook_rows()}\n\n{OLD}\n", word_page(LONG, outlook_rows(), OLD)
    ),
    Sample("Outlook, HTML only, windows-1251", OK, None, word_page(OK, outlook_rows(), OLD), "windows-1251"),
    Sample(
        "Outlook, plain, koi8-r",
        LONG,
        f"{LONG}\n\n-----Исходное сообщение-----\n{outlook_rows()}\n\n{OLD}\n",
        charset="koi8-r",
        encoding="8bit",
        mailer="Microsoft Outlook 14.0",
    ),
    Sample(
        "Outlook, plain, English rows around a Russian letter",
        OK,
        f"{OK}\n\n-----Original Message-----\nFrom: {ANNA} [mailto:{DESK}] \nSent: Friday, November 20, 2026 5:30 PM\n"
        f"To: Карл Орлов\nSubject: RE: Касса\n\n{OLD}\n",
        charset="windows-1251",
        encoding="quoted-printable",
    ),
    Sample(
        "Outlook, a rule of underscores",
        OK,
        f"{OK}\n\n  _____  \n\nFrom: {ANNA} <{DESK}>\nSent: 20 ноября 2026 г. 17:30\nTo: Карл\nSubject:"
        f" Касса\n\n{OLD}\n",
    ),
    Sample(
        "Outlook for Mac says Дата",
        OK,
        f"{OK}\n\nОт: {ANNA} <{DESK}>\nДата: пятница, {MONTH} в 17:30\nКому: Карл Орлов <carl@acme.example>\n"
        f"Тема: Re: Касса\n\n{OLD}\n",
    ),
    Sample(
        "Outlook, answer in the old letter's place between the lines",
        f"См. ответы ниже.\n\n{BETWEEN}",
        f"См. ответы ниже.\n\n{BETWEEN}\n",
    ),
    # Outlook on the web, and on phones
    Sample(
        "Outlook on the web",
        LONG,
        f"{LONG}\n________________________________\n{ON_THE_WEB}\n\n{OLD}\n",
        web_page(LONG, ON_THE_WEB, OLD),
    ),
    Sample("Outlook on the web, HTML only", OK, None, web_page(OK, outlook_rows(), OLD), encoding="quoted-printable"),
    Sample(
        "Outlook for Android",
        OK,
        f"{OK}\n\nСкачайте Outlook для Android<https://aka.example/x>\n________________________________\n"
        f"{outlook_rows()}\n\n{OLD}\n",
    ),
    Sample(
        "Outlook for iOS, HTML only",
        OK,
        None,
        web_page(f'{OK}\n\n<a href="https://aka.example/o">Получить Outlook для iOS</a>', outlook_rows(), OLD),
    ),
    Sample(
        "Mail of Windows",
        OK,
        f"{OK}\n\nОтправлено из Почты<https://go.example/f> для Windows\n\nОт: {ANNA}<mailto:{DESK}>\n"
        f"Отправлено: {MONTH} 17:30\nКому: Карл<mailto:carl@acme.example>\nТема: Re: Касса\n\n{OLD}\n",
    ),
    # The Bat!
    Sample(
        "The Bat!, initials",
        "Здравствуйте, Анна.\n\nЗавтра пришлём.",
        f"Здравствуйте, Анна.\n\n{BAT}\n\n{quoted(ASKED, 'АС> ')}\n\nЗавтра пришлём.\n\n-- \nС уважением,\n"
        " Карл                          mailto:carl@acme.example\n",
        charset="windows-1251",
        encoding="8bit",
        mailer="The Bat! (v9.2) Professional",
    ),
    Sample(
        "The Bat!, koi8-r without a charset",
        "Здравствуйте, Анна.\n\nЖурнал во вложении, больше ничего не меняли.",
        f"Здравствуйте, Анна.\n\n{BAT}\n\n{quoted(ASKED)}\n\nЖурнал во вложении, больше ничего не меняли.\n\n"
        "-- \nКарл Орлов\n",
        charset="koi8-r",
        declared=None,
        encoding="8bit",
    ),
    Sample(
        "The Bat!, between the lines",
        "Здравствуйте, Анна.\n\n"
        "АС> Проверьте кассу в машине 214.\n\nПроверили.\n\nАС> Пришлите журнал.\n\nВо вложении.",
        f"Здравствуйте, Анна.\n\n{BAT}\n\nАС> Проверьте кассу в машине 214.\n\nПроверили.\n\nАС> Пришлите журнал.\n\n"
        "Во вложении.\n\n-- \nС уважением,\n Карл\n",
        charset="windows-1251",
        encoding="quoted-printable",
    ),
    Sample(
        "The Bat!, the day first",
        f"Добрый день!\n\n{OK}",
        f"Добрый день!\n\nПятница, 20 ноября 2026 г., 17:30:21, Вы написали:\n\n{quoted(ASKED, 'AS> ')}\n\n{OK}\n",
    ),
    Sample(
        "The Bat!, in English",
        f"Hello Анна,\n\n{OK}",
        f"Hello Анна,\n\nFriday, November 20, 2026, 5:30:21 PM, you wrote:\n\n{quoted(ASKED, 'AS> ')}\n\n{OK}\n\n"
        "-- \nBest regards,\n Карл\n",
        charset="koi8-r",
    ),
    # Mail.ru
    Sample(
        "Mail.ru",
        f"{OK}\n\nС уважением,\nКарл Орлов\ncarl@acme.example",
        f"{OK}\n\nС уважением,\nКарл Орлов\ncarl@acme.example\n\n>{MAIL_RU}\n{quoted(OLD, '>')}\n>\n",
        f'\n<HTML><BODY>{paragraphs(OK)}<div>&nbsp;</div><div data-signature-widget="container">'
        '<div data-signature-widget="content">С уважением,<br>Карл Орлов<br>carl@acme.example</div></div><div>&nbsp;'
        "</div>"
        f'<blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0'
        f' 10px;">{MAIL_RU.replace("<", "&lt;")}'
        f"<br><div>{paragraphs(OLD)}</div></blockquote></BODY></HTML>\n",
    ),
    Sample(
        "Mail.ru, the line above the quotation",
        OK,
        f"{OK}\n\n{MAIL_RU}\n{quoted(OLD, '>')}\n \n--\nКарл Орлов\n",
        charset="windows-1251",
    ),
    Sample(
        "Mail.ru, nothing marked", OK, f"{OK}\n\n{MAIL_RU}\n \n{OLD}\n", charset="koi8-r", encoding="quoted-printable"
    ),
    Sample(
        "Mail.ru on a phone",
        OK,
        f"{OK}\n\n--\nОтправлено из Mail.ru для Android\n\nпятница, 20 ноября 2026 г., 17:30 +03:00 от {ANNA}"
        f" {DESK}:\n\n"
        f"{quoted(OLD, '>')}\n",
        f'<div>{OK}</div><div><br></div><div id="mail-app-auto-default-signature">--<br>Отправлено из Mail.ru для'
        f" Android"
        f"</div>пятница, 20 ноября 2026 г., 17:30 +03:00 от {ANNA} &lt;{DESK}&gt;:<br><blockquote"
        f' id="mail-app-auto-quote" '
        f'style="border-left:1px solid #0057FF">{paragraphs(OLD)}</blockquote>',
    ),
    # Яндекс
    Sample(
        "Яндекс",
        OK,
        f"{OK}\n \n{YANDEX}\n{quoted(OLD, '> ')}\n",
        f"<div>{OK}</div><div> </div><div>{YANDEX.replace('<', '&lt;').replace('>', '&gt;')}</div>"
        f"<blockquote><div>{paragraphs(OLD)}</div></blockquote>",
    ),
    Sample("Яндекс, nothing marked", LONG, f"{LONG}\n \n{YANDEX}\n{OLD}\n", encoding="8bit"),
    Sample(
        "Яндекс, recipients above the date",
        OK,
        f"{OK}\n \n----------------\nКому: Карл Орлов (carl@acme.example);\nТема: Касса не печатает чек [#1042];\n"
        f"{YANDEX}\n{OLD}\n",
        f"<div>{OK}</div><div> </div><div>----------------</div><div>Кому: Карл Орлов (carl@acme.example);</div>"
        f"<div>Тема: Касса не печатает чек [#1042];</div><div>{YANDEX.replace('<', '&lt;').replace('>', '&gt;')}</div>"
        f"<blockquote>{paragraphs(OLD)}</blockquote>",
    ),
    Sample(
        "Яндекс on a phone, HTML only, windows-1251",
        OK,
        None,
        f"<div>{OK}</div><div>-- <br/>Отправлено из мобильного приложения Яндекс Почты</div><br/><br/><br/>"
        f"<div>17:30, {MONTH}, {ANNA} &lt;{DESK}&gt;:<br/></div><blockquote>{paragraphs(OLD)}</blockquote>",
        "windows-1251",
    ),
    # Gmail
    Sample("Gmail", LONG, f"{LONG}\n\n{GMAIL}\n\n{quoted(OLD)}\n", gmail_page(LONG, GMAIL, OLD)),
    Sample("Gmail, HTML only", OK, None, gmail_page(OK, GMAIL, OLD), encoding="quoted-printable"),
    Sample(
        "Gmail, its line wrapped in two",
        OK,
        f"{OK}\n\nпт, 20 нояб. 2026 г. в 17:30, {ANNA} из службы поддержки <\n{DESK}>:\n\n{quoted(OLD)}\n",
    ),
    Sample(
        "Gmail, answer below",
        OK,
        f"{GMAIL}\n\n{quoted(OLD)}\n\n{OK}\n",
        f'<div class="gmail_quote"><div class="gmail_attr">{GMAIL.replace("<", "&lt;")}<br></div><blockquote '
        f'class="gmail_quote">{paragraphs(OLD)}</blockquote></div><div>{OK}</div>',
    ),
    Sample(
        "Gmail, as it was, koi8-r",
        OK,
        f'{OK}\n\n20 ноября 2026 г., 17:30 пользователь "{ANNA}" <{DESK}>\nнаписал:\n\n{quoted(OLD)}\n',
        charset="koi8-r",
    ),
    # Apple Mail
    Sample(
        "Apple Mail",
        f"{LONG}",
        f"{LONG}\n\n> {APPLE}\n> \n{quoted(OLD)}\n",
        f'<html><body dir="auto">{paragraphs(LONG)}<div><br><blockquote type="cite">'
        f"<div>{APPLE.replace('<', '&lt;')}</div>"
        f'<br class="Apple-interchange-newline"><div>{paragraphs(OLD)}</div></blockquote></div></body></html>',
        encoding="quoted-printable",
        mailer="Apple Mail (2.3774)",
    ),
    Sample(
        "Apple Mail, HTML only, the line outside",
        OK,
        None,
        cite_page(OK, APPLE, OLD, prefix="AppleMailCite"),
    ),
    Sample(
        "iPhone",
        OK,
        f"{OK}\n\nОтправлено с iPhone\n\n> {APPLE}\n> \n> {quoted(OLD, '>')}\n",
        f'<html><body dir="auto">{OK}<br><br><div dir="ltr">Отправлено с iPhone</div><div dir="ltr"><br><blockquote '
        f'type="cite">{APPLE.replace("<", "&lt;")}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">'
        f"{paragraphs(OLD)}</div></blockquote></body></html>",
    ),
    Sample(
        "iPad, between the lines, nothing above",
        BETWEEN,
        f"{APPLE}\n\n{BETWEEN}\n\nОтправлено с iPad\n",
    ),
    # Thunderbird
    Sample(
        "Thunderbird, answer below",
        OK,
        f"{THUNDERBIRD}\n{quoted(OLD)}\n\n{OK}\n\n-- \nКарл Орлов\nООО Акме\n",
        flowed=True,
        encoding="8bit",
    ),
    Sample("Thunderbird, answer above, HTML", LONG, None, cite_page(LONG, THUNDERBIRD, OLD), "koi8-r"),
    Sample(
        "Thunderbird, between the lines",
        BETWEEN,
        f"{THUNDERBIRD}\n{BETWEEN}\n\n-- \nКарл Орлов\n",
        charset="windows-1251",
        encoding="8bit",
    ),
    Sample(
        "Thunderbird, windows-1251 called iso-8859-1",
        OK,
        f"{OK}\n\n{THUNDERBIRD}\n{quoted(OLD)}\n",
        charset="windows-1251",
        declared="iso-8859-1",
        encoding="8bit",
    ),
    Sample(
        "Thunderbird, signature in HTML",
        OK,
        f"{OK}\n\n{THUNDERBIRD}\n{quoted(OLD)}\n\n-- \nКарл Орлов\n",
        f'<html><body><p>{OK}</p><div class="moz-cite-prefix">{THUNDERBIRD}<br></div><blockquote type="cite">'
        f'{paragraphs(OLD)}</blockquote><pre class="moz-signature" cols="72">-- \nКарл Орлов</pre></body></html>',
    ),
    # Phones
    Sample(
        "Samsung",
        OK,
        f"{OK}\n\nОтправлено с устройства Galaxy\n\n-------- Исходное сообщение --------\nОт: {ANNA} <{DESK}>\n"
        f"Дата: 20.11.2026  17:30  (GMT+03:00)\nКому: Карл <carl@acme.example>\nТема: Re: Касса\n\n{OLD}\n",
        f'<html><body><div dir=\'auto\'>{OK}</div><div><br></div><div id="composer_signature" dir="auto">'
        f"<div>Отправлено "
        'с устройства Galaxy</div></div><div><br></div><div align="left"><div>-------- Исходное сообщение --------'
        "</div>"
        f"<div>От: {ANNA} &lt;{DESK}&gt; </div><div>Дата: 20.11.2026  17:30  (GMT+03:00) </div><div>Кому: Карл </div>"
        f"<div>Тема: Re: Касса </div><div><br></div></div>{paragraphs(OLD)}</body></html>",
    ),
    Sample(
        "Huawei puts the subject first",
        OK,
        f"{OK}\n\nОтправлено с моего телефона HUAWEI\n\n-------- Исходное сообщение --------\nТема: Re: Касса\n"
        f"От: {ANNA} <{DESK}>\nКому: Карл <carl@acme.example>\nКопия:\n\n{OLD}\n",
    ),
    Sample(
        "Xiaomi",
        OK,
        f"{OK}\n\nОтправлено с моего Xiaomi\n20 нояб. 2026 г. 5:30 PM пользователь {ANNA} <{DESK}> написал:\n"
        f"{quoted(OLD)}\n",
    ),
    Sample(
        "myMail",
        OK,
        f"{OK}\n\n--\nОтправлено из myMail для Android\n\n{MAIL_RU}\n\n{quoted(OLD, '>')}\n",
    ),
    # The others of this country
    Sample(
        "Zimbra",
        OK,
        f'{OK}\n\n----- Исходное сообщение -----\nОт: "{ANNA}" <{DESK}>\nКому: "Карл" <carl@acme.example>\n'
        f"Отправленные: Пятница, 20 Ноябрь 2026 г 17:30:00\nТема: Касса\n\n{OLD}\n",
    ),
    Sample("Roundcube", OK, f"{OK}\n\n{ANNA} писал(а) 2026-11-20 17:30:\n{quoted(OLD)}\n", charset="utf-8"),
    Sample(
        "Evolution",
        OK,
        f"{OK}\n\nВ Птн, 20/11/2026 в 17:30 +0300, {ANNA} пишет:\n{quoted(OLD)}\n",
    ),
    Sample(
        "KMail",
        OK,
        f"{OK}\n\nВ письме от пятница, 20 ноября 2026 г. 17:30:21 MSK пользователь {ANNA} \nнаписал:\n{quoted(OLD)}\n",
    ),
    Sample(
        "Lotus Notes",
        OK,
        f"{OK}\n\n\n\nОт:     {ANNA} <{DESK}>\nКому:   Карл Орлов/Акме\nДата:   20.11.2026 17:30\nТема:   Re:"
        f" Касса\n\n\n\n{OLD}\n",
        charset="koi8-r",
        encoding="8bit",
    ),
    Sample(
        "eM Client",
        OK,
        f'{OK}\n\n------ Исходное сообщение ------\nОт "{ANNA}" <{DESK}>\nКому "Карл" <carl@acme.example>\n'
        f"Дата 20.11.2026 17:30:21\nТема Re: Касса\n\n{quoted(OLD, '>')}\n",
    ),
    # Nothing was quoted, or everything belongs to the answer
    Sample("A first letter", LONG, f"{LONG}\n", charset="windows-1251", declared=None, encoding="8bit"),
    Sample("A closing is part of the answer", f"{OK}\n\nС уважением, Карл", f"{OK}\n\nС уважением, Карл\n"),
    Sample(
        "A forwarded letter is the answer",
        "Посмотрите, пожалуйста.\n\n-------- Пересылаемое сообщение --------\nОт: Пётр <p@acme.example>\nТема:"
        " касса\n\n"
        "Не работает касса",
        "Посмотрите, пожалуйста.\n\n-------- Пересылаемое сообщение --------\nОт: Пётр <p@acme.example>\nТема:"
        " касса\n\n"
        "Не работает касса\n",
    ),
    Sample(
        "A question that names the sender and a time",
        "20.11.2026 в 17:30 Анна нам писала:\nперезагрузить кассу. Не помогло.",
        "20.11.2026 в 17:30 Анна нам писала:\nперезагрузить кассу. Не помогло.\n",
    ),
)
