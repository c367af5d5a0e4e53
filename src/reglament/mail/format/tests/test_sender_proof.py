"""Forged letters: what our own mail server found, and what forgers write into its field."""

import pytest

from reglament.mail.format.mime.letter import Letter
from reglament.mail.format.sender_proof import proof
from reglament.mail.tests.letters_at_hand import fixture, letter

OURS = "mx.hive.example"
FIELD = "Authentication-Results"

clause = pytest.mark.clause("C-05")


def found(*values: str, server: str = OURS, sender: str = "carl@acme.example") -> str:
    return proof(signed(*values, sender=sender), authserv_id=server)


def signed(*values: str, sender: str = "carl@acme.example") -> Letter:
    return letter(*(f"{FIELD}: {value}" for value in values), sender=sender)


@clause
@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        (f"{OURS}; dmarc=pass header.from=acme.example", "passed"),
        (f"{OURS}; spf=pass smtp.mailfrom=x; dkim=pass; dmarc=fail (p=NONE) header.from=acme.example", "failed"),
        (f"{OURS} 1; dmarc=pass", "passed"),
        (f"{OURS}; dmarc=pass header.from=mail.acme.example", "passed"),
        (f"{OURS}; dmarc=pass header.from=evil.example", "failed"),
        (f"{OURS}; dmarc=pass header.from=notacme.example", "failed"),
        ("MX.Hive.example; dmarc=pass", "passed"),
        (f"(our own) {OURS} (1); DMARC = Pass", "passed"),
        (f"{OURS}; spf=fail; dkim=fail", "failed"),
        (f"{OURS}; spf=fail; dkim=pass", "none"),
        (f"{OURS}; spf=softfail; dkim=none; dmarc=none", "none"),
        (f"{OURS}; dmarc=temperror", "none"),
        (f"{OURS}; none", "none"),
        (f"{OURS}", "none"),
        ("", "none"),
    ],
)
def test_the_server_we_believe_decides(results: str, verdict: str) -> None:
    assert found(results) == verdict


@clause
@pytest.mark.parametrize(
    "results",
    [
        "mx.other.example; dmarc=pass",
        f"{OURS}.evil.example; dmarc=pass",
        f"evil.example {OURS}; dmarc=pass",
        f"evil.example ({OURS}); dmarc=pass",
        f"; {OURS}; dmarc=pass",
        f"x{OURS}; dmarc=pass",
    ],
)
def test_no_other_server_is_believed(results: str) -> None:
    assert found(results) == "none"


@clause
def test_without_a_server_to_believe_nothing_is_proven() -> None:
    assert found(f"{OURS}; dmarc=pass", server="") == "none"
    assert found("; dmarc=pass", server="") == "none"


@clause
@pytest.mark.parametrize(
    "results",
    [
        f"{OURS}; dmarc=fail (dmarc=pass)",
        f"{OURS} (dmarc=pass); none",
        f"{OURS}; dmarc=none (a (nested; dmarc=pass) comment)",
        f"{OURS}; dmarc=none (with a \\) bracket; dmarc=pass)",
        f'{OURS}; dmarc=none reason="; dmarc=pass"',
        f'{OURS}; spf=none smtp.mailfrom="a; dmarc=pass"@evil.example',
        f'{OURS}; spf=none smtp.mailfrom="a\\"; dmarc=pass"@evil.example',
        f"{OURS}; spf=none smtp.mailfrom=dmarc=pass@evil.example",
        f"{OURS}; spf=none smtp.mailfrom=a;dmarc=pass@evil.example",
        f"{OURS}; spf=pass smtp.mailfrom=evil.example header.d=acme.example",
        f"{OURS}; x-dmarc=pass",
        f"{OURS}; dmarc=passable",
        f"{OURS}; dmarc=fail; dmarc=pass",
        f"{OURS} (unclosed; dmarc=pass",
    ],
)
def test_what_a_forger_can_write_into_the_field_proves_nothing(results: str) -> None:
    assert found(results) != "passed"


@clause
def test_a_folded_field_is_read_whole() -> None:
    assert found(f"{OURS};\n\tspf=pass smtp.mailfrom=acme.example;\n\tdmarc=fail header.from=acme.example") == "failed"
    assert found(f"{OURS};\n dkim=none;\n dmarc=pass\n header.from=acme.example") == "passed"


@clause
def test_of_several_the_topmost_of_our_server_proves() -> None:
    assert found("elsewhere.example; dmarc=fail", f"{OURS}; dmarc=pass", "older.example; dmarc=fail") == "passed"
    assert found("elsewhere.example; dmarc=pass", f"{OURS}; dmarc=fail") == "failed"


@clause
def test_one_injected_below_proves_nothing() -> None:
    assert found(f"{OURS}; dmarc=fail", f"{OURS}; dmarc=pass") == "failed"
    assert found(f"{OURS}; none", f"{OURS}; dmarc=pass") == "none"
    assert found(f"{OURS}; spf=fail", f"{OURS}; dmarc=pass") == "failed"


@clause
def test_one_injected_below_disproves_nothing_that_was_proven() -> None:
    assert found(f"{OURS}; dmarc=pass", f"{OURS}; dmarc=fail") == "passed"


@clause
def test_filters_that_write_a_field_each_may_say_so_below() -> None:
    assert found(f"{OURS}; dkim=none", f"{OURS}; dmarc=fail") == "failed"


@clause
def test_a_signature_of_the_senders_own_domain_proves_him() -> None:
    assert found(f"{OURS}; dkim=pass header.d=acme.example; dmarc=none") == "passed"
    assert found(f"{OURS}; dkim=pass header.i=@acme.example") == "passed"
    assert found(f"{OURS}; dkim=pass header.d=acme.example", sender="carl@mail.acme.example") == "passed"


@clause
@pytest.mark.parametrize("signer", ["evil.example", "example", "cme.example", "mail.acme.example", "acme.example.evil"])
def test_a_signature_of_another_domain_proves_nothing(signer: str) -> None:
    assert found(f"{OURS}; dkim=pass header.d={signer}; dmarc=none") == "none"


@clause
def test_two_senders_never_pass() -> None:
    assert proof(fixture("two_senders"), authserv_id=OURS) == "failed"


@clause
def test_a_hundred_thousand_brackets_cost_no_more_than_their_length() -> None:
    assert found(f"{OURS}; {'(' * 100_000}; dmarc=pass") == "none"
