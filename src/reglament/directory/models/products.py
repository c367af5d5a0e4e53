"""Products and versions."""

from django.db import models


class Product(models.Model):
    """Something the vendor makes and the desk supports."""

    desk = models.ForeignKey("regulation.Desk", on_delete=models.CASCADE, related_name="products")
    slug = models.SlugField()
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "slug"], name="product_slug_in_desk")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """A released version of a product."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="versions")
    number = models.CharField(max_length=40)
    released_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "number"], name="version_number_in_product")]

    def __str__(self) -> str:
        return f"{self.product} {self.number}"
