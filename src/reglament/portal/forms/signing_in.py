"""Signing in with a password, beside the e-mailed code: one page, one field for the address."""

from allauth.account.forms import LoginForm


class PasswordForm(LoginForm):  # type: ignore[misc]  # allauth is untyped
    """allauth's form; its address is the page's `email`, which asking for a code uses too."""

    def add_prefix(self, field_name: str) -> str:
        """The name of a field in the page."""
        name: str = super().add_prefix(field_name)
        return "email" if name == "login" else name
