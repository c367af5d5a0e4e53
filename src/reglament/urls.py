"""Every address: each door brings its own."""

from django.urls import URLPattern, URLResolver, include, path

from reglament.lib import preferences
from reglament.workspace.views import mailbox

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("reglament.portal.account_urls")),
    path("desk/", include("reglament.workspace.urls")),
    path("language", preferences.language, name="language"),
    path("theme", preferences.theme, name="theme"),
    path("mailbox", mailbox.mailbox, name="mailbox"),
    path("mailbox/<int:pk>", mailbox.caught, name="caught"),
    path("mailbox/<int:pk>/html", mailbox.caught_html, name="caught_html"),
    path("", include("reglament.portal.urls")),
]
