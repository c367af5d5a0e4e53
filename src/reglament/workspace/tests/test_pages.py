"""What every page has: a policy, a language, a theme."""

from typing import Any

from django.test import Client as Browser

from reglament.testing.world import World
from reglament.workspace.tests.browsing import signed_in, words


def test_no_page_allows_inline_scripts_or_styles(world: World) -> None:
    policy = signed_in(world.anna).get("/desk/north/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "script-src 'self' 'nonce-" in policy


def test_documents_with_a_nonce_are_never_stored(world: World) -> None:
    assert signed_in(world.anna).get("/desk/north/")["Cache-Control"] == "no-store"


def test_a_person_chooses_a_language_once(world: World) -> None:
    browser = signed_in(world.anna)
    assert "By regulation" in words(browser.get("/desk/north/"))
    response = browser.post("/language", {"language": "ru", "next": "/desk/north/"})
    assert response["Location"] == "/desk/north/"
    page = words(browser.get("/desk/north/"))
    assert "По регламенту" in page
    assert '<html lang="ru"' in page
    world.anna.refresh_from_db()
    assert world.anna.language == "ru"


def test_a_stranger_chooses_a_language_too(db: Any) -> None:
    browser = Browser()
    browser.post("/language", {"language": "en"})
    assert '<html lang="en"' in words(browser.get("/accounts/login/"))


def test_no_choice_leads_to_another_site(db: Any) -> None:
    assert Browser().post("/language", {"language": "en", "next": "https://evil.example/"})["Location"] == "/"


def test_a_theme_is_kept_and_can_follow_the_system_again(world: World) -> None:
    browser = signed_in(world.anna)
    browser.post("/theme", {"theme": "dark"})
    assert 'data-theme="dark"' in words(browser.get("/desk/north/"))
    browser.post("/theme", {"theme": ""})
    assert "data-theme" not in words(browser.get("/desk/north/"))
