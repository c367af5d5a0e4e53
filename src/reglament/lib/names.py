"""Comparing names and addresses the way people do."""

import unicodedata

LONGEST_ADDRESS = 254  # RFC 5321 §4.5.3.1.3, without the angle brackets


def name_key(name: str) -> str:
    """A name folded for comparing and sorting: case, ё→е, spaces. Databases don't fold Cyrillic; this is stored beside
    the name."""
    folded = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    return " ".join(folded.split())


def address_key(address: str) -> str:
    """An e-mail address in its one form: lower case, domain in A-form (RFC 5890); "" for what is no address."""
    local, at, domain = address.strip().strip("<>").rpartition("@")
    if not (local and at and domain) or len(address.split()) != 1:
        return ""
    try:
        ascii_domain = domain.rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    key = f"{local.lower()}@{ascii_domain.lower()}"
    return key if len(key) <= LONGEST_ADDRESS else ""


def domain_of(address: str) -> str:
    """The domain of an address in A-form, or ""."""
    return address_key(address).rpartition("@")[2]
