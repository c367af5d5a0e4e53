"""Every address: each door brings its own."""

from django.urls import URLPattern, URLResolver, include, path

from reglament.lib import preferences

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("reglament.portal.account_urls")),
    path("desk/", include("reglament.workspace.urls")),
    path("language", preferences.language, name="language"),
    path("theme", preferences.theme, name="theme"),
    path("", include("reglament.portal.urls")),
]
