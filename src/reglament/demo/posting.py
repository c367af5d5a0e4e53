"""Letters as clients' mail programs write them: real bytes for the real intake, with quotes, signatures and habits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from html import escape
from zoneinfo import ZoneInfo

from reglament.demo.making import Made

UNFOLDED = SMTP.clone(max_line_length=998)  # folding an encoded subject, Python 3.11 loses the space between two words

PROGRAMS = {
    "outlook": "Microsoft Outlook 16.0",
    "thunderbird": "Mozilla Thunderbird",
    "yandex": "Yamail [ http://yandex.example ] 5.0",
    "phone": "iPhone Mail (22B91)",
}


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, from where, with which program."""

    name: str
    address: str
    company: str
    program: str
    zone: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """The letter of ours that is answered."""

    message_id: str
    references: str
    subject: str
    sender: str
    address: str
    text: str
    at: datetime


def letter(
    writer: Writer,
    *,
    to: str,
    subject: str,
    text: str,
    at: datetime,
    key: str,
    answers: Quoted | None = None,
    files: Sequence[Made] = (),
    head: Sequence[str] = (),
) -> bytes:
    """A client's letter; `key` makes its Message-ID, `head` are more header lines ("Auto-Submitted: auto-replied")."""
    local = at.astimezone(ZoneInfo(writer.zone or "Europe/Moscow"))
    message = EmailMessage(policy=UNFOLDED)
    message["From"] = (
        formataddr((writer.name, writer.address)) if writer.name.isascii() else f"{writer.name} <{writer.address}>"
    )
    message["To"] = to
    message["Subject"] = f"Re: {_bare(answers.subject)}" if answers and not subject else subject
    message["Date"] = format_datetime(local)
    message["Message-ID"] = f"<{key}@{writer.address.rpartition('@')[2]}>"
    if answers:
        message["In-Reply-To"] = f"<{answers.message_id}>"
        message["References"] = " ".join(f"<{known}>" for known in [*answers.references.split(), answers.message_id])
    message["X-Mailer"] = PROGRAMS[writer.program]
    for line in head:
        name, _, value = line.partition(":")
        message[name] = value.strip()
    _write_body(message, writer, text, answers)
    for file in files:
        main, _, sub = file.content_type.partition("/")
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return message.as_bytes()


def _bare(subject: str) -> str:
    return subject.removeprefix("Re: ")


def _write_body(message: EmailMessage, writer: Writer, text: str, answers: Quoted | None) -> None:
    signed = f"{text}\n\n{_signature(writer)}"
    quote = _quote(writer, answers) if answers else ""
    message.set_content(f"{signed}\n\n{quote}".rstrip() + "\n", cte="base64")
    if writer.program in {"outlook", "yandex"}:
        message.add_alternative(_html(signed, quote), subtype="html", cte="base64")


def _signature(writer: Writer) -> str:
    if writer.program == "phone":
        return "Отправлено с iPhone"
    if not writer.name.isascii():
        return f"-- \nС уважением,\n{writer.name}\n{writer.company}"
    return f"-- \n{writer.name}\n{writer.company}"


def _quote(writer: Writer, answers: Quoted) -> str:
    local = answers.at.astimezone(ZoneInfo(writer.zone or "Europe/Moscow"))
    quoted = "\n".join(f"> {line}".rstrip() for line in answers.text.splitlines())
    if writer.program == "outlook":
        head = [
            "-----Исходное сообщение-----",
            f"От: {answers.sender} <{answers.address}>",
            f"Отправлено: {local:%d.%m.%Y %H:%M}",
            f"Кому: {writer.name}",
            f"Тема: {answers.subject}",
        ]
        return "\n".join([*head, "", answers.text])
    if writer.program == "yandex":
        return f'{local:%d.%m.%Y, %H:%M}, "{answers.sender}" <{answers.address}>:\n{quoted}'
    if writer.program == "phone":
        return f"> {local:%d.%m.%Y, в %H:%M}, {answers.sender} <{answers.address}> написал(а):\n> \n{quoted}"
    verb = "wrote" if writer.name.isascii() else "пишет"
    return f"{local:%d.%m.%Y %H:%M}, {answers.sender} {verb}:\n{quoted}"


def _html(signed: str, quote: str) -> str:
    paragraphs = "".join(f"<p>{escape(block).replace(chr(10), '<br>')}</p>" for block in signed.split("\n\n"))
    folded = f"<blockquote>{escape(quote).replace(chr(10), '<br>')}</blockquote>" if quote else ""
    return f'<html><body style="font-family: Calibri, sans-serif">{paragraphs}{folded}</body></html>'
