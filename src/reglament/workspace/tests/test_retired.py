"""What a regulation has retired is offered only to the request that has it."""

from reglament.regulation.loading import library
from reglament.regulation.loading.loader import load
from reglament.workspace.forms.fields import named_choices


def test_what_is_retired_is_offered_only_to_who_has_it() -> None:
    text = library.text("kamenogorsk")
    retired = text.replace("[request-types.workplace]\n", '[request-types.workplace]\nretired = "breakdown"\n')
    kinds = load(retired, name="kamenogorsk").promise.request_types.values()
    assert "workplace" not in dict(named_choices(kinds))
    assert "workplace" in dict(named_choices(kinds, kept="workplace"))
