from django.test import RequestFactory

from reglament.lib.paging import before


def test_a_page_goes_on_under_the_key_its_address_names() -> None:
    assert before(RequestFactory().get("/", {"before": "1042"})) == 1042


def test_rubbish_gives_the_first_page() -> None:
    for typed in ("", "x", "-1", "1.5", "²", "\0", "9" * 5000):
        assert before(RequestFactory().get("/", {"before": typed})) is None
