"""Desks and the editions of their regulations."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any, Self

from django.db import models

from reglament.lib.refused import Refused
from reglament.regulation.loading.compiled_cache import kept
from reglament.regulation.terms.edition_terms import Regulation


class Desk(models.Model):
    """One support service (служба поддержки): its regulation, addresses, departments, texts."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="ru")
    edition = models.ForeignKey(
        "regulation.Edition", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    supplements_known = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **how: Any) -> Self:
        """As loaded. Other processes may have published a supplement, so each row read tells how many there are."""
        desk = super().from_db(db, field_names, values, **how)
        if "supplements_known" in desk.__dict__:
            _supplements[desk.pk] = desk.supplements_known
        return desk

    @property
    def stream(self) -> str:
        """Its event stream."""
        return f"desk/{self.pk}"

    @property
    def desk_id(self) -> int:
        """Itself, as an aggregate of events."""
        return self.pk

    def name_in(self, language: str) -> str:
        """The desk's name as people of `language` read it."""
        return self.name if language == "ru" else self.name_en or self.name

    @property
    def regulation(self) -> Regulation:
        """The edition in force – the last one published – compiled. Conduct is always read from here."""
        assert self.edition_id is not None, f"desk {self.slug} has published no regulation yet"
        return regulation_of(self.edition_id)


class EditionManager(models.Manager["Edition"]):
    """Editions without their text, which is long and rarely needed: it is fetched when it is."""

    def get_queryset(self) -> models.QuerySet["Edition"]:
        """All, the text deferred."""
        return super().get_queryset().defer("text")


class Edition(models.Model):
    """A published version of a desk's regulation. Immutable: tickets keep the one they were given (C-02)."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    dated = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")

    objects = EditionManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["desk", "number"], name="edition_number_in_desk")]
        ordering = ["desk", "number"]

    def __str__(self) -> str:
        return f"{self.desk.slug} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An edition is only ever added."""
        if not self._state.adding:
            raise Refused("a published edition is never changed")
        super().save(*args, **kwargs)

    @property
    def regulation(self) -> Regulation:
        """The text, compiled once per process."""
        return regulation_of(self.pk)


class Supplement(models.Model):
    """The public days of a year, published after the editions that need them. It counts for all editions of the desk
    from `published_at` on, and only where they did not know the year themselves. Immutable."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="supplements")
    number = models.PositiveIntegerField()
    text = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("directory.Person", null=True, on_delete=models.PROTECT, related_name="+")
    counted_at = models.DateTimeField(null=True, editable=False)  # when the clocks that ran then were counted by it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "number"], name="supplement_number_in_desk")]
        indexes = [models.Index(fields=["desk"], condition=models.Q(counted_at=None), name="supplement_to_count")]
        ordering = ["desk", "number"]

    def __str__(self) -> str:
        return f"{self.desk.slug} +{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A supplement is only ever added."""
        if not self._state.adding:
            raise Refused("a published supplement is never changed")
        super().save(*args, **kwargs)


@lru_cache(maxsize=64)
def compiled_text(text: str) -> Regulation:
    """A text, compiled once per process. Raises `Faulty`."""
    return kept(text)


_supplements: dict[int, int] = {}
"""How many supplements each desk has, as this process read it last."""


class _Known:
    """An edition this process has compiled: bare, and with as many supplements as were known when it was asked for."""

    def __init__(self, desk: int, text: str) -> None:
        self.desk, self.text = desk, text
        self.compiled = {0: compiled_text(text)}

    def with_supplements(self, count: int) -> Regulation:
        """The regulation with the first `count` supplements of its desk."""
        if count not in self.compiled:
            from reglament.regulation.loading.supplements import supplemented  # heavy; most desks have none

            known = Supplement.objects.filter(desk=self.desk, number__lte=count).values_list("published_at", "text")
            self.compiled[count] = supplemented(self.compiled[0], self.text, known.order_by("number"))
        return self.compiled[count]


@lru_cache(maxsize=1024)
def _compiled(pk: int) -> _Known:
    desk, text = Edition.objects.values_list("desk", "text").get(pk=pk)
    return _Known(desk, text)


def regulation_of(edition_id: int) -> Regulation:
    """The compiled regulation of an edition with the supplements of its desk, without fetching a row when it is already
    known to this process."""
    known = _compiled(edition_id)
    return known.with_supplements(_supplements.get(known.desk, 0))
