"""What a mailbox is asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reglament.mail.mailboxes.wanted_mailbox import PLAIN, PLAIN_OF_GRANT, Wanted, WantedGrant
from reglament.mail.models import Grant, Mailbox
from reglament.mail.servers.providers import Provider
from reglament.workspace.mail.secret_input import SecretInput, secret_field

PASSWORD, TOKEN = "password", "token"
WAYS = [
    (Mailbox.Way.LISTENER, _("our mail server hands letters to this program")),
    (Mailbox.Way.IMAP, _("they lie on a server, which is asked for them (IMAP)")),
    (Mailbox.Way.PIPE, _("our mail server starts the command “mail receive”")),
]
SECRETS = ("password", "smtp_password", "client_secret", "refresh_token")


class MailboxForm(forms.Form):
    """Asks how letters of an address come in, and how they leave. Which fields count, the choices say."""

    use_required_attribute = False

    address = forms.EmailField(label=_("Address"), max_length=254)
    name = forms.CharField(
        label=_("Name of the sender"), required=False, max_length=100, help_text=_("Empty: the desk's name.")
    )
    way = forms.ChoiceField(
        label=_("How letters come in"), choices=WAYS, widget=forms.RadioSelect, initial=Mailbox.Way.LISTENER
    )
    authserv_id = forms.CharField(
        label=_("Name of the server that checks senders"),
        required=False,
        max_length=200,
        help_text=_("As it signs its Authentication-Results. Empty: no check is believed."),
    )
    host = forms.CharField(label=_("Server"), required=False, max_length=200)
    port = forms.IntegerField(label=_("Port"), required=False, min_value=1, max_value=65535, initial=993)
    tls = forms.BooleanField(label=_("TLS from the first byte"), required=False, initial=True)
    username = forms.CharField(label=_("User name"), required=False, max_length=200, help_text=_("Empty: the address."))
    sign_in = forms.ChoiceField(
        label=_("How we sign in"),
        choices=[(PASSWORD, _("with a password")), (TOKEN, _("with access tokens (OAuth 2.0)"))],
        widget=forms.RadioSelect,
        initial=PASSWORD,
    )
    password = secret_field(_("Password"))
    folders = forms.CharField(
        label=_("Folders"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One in a line. Empty: INBOX."),
    )
    move_to = forms.CharField(
        label=_("Move letters to this folder once we have them"),
        required=False,
        max_length=200,
        help_text=_("Empty: they stay where they are, marked."),
    )
    client_id = forms.CharField(label=_("Client ID"), required=False, max_length=200)
    client_secret = secret_field(_("Client secret"))
    authorize_url = forms.URLField(
        label=_("Where leave is given"), required=False, max_length=500, assume_scheme="https"
    )
    token_url = forms.URLField(
        label=_("Where access tokens are got"), required=False, max_length=500, assume_scheme="https"
    )
    scope = forms.CharField(label=_("Scopes"), required=False, max_length=500)
    refresh_token = secret_field(
        _("Refresh token"), hint=_("Only if you have one: else save, and give leave at the provider's page.")
    )
    smtp_host = forms.CharField(
        label=_("Server for letters out"),
        required=False,
        max_length=200,
        help_text=_("Empty: the one of the installation (REGLAMENT_MAIL_OUT)."),
    )
    smtp_port = forms.IntegerField(label=_("Port"), required=False, min_value=1, max_value=65535, initial=587)
    smtp_security = forms.ChoiceField(
        label=_("Protection"), choices=Mailbox.Security.choices, initial=Mailbox.Security.STARTTLS
    )
    smtp_username = forms.CharField(label=_("User name"), required=False, max_length=200)
    smtp_password = secret_field(_("Password"))

    def __init__(self, *args: Any, mailbox: Mailbox | None = None, grant: Grant | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SECRETS:
            widget = self.fields[name].widget
            assert isinstance(widget, SecretInput)
            widget.is_kept = bool(getattr(mailbox, name, b"") or getattr(grant, name, b""))

    def clean(self) -> dict[str, Any]:
        """What the choices ask for must be there."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("way") == Mailbox.Way.IMAP and not cleaned.get("host"):
            self.add_error("host", _("Please name the server."))
        if self._takes_tokens(cleaned):
            for name in ("client_id", "token_url"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Access tokens can't be got without it."))
        for name in ("port", "smtp_port"):
            cleaned[name] = cleaned.get(name) or self.fields[name].initial
        return cleaned

    @property
    def wanted(self) -> Wanted:
        """The mailbox as asked for; the form must be valid."""
        data = self.cleaned_data
        is_imap = data["way"] == Mailbox.Way.IMAP
        plain = {name: data[name] for name in PLAIN}
        if is_imap and not plain["username"]:
            plain["username"] = data["address"]
        grant = WantedGrant(
            **{name: data[name] for name in PLAIN_OF_GRANT},
            client_secret=data["client_secret"],
            refresh_token=data["refresh_token"],
        )
        return Wanted(
            **plain,
            password=data["password"],
            smtp_password=data["smtp_password"],
            folders=tuple(self.named_folders()) if is_imap else (),
            grant=grant if self._takes_tokens(data) else None,
        )

    def named_folders(self) -> list[str]:
        """Those ticked of what was found, and those typed, each once."""
        ticked = self.data.getlist("found") if hasattr(self.data, "getlist") else []
        typed = (line.strip()[:200] for line in self.data.get("folders", "").splitlines())
        return list(dict.fromkeys(name for name in (*ticked, *typed) if name))

    def _takes_tokens(self, data: dict[str, Any]) -> bool:
        return data.get("sign_in") == TOKEN and data.get("way") == Mailbox.Way.IMAP


def as_it_is(mailbox: Mailbox, grant: Grant | None) -> dict[str, Any]:
    """What the form shows of a mailbox: everything but its secrets."""
    known = {name: getattr(mailbox, name) for name in PLAIN}
    known["folders"] = "\n".join(mailbox.folders.order_by("pk").values_list("name", flat=True))
    known["sign_in"] = TOKEN if grant else PASSWORD
    return known | ({name: getattr(grant, name) for name in PLAIN_OF_GRANT} if grant else {})


def as_with(provider: Provider) -> dict[str, Any]:
    """What a mailbox of `provider` begins with."""
    names = ("host", "port", "smtp_host", "smtp_port", "smtp_security", "authorize_url", "token_url", "scope")
    return {"way": Mailbox.Way.IMAP, "sign_in": TOKEN} | {name: getattr(provider, name) for name in names}
