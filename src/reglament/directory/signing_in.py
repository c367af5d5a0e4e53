"""Who a session belongs to."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from reglament.directory.models import Person
from reglament.lib.prepared import prepared


@prepared
def _person(pk: int) -> QuerySet[Person]:
    return Person.objects.get_queryset().filter(pk=pk)


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's; every request asks it for its person, by a statement compiled once."""

    def get_user(self, user_id: int | str) -> Person | None:
        """The person of that key, unless he may not sign in any more."""
        found = _person(int(user_id))
        return found[0] if found and self.user_can_authenticate(found[0]) else None
