from reglament.lib.names import address_key


def test_an_address_has_one_form() -> None:
    assert address_key(" <Carl@ACME.example.> ") == "carl@acme.example"


def test_what_no_server_could_take_is_no_address() -> None:
    for typed in ("", "carl", "@acme.example", "carl@", "ca rl@acme.example", "a" * 243 + "@acme.example"):
        assert not address_key(typed)
    assert address_key("a" * 241 + "@acme.example")
