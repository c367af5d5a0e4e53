from reglament.mail.format.references import Candidate, reference, with_token
from reglament.mail.tests.letters_at_hand import OWN, fixture, letter


def test_token_comes_before_message_id_before_tid() -> None:
    found = reference(fixture("report_with_files"), own=OWN, own_domain="hive.example")
    assert found.candidates == (
        Candidate("token", "tok_3f9a2b"),
        Candidate("message-id", "77.carl"),
        Candidate("message-id", "12.carl"),
        Candidate("tid", "1042"),
    )
    assert found.by("message-id") == ("77.carl", "12.carl")


def test_a_token_at_somebody_elses_address_is_none() -> None:
    found = letter(to="support+tok_3f9a2b@other.example")
    assert reference(found, own=OWN, own_domain="hive.example").candidates == ()


def test_a_token_only_the_server_saw_counts() -> None:
    claims = reference(letter(), own=OWN, own_domain="hive.example", envelope_to=["support+tok_3f9a2b@hive.example"])
    assert claims.by("token") == ("tok_3f9a2b",)


def test_a_strangers_message_id_is_no_claim() -> None:
    found = letter("In-Reply-To: <reglament.77.carl@other.example>", "References: <x@hive.example>")
    assert reference(found, own=OWN, own_domain="hive.example").candidates == ()


def test_an_address_with_a_token_is_read_back() -> None:
    found = letter(to=with_token("support@hive.example", "tok_3f9a2b"))
    assert reference(found, own=OWN, own_domain="hive.example").by("token") == ("tok_3f9a2b",)


def test_the_same_words_under_another_message_id_are_another_letter() -> None:
    one, again = letter("Message-ID: <1@acme.example>"), letter("Message-ID: <1@acme.example>")
    assert (one.message_id, one.fingerprint) == (again.message_id, again.fingerprint)
    assert one.message_id != letter("Message-ID: <2@acme.example>").message_id
    assert one.fingerprint != letter("Message-ID: <1@acme.example>", body="y").fingerprint


def test_a_report_claims_the_ticket_of_the_letter_it_is_about() -> None:
    found = letter(
        "Content-Type: multipart/report; report-type=disposition-notification; boundary=b",
        body="--b\n\nRead.\n--b\nContent-Type: message/disposition-notification\n\n"
        "Original-Message-ID: <reglament.77.carl@hive.example>\nDisposition: automatic-action; displayed\n\n--b--",
    )
    assert reference(found, own=OWN, own_domain="hive.example").by("message-id") == ("77.carl",)
