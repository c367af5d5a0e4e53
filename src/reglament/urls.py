"""Every address: each door brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("reglament.portal.account_urls")),
    path("desk/", include("reglament.workspace.urls")),
    path("", include("reglament.portal.urls")),
]
