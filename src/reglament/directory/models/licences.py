"""Licences of the vendor's products."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from reglament.directory.licence_keys import key_form

if TYPE_CHECKING:
    from reglament.directory.models.people import Person


class LicenceQuerySet(models.QuerySet["Licence"]):
    """Questions about licences."""

    def visible_to(self, person: "Person") -> Self:
        """Those of desks he works for, and of companies he represents."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(
            models.Q(desk__in=person.worked_desks()) | models.Q(company__in=person.represented_companies())
        ).distinct()


class Licence(models.Model):
    """A key that a company was given for a product (C-07), for one `host` where it is bound to one. `form` is the key
    as it is compared (licence_keys.py)."""

    desk = models.ForeignKey("regulation.Desk", on_delete=models.PROTECT, related_name="licences")
    company = models.ForeignKey("directory.Company", on_delete=models.PROTECT, related_name="licences")
    product = models.ForeignKey("directory.Product", on_delete=models.PROTECT, related_name="licences")
    variant = models.CharField(max_length=120, blank=True)
    key = models.CharField(max_length=120)
    form = models.CharField(max_length=120, editable=False)
    valid_until = models.DateField(null=True, blank=True)
    host = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects = LicenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "form"], name="licence_key_in_desk")]
        indexes = [models.Index(fields=["desk", "company"], name="licence_of_company")]

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the form for comparing beside the key."""
        self.form = key_form(self.key)
        super().save(*args, **kwargs)

    def is_valid_on(self, day: date) -> bool:
        """Whether it is good on `day`."""
        return self.valid_until is None or self.valid_until >= day
