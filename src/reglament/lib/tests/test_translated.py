"""Templates compiled for each language."""

from itertools import count

from django.utils import translation
from jinja2 import DictLoader

from reglament.lib import html
from reglament.lib.translated import TranslatedEnvironment


def environment(**templates: str) -> TranslatedEnvironment:
    made = html.environment(autoescape=True, loader=DictLoader(templates))
    assert isinstance(made, TranslatedEnvironment)
    return made


def said(env: TranslatedEnvironment, language: str, **context: object) -> str:
    with translation.override(language):
        return env.get_template("page").render(context)


def test_each_language_has_its_own() -> None:
    env = environment(page="{{ _('Text') }}")
    assert [said(env, language) for language in ("en", "ru", "en")] == ["Text", "Текст", "Text"]


def test_what_is_included_or_imported_speaks_the_same_language() -> None:
    env = environment(
        page="{% import 'macros' as ui %}{{ ui.text() }}, {% include 'part' %}",
        macros="{% macro text() %}{{ _('Text') }}{% endmacro %}",
        part="{% trans %}Text{% endtrans %}",
    )
    assert said(env, "ru") == "Текст, Текст"


def test_what_is_put_into_a_translation_is_escaped() -> None:
    env = environment(page="{{ _('Now: %(due)s', due=due) }}")
    assert said(env, "ru", due="<b>") == "Сейчас: &lt;b&gt;"


def test_only_what_stays_the_same_is_settled() -> None:
    env = environment(page="{{ now() }} {{ static('lib/icon.svg') }}")
    times, paths = count(1), count(1)
    env.globals["now"] = lambda: next(times)
    env.settled = {"static": lambda path: f"{path}?{next(paths)}"}
    assert [said(env, "en"), said(env, "en")] == ["1 lib/icon.svg?1", "2 lib/icon.svg?1"]
