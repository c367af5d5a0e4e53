"""Templates compiled for each language: what never changes in them is looked up then, and not with every page."""

from collections.abc import Callable, MutableMapping
from typing import Any

from django.conf import settings
from django.utils import translation
from jinja2 import Environment, Template, nodes
from jinja2.visitor import NodeTransformer


def language() -> str:
    """The active language: "ru" or "en"."""
    return (translation.get_language() or settings.LANGUAGE_CODE)[:2]


class TranslatedEnvironment(Environment):
    """Gives each template in the active language.

    Translated strings stand in the compiled template as text. So does what `settled`, functions by their names in
    templates, say of constants; ask it only for what stays the same as long as the process lives.
    """

    spoken: str = ""
    settled: dict[str, Callable[..., Any]] = {}
    _by_language: "dict[str, TranslatedEnvironment]"

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._by_language = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Jinja's, in the active language; what a template includes is in the language of the template."""
        if self.spoken:
            return super().get_template(name, parent, globals)
        return self._in(language()).get_template(name, parent, globals)

    def _in(self, spoken: str) -> "TranslatedEnvironment":
        if spoken not in self._by_language:
            made = self.overlay()
            assert isinstance(made, TranslatedEnvironment)
            made.spoken = spoken
            self._by_language[spoken] = made
        return self._by_language[spoken]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        if self.spoken:
            with translation.override(self.spoken):
                _Settling(self.settled).visit(parsed)
        return parsed


class _Settling(NodeTransformer):
    """Replaces calls by what they say."""

    def __init__(self, settled: dict[str, Callable[..., Any]]) -> None:
        self._settled = settled

    def visit_Call(self, call: nodes.Call) -> nodes.Node:
        """A call in a template."""
        self.generic_visit(call)
        function = call.node.name if isinstance(call.node, nodes.Name) else ""
        given = [one.value for one in call.args if isinstance(one, nodes.Const)]
        if len(given) != len(call.args) or call.dyn_args or call.dyn_kwargs:
            return call
        if function in ("_", "gettext"):
            return _translated(given[0], call.kwargs)
        if function in self._settled and not call.kwargs:
            return nodes.Const(self._settled[function](*given))
        return call


def _translated(message: str, variables: list[nodes.Keyword]) -> nodes.Expr:
    """As Jinja's own gettext, which formats even where there is nothing to put in."""
    text = translation.gettext(message)
    if not variables:
        return nodes.MarkSafeIfAutoescape(nodes.Const(text % {}))
    values = nodes.Dict([nodes.Pair(nodes.Const(one.key), one.value) for one in variables])
    return nodes.Mod(nodes.MarkSafeIfAutoescape(nodes.Const(text)), values)
