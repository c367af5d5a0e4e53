"""How a mailbox shall be: values, with secrets in plain, as somebody typed them."""

from dataclasses import dataclass, field

from reglament.mail.models import Mailbox


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedGrant:
    """How access tokens shall be got; an empty secret keeps the one there is."""

    authorize_url: str = ""
    token_url: str
    client_id: str
    scope: str = ""
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How a mailbox shall be; an empty password keeps the one there is. The names are those of `Mailbox`."""

    address: str
    name: str = ""
    way: str = Mailbox.Way.LISTENER.value
    authserv_id: str = ""
    host: str = ""
    port: int = 993
    tls: bool = True
    username: str = ""
    password: str = field(default="", repr=False)
    folders: tuple[str, ...] = ()
    move_to: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: str = Mailbox.Security.STARTTLS.value
    smtp_username: str = ""
    smtp_password: str = field(default="", repr=False)
    grant: WantedGrant | None = None


PLAIN = (
    "address",
    "name",
    "way",
    "authserv_id",
    "host",
    "port",
    "tls",
    "username",
    "move_to",
    "smtp_host",
    "smtp_port",
    "smtp_security",
    "smtp_username",
)
PLAIN_OF_GRANT = ("authorize_url", "token_url", "client_id", "scope")
