"""The web application for Granian."""

import os

from django.core.wsgi import get_wsgi_application

from reglament.lib import orphans

orphans.end_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reglament.settings")
application = get_wsgi_application()
