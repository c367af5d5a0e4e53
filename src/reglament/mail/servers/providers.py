"""Where the mailboxes of some providers are, and how leave to sign in is got there (OAuth 2.0)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider whose mailboxes take access tokens; `name` is its own, in any language."""

    slug: str
    name: str
    host: str
    smtp_host: str
    smtp_port: int
    smtp_security: str
    authorize_url: str
    token_url: str
    scope: str
    port: int = 993


PROVIDERS = {
    one.slug: one
    for one in (
        Provider(
            slug="microsoft",
            name="Microsoft 365",
            host="outlook.office365.com",
            smtp_host="smtp.office365.com",
            smtp_port=587,
            smtp_security="starttls",
            authorize_url="https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
            token_url="https://login.microsoftonline.com/common/oauth2/v2.0/token",  # noqa: S106 - an address
            scope=" ".join(f"https://outlook.office.com/{what}" for what in ("IMAP.AccessAsUser.All", "SMTP.Send"))
            + " offline_access",
        ),
        Provider(
            slug="gmail",
            name="Gmail",
            host="imap.gmail.com",
            smtp_host="smtp.gmail.com",
            smtp_port=587,
            smtp_security="starttls",
            authorize_url="https://accounts.google.com/o/oauth2/v2/auth?access_type=offline&prompt=consent",
            token_url="https://oauth2.googleapis.com/token",  # noqa: S106 - an address
            scope="https://mail.google.com/",
        ),
        Provider(
            slug="yandex",
            name="Яндекс 360",
            host="imap.yandex.ru",
            smtp_host="smtp.yandex.ru",
            smtp_port=465,
            smtp_security="tls",
            authorize_url="https://oauth.yandex.ru/authorize",
            token_url="https://oauth.yandex.ru/token",  # noqa: S106 - an address
            scope="mail:imap_full mail:smtp",
        ),
    )
}
