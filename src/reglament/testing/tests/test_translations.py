"""Every text a person can see exists in Russian and English."""

import pytest

from reglament.testing import translations


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_the_catalogue_is_complete_exact_and_compiled(language: str) -> None:
    assert translations.faults(language) == []


def test_lazy_texts_are_extracted_too() -> None:
    texts = {translations._id(message) for message in translations.template() if message.id}
    assert "By regulation" in texts  # only ever wrapped in gettext_lazy
    assert "Keyboard shortcuts" in texts  # only ever in templates
