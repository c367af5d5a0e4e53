"""The one domain exception."""

from typing import Any


class Refused(Exception):
    """What a person may not do, or can't now; `str()` of it is fit to be shown, in the language then active.

    `code` names the reason for programs; `field` names the input it is about ("" = the act as a whole).
    """

    def __init__(self, message: Any, *, code: str = "refused", field: str = "") -> None:
        super().__init__(message)
        self.message, self.code, self.field = message, code, field

    def __str__(self) -> str:
        return str(self.message)
