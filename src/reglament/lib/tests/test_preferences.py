import pytest
from django.test import Client as Browser


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["/language", "/theme"])
def test_a_preference_leads_back_to_where_it_was_set_and_nowhere_else(client: Browser, act: str) -> None:
    def leads_to(came_from: str) -> str:
        return client.post(act, {"language": "en", "theme": "dark", "next": came_from})["Location"]

    assert leads_to("/settings/?a=b") == "/settings/?a=b"
    for elsewhere in ("", "//evil.example", "https://evil.example/", "javascript:alert(1)", "999", "portal:settings"):
        assert leads_to(elsewhere) == "/"
