"""How mail servers word that a letter did not arrive."""

import re

DAEMON = re.compile(
    r"(?i)mailer-?_?daemon|post[_-]?master|mail delivery|delivery subsystem|mdaemon|mail administrator|^daemon@"
    r"|^root@|^bounces?@|internet mail delivery|undeliver|^mail-?daemon|^mmdf|^maild|^smtp"
    r"|^microsoftexchange[0-9a-f]{8,}@"
)
# … of these, people write as well, and then there is a way back to them.
PERSON_TOO = re.compile(r"(?i)^(?:root|post[_-]?master|smtp[\w-]*|maild)@")
SUBJECT = re.compile(
    r"(?i)undeliver|not deliver|non-?delivery|delivery (?:status|failure|has failed|error|problem|report|notification"
    r"|unsuccessful)|(?:mail|message) delivery (?:failed|failure|status|error)|returned (?:mail|message|to sender)"
    r"|return(?:ed)? to sender|(?:failure|failed) (?:notice|delivery|mail)|mail (?:failure|error|could not)"
    r"|could not (?:be )?(?:send|sent|deliver)|delayed|warning: (?:message|could)|user unknown|unknown user"
    r"|nondeliver|cannot deliver|can't deliver|mail system error|unzustellbar|недостав|не доставлен"
    r"|не удалось доставить|доставка не|невозможно доставить|ошибка доставки|сбой доставки|возвращ"
    r"|(?:письмо|сообщение)(?: было)? отклонено|задержан|доставка .{0,30}задерж|не вдалося доставити"
    r"|жеткізілмеді|non remis"
    r"|no se (?:ha )?(?:podido|puede) entregar|mancata consegna|配信|エラー|failure"
)
PROSE = re.compile(
    r"(?i)could(?: not|n't) be delivered|undeliverable|not (?:be )?delivered|delivery (?:to the following|has failed"
    r"|failed|attempt)|permanent (?:fatal )?error|following address(?:es)?|following recipient|unable to deliver"
    r"|cannot be delivered|user unknown|unknown user|no such user|mailbox (?:is )?(?:full|unavailable)|does not exist"
    r"|transcript of session|giving up|have been (?:unable|undeliverable)|was not delivered|returned (?:message|to)"
    r"|your (?:message|mail|e-?mail)|не (?:может быть |был[ао]? )?доставлен|не удалось доставить|undelivered|failed"
    r"|rejected|over quota|quota exceeded|не существует|сбой доставки|доставить не удалось|не удаётся доставить"
    r"|доставка .{0,60}(?:не выполнена|невозможна|не удалась)|(?:пользователь|получатель|адресат) не найден"
    r"|(?:письмо|сообщение)\b.{0,60}\bотклонено|переполнен|не вдалося доставити|жеткізілмеді"
)
UNMISTAKABLE = re.compile(
    r"(?i)could(?: not|n't) be delivered|undeliverable|permanent (?:fatal )?error|(?:un|not )able to deliver"
    r"|user unknown|mailbox is full|не удалось доставить|не (?:может быть |был[ао]? )?доставлен"
)
DELAYED = re.compile(
    r"(?i)delayed|will (?:be retried|keep trying|continue)|still being retried|not yet been delivered|warning message"
    r"|do not need to resend|deferred|temporar(?:y|ily)|try(?:ing)? again later|задерж"
)
RETURNED = re.compile(
    r"(?im)^[ \t>*=+|_-]{0,40}(?:original message|(?:unsent|returned|undelivered|rejected) (?:message|mail)"
    r"|below (?:this line )?is (?:a copy of )?the|message (?:header|text|body)s?(?: follow)?|(?:the )?(?:header|text"
    r"|body|copy) of (?:the|your) (?:original )?message|this is a copy of the message|received: (?:from|by) "
    r"|return-path: |---- message ).*$"
)

# A server tells that a letter did arrive.
ARRIVED = re.compile(
    r"(?i)successfully (?:delivered|relayed)|has been delivered|(?:письмо|сообщение)\b.{0,40}\bдоставлено\b"
)
STRONG = re.compile(
    r"(?im)(?:^[ \t]*(?:final-recipient|original-recipient)[ \t]*:[ \t]*[\w-]+[ \t]*;[ \t]*"
    r"|^[ \t]*(?:recipients?|e?-?mail address|to|кому|failed recipient"
    r"|user|address|получатель)[ \t]*:[ \t]*|rcpt to:[ \t]*|(?:undeliverable|delivered|delivery"
    r"|deliver your message|deliver message) (?:to|for):?[ \t]*"
    r"|^[ \t*]*)[<\"'(\[]?([^\s<>\"'()\[\],;:]{1,64}@[A-Za-z0-9.-]{1,200}[A-Za-z0-9])"
)


# A status notification written into the text, where a server forgot to say that its letter has parts.
FINAL_RECIPIENT = re.compile(
    r"(?im)^(?:final|original)-recipient[ \t]*:[ \t]*[\w-]+[ \t]*;[ \t]*<?([^\s"
    r"<>;,]{1,64}@[A-Za-z0-9.-]{1,200}[A-Za-z0-9])"
)
HELP_LINE = re.compile(
    r"(?im)^.{0,200}(?:further assistance|for (?:help|assistance)|please (?:contact|send mail to)).{0,300}$"
)
STILL_TRYING = re.compile(
    r"(?i)\bdelayed\b|will (?:be retried|keep trying|continue|retry|try again)|still being retried"
    r"|not yet been delivered|warning(?: message)? only|do not need to resend|no action is required|будут продолж"
    r"|попытк\w+ .{0,30}продолж|повтор\w+ попытк|задержан|доставка .{0,60}(?:отложена|задерж)"
    r"|не нужно отправлять .{0,20}(?:заново|повторно)|буд\w+ (?:пытаться|пробовать|повторять)"
)
LIST_SERVER = re.compile(
    r"(?i)(?:-(?:admin|owner|request|bounces?|ctl)|^(?:majordomo|listserv|mailman|sympa|owner-[\w-]+))@"
)
NO_MEMBER = re.compile(
    r"(?i)you are not (?:a member|subscribed|allowed to post)|only (?:members|subscribers) (?:may|can) post|non-member"
)
