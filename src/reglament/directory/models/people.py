"""People and their addresses."""

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from reglament.directory.models.companies import Company
from reglament.lib.names import address_key, name_key
from reglament.lib.prepared import prepared
from reglament.regulation.models import Desk


class PersonQuerySet(models.QuerySet["Person"]):
    """Questions about people."""

    def visible_to(self, person: "Person") -> Self:
        """Himself, his colleagues at a desk, the people of companies his desks serve, and of companies he
        represents."""
        if not person.is_authenticated:
            return self.none()
        himself = models.Q(pk=person.pk)
        colleagues = models.Q(desk_memberships__desk__in=person.worked_desks())
        clients = models.Q(memberships__company__clients__desk__in=person.worked_desks())
        represented = models.Q(memberships__company__in=person.represented_companies())
        return self.filter(himself | colleagues | clients | represented).distinct()


class PersonManager(BaseUserManager["Person"]):
    """Makes people; Django and allauth find them through it."""

    def get_queryset(self) -> PersonQuerySet:
        """People."""
        return PersonQuerySet(self.model, using=self._db)

    def visible_to(self, person: "Person") -> PersonQuerySet:
        """See `PersonQuerySet.visible_to`."""
        return self.get_queryset().visible_to(person)


class Person(AbstractBaseUser):
    """Somebody: an agent, a client's employee, a stranger who wrote a letter. Signs in by any of his addresses."""

    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=200, db_index=True, editable=False)
    language = models.CharField(_("language"), max_length=2, blank=True)
    zone = models.CharField(_("time zone"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    position = models.CharField(_("position"), max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[PersonManager] = PersonManager()

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key for comparing beside the name."""
        self.name_key = name_key(self.name)
        super().save(*args, **kwargs)

    @property
    def initials(self) -> str:
        """Two letters for where a face would be: "АШ"."""
        words = self.name.split()
        return "".join(word[0] for word in words[:2]).upper() or "?"

    @property
    def address(self) -> str:
        """Where letters to him go: the primary address, else any; "" without one."""
        return next(iter(_addresses(self.pk)), "")

    def worked_desks(self) -> models.QuerySet[Desk]:
        """Desks he works for."""
        return worked_desks(self.pk)

    def visible_desks(self) -> models.QuerySet[Desk]:
        """Desks he works for, or whose client his company is."""
        works = models.Q(members__person=self, members__left_at=None)
        client = models.Q(clients__company__memberships__person=self, clients__company__memberships__left_at=None)
        return Desk.objects.filter(works | client).distinct()

    def represented_companies(self) -> models.QuerySet[Company]:
        """Companies all of whose requests he may see."""
        return Company.objects.filter(
            memberships__person=self, memberships__role="representative", memberships__left_at=None
        )

    def works_anywhere(self) -> bool:
        """Whether he is a vendor's person at all."""
        return self.desk_memberships.filter(left_at=None).exists()


def worked_desks(person: int) -> models.QuerySet[Desk]:
    """Desks that who has that key works for."""
    return Desk.objects.filter(members__person=person, members__left_at=None).distinct()


@prepared
def _addresses(person: int) -> models.QuerySet["Address", str]:
    """The primary one first, and one where nobody is (C-59) last."""
    known = Address.objects.filter(person=person)
    living_first = models.F("dead_since").asc(nulls_first=True)
    return known.order_by(living_first, "-is_primary", "pk").values_list("email", flat=True)


class Address(models.Model):
    """A registered e-mail address (C-04). The truth about addresses; allauth's table is written from here."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="addresses")
    email = models.EmailField(unique=True)
    is_primary = models.BooleanField(default=False)
    verified_at = models.DateTimeField(null=True)
    dead_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(is_primary=True), name="one_primary_address"),
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address in its one form."""
        self.email = address_key(self.email) or self.email
        super().save(*args, **kwargs)
