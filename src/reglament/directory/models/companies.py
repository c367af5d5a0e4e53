"""Companies, what ties them to a desk, and their contracts."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from reglament.lib.names import name_key

if TYPE_CHECKING:
    from reglament.directory.models.people import Person


class CompanyQuerySet(models.QuerySet["Company"]):
    """Questions about companies."""

    def visible_to(self, person: "Person") -> Self:
        """Clients of the desks he works for, and companies he belongs to."""
        if not person.is_authenticated:
            return self.none()
        served = models.Q(clients__desk__in=person.worked_desks())
        own = models.Q(memberships__person=person, memberships__left_at=None)
        return self.filter(served | own).distinct()


class Company(models.Model):
    """A company (компания), client of one or several desks."""

    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(max_length=200, db_index=True, editable=False)
    short_name = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    city = models.CharField(max_length=120, blank=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "companies"

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key for comparing beside the name."""
        self.name_key = name_key(self.name)
        super().save(*args, **kwargs)

    @property
    def brief(self) -> str:
        """The name for narrow places."""
        return self.short_name or self.name


class Client(models.Model):
    """A company as a desk's client (C-01, C-03): its kind and who is responsible for it."""

    class Kind(models.TextChoices):
        """What the company is to the vendor."""

        CLIENT = "client", _("client")
        PARTNER = "partner", _("partner")
        DEMO = "demo", _("demo user")

    desk = models.ForeignKey("regulation.Desk", on_delete=models.PROTECT, related_name="clients")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="clients")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CLIENT)
    responsible = models.ForeignKey(
        "directory.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="responsible_for"
    )
    account_manager = models.ForeignKey(
        "directory.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="manages"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "company"], name="client_once_per_desk")]

    def __str__(self) -> str:
        return f"{self.company} @ {self.desk}"

    @property
    def stream(self) -> str:
        """The name of its events' stream."""
        return f"client/{self.pk}"


class DomainRule(models.Model):
    """Letters from any address of `domain` come from `company` (C-04). Free-mail domains are refused."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="domain_rules")
    domain = models.CharField(max_length=253, unique=True)

    def __str__(self) -> str:
        return self.domain


class ContractQuerySet(models.QuerySet["Contract"]):
    """Questions about contracts."""

    def visible_to(self, person: "Person") -> Self:
        """Contracts with desks he works for, and of companies he represents."""
        if not person.is_authenticated:
            return self.none()
        return self.filter(
            models.Q(desk__in=person.worked_desks()) | models.Q(company__in=person.represented_companies())
        ).distinct()

    def valid_on(self, day: date) -> Self:
        """Contracts valid on `day`."""
        return self.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=day), valid_from__lte=day)


class Contract(models.Model):
    """A support contract: level and the edition whose Promise it pins (C-02); where the regulation counts by the
    contract's own hours, a calendar of it, and the IANA zone on whose clock they are read."""

    desk = models.ForeignKey("regulation.Desk", on_delete=models.PROTECT, related_name="contracts")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="contracts")
    number = models.CharField(max_length=60)
    signed_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    level = models.SlugField()
    edition = models.ForeignKey("regulation.Edition", on_delete=models.PROTECT, related_name="contracts")
    hours = models.SlugField(blank=True)
    zone = models.CharField(max_length=60, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "number"], name="contract_number_in_desk"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="contract_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.number
