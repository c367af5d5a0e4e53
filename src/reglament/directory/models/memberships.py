"""Who belongs where, and as what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A vendor person's role at a desk. What each may do is Conduct of the edition in force."""

    AGENT = "agent", _("support agent")
    ACCOUNT_MANAGER = "account_manager", _("account manager")
    DEPARTMENT_HEAD = "department_head", _("department head")
    HEAD = "head_of_support", _("head of support")
    DEVELOPER = "developer", _("developer")
    ADMINISTRATOR = "administrator", _("administrator")


class Membership(models.Model):
    """A person of a client company: a contact sees his own requests, a representative all of the company's (C-03)."""

    class As(models.TextChoices):
        """In what capacity."""

        CONTACT = "contact", _("contact")
        REPRESENTATIVE = "representative", _("representative")

    person = models.ForeignKey("directory.Person", on_delete=models.CASCADE, related_name="memberships")
    company = models.ForeignKey("directory.Company", on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=As, default=As.CONTACT)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "company"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.person} @ {self.company}"


class DeskMembership(models.Model):
    """A person working for a desk, in a role and (where he has one) a department of its Conduct."""

    person = models.ForeignKey("directory.Person", on_delete=models.CASCADE, related_name="desk_memberships")
    desk = models.ForeignKey("regulation.Desk", on_delete=models.CASCADE, related_name="members")
    role = models.CharField(max_length=20, choices=Role, default=Role.AGENT)
    department = models.SlugField(blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "desk", "role"], name="desk_membership_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.role} @ {self.desk}"
