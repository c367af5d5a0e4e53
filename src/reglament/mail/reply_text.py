"""Only what the sender newly wrote."""


def trim(text: str, *, is_reply: bool = True) -> str:
    return text
