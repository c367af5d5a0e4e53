"""Where things are: database, hosts, keys. How things behave is data with an edition, not a setting."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from reglament.lib import env

PACKAGE = Path(__file__).parent
VAR = env.path("REGLAMENT_VAR", "var")
FILES_ROOT = VAR / "files"
FILES = env.bucket("REGLAMENT_FILES")  # "s3://bucket/prefix?endpoint=https://…&region=…"; empty: FILES_ROOT
DEMO = env.flag("REGLAMENT_DEMO")
DEBUG = env.flag("REGLAMENT_DEBUG")


def _key(name: str) -> str:
    """A secret kept in VAR with mode 0600, made when it is first needed."""
    path = VAR / name
    if not path.exists():
        VAR.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, whole = tempfile.mkstemp(dir=VAR, prefix=f".{name}-")
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was first, and its key is the one
            path.hardlink_to(whole)
        Path(whole).unlink()
    return path.read_text().strip()


def _database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.pop("host", "")) or parts.hostname or "",
            "PORT": str(parts.port or query.pop("port", "")),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            # The server plans a statement once, and not each time it is asked; that was half the price of a page.
            "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3, **query},
        }
    if parts.scheme not in {"sqlite", ""}:
        raise env.BadSetting(f"DATABASE_URL={url!r}: write postgres://user:password@host/name or sqlite:path/to/file")
    return {
        "ENGINE": "reglament.lib.sqlite",
        "NAME": str(Path(url.removeprefix("sqlite:") or VAR / "reglament.sqlite3").absolute()),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # FULL: an accepted letter must survive a power cut.
            "init_command": ("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"),
        },
    }


DATABASES = {"default": _database(env.text("DATABASE_URL"))}
PREPARED = True  # tests switch it off: statements are then compiled each time, as Django does (lib/prepared.py)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SECRET_KEY = env.text("REGLAMENT_SECRET_KEY") or _key("secret.key")

HOST = env.text("REGLAMENT_HOST", "127.0.0.1")
PORT = env.number("REGLAMENT_PORT", 8000)
BASE_URL = env.text("REGLAMENT_URL", f"http://{HOST}:{PORT}").rstrip("/")
ALLOWED_HOSTS = [
    *env.words("REGLAMENT_ALLOWED_HOSTS"),
    urlsplit(BASE_URL).hostname or HOST,
    "127.0.0.1",
    "localhost",
    "[::1]",
]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "reglament.lib.again.csrf_failure"
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("REGLAMENT_PROXIES", 0)
SECURE = BASE_URL.startswith("https://")

# The listener takes letters in (SMTP). Letters go out by MAIL_OUT: smtp://[user:password@]host:port, smtps:// for TLS.
LISTEN_HOST = env.text("REGLAMENT_LISTEN_HOST", "127.0.0.1")
LISTEN_PORT = env.number("REGLAMENT_LISTEN_PORT", 2525)
LISTEN_CERTIFICATE = env.text("REGLAMENT_LISTEN_CERTIFICATE", "")  # PEM files; with them the listener offers STARTTLS
LISTEN_KEY = env.text("REGLAMENT_LISTEN_KEY", "")
CATCH_PORT = env.number("REGLAMENT_CATCH_PORT", 2526)  # demo only: the catch-all that stands for the outside world
MAIL_OUT = env.text("REGLAMENT_MAIL_OUT", "smtp://127.0.0.1:25")
MAIL_DOMAIN = env.text(
    "REGLAMENT_MAIL_DOMAIN", "reglament.example" if DEMO else urlsplit(BASE_URL).hostname or "localhost"
)

SCANNER = env.text("REGLAMENT_SCANNER")  # clamd: "unix:/run/clamav/clamd.ctl" or "tcp:host:3310"; empty: no scanning

# Pictures of letters are fetched from public addresses only, and from these ("10.0.0.5:8080").
FETCH_ALSO_FROM = env.words("REGLAMENT_FETCH_ALSO_FROM")

INSTALLED_APPS = [
    "reglament.lib",
    "reglament.events",
    "reglament.regulation",
    "reglament.directory",
    "reglament.tickets",
    "reglament.mail",
    "reglament.notices",
    "reglament.workspace",
    "reglament.portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "reglament.lib.http.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "reglament.lib.http.PersonLanguageMiddleware",
    "reglament.lib.http.ContentSecurityPolicyMiddleware",
    "reglament.lib.http.FormsOnlyMiddleware",
    "reglament.lib.http.RefusedMiddleware",
    "reglament.lib.again.SignedOutMiddleware",
]
ROOT_URLCONF = "reglament.urls"
WSGI_APPLICATION = "reglament.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / app / "templates" for app in ("lib", "mail", "workspace", "portal")],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "reglament.lib.html.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "django.contrib.auth.context_processors.auth",
                "reglament.lib.html.csrf_once",
            ],
        },
    },
    {  # for dependencies that bring Django templates
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

LANGUAGE_CODE = env.text("REGLAMENT_LANGUAGE", "ru")
LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "reglament.lib.http.HashedStatic"},
}
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
# Far more than are taken: a form with too many comes back with words and with its text.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000

AUTH_USER_MODEL = "directory.Person"
AUTHENTICATION_BACKENDS = ["reglament.directory.signing_in.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # letters may be slow
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a form that mails any address typed into it would be a gift to spammers
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {"login": "reglament.portal.forms.signing_in.PasswordForm"}
ACCOUNT_ADAPTER = "reglament.portal.accounts.Adapter"

SESSION_ENGINE = "reglament.lib.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'self'"],
    "form-action": ["'self'"],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "mail.log": {"level": "WARNING"},  # aiosmtpd tells every command
        "botocore": {"level": "WARNING"},  # where it found its credentials
    },
    "root": {"handlers": ["console"], "level": env.text("REGLAMENT_LOG", "INFO")},
}
