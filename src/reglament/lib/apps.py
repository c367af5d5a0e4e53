"""The library as a Django application (it brings templates and static files that all doors share)."""

from django.apps import AppConfig


class LibConfig(AppConfig):
    """No models."""

    name = "reglament.lib"
    label = "lib"
