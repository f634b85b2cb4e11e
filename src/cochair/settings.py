"""One settings file: the environment decides, defaults suit a single machine.

Every name read here stands in `.env.example`; a house test compares the two.
"""

import os
import secrets
import shlex
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from cochair.web.database_settings import database
from cochair.web.log_settings import logging
from cochair.web.numbers import whole

PACKAGE = Path(__file__).resolve().parent
PROJECT = PACKAGE.parent.parent


def env(name: str, default: str | None = None) -> str:
    """The value of an environment variable, or its default; one without default must be set."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. See .env.example for every setting.")
    return value


def env_flag(name: str, default: str = "no") -> bool:
    """A yes-or-no setting, written as yes or no and nothing else."""
    value = env(name, default)
    if value not in {"yes", "no"}:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write yes or no.")
    return value == "yes"


def home() -> Path:
    """The folder that holds everything an installation keeps: database, files, secret key."""
    default = PROJECT / "var" if (PROJECT / "pyproject.toml").exists() else Path.cwd() / "var"
    return Path(env("COCHAIR_HOME", str(default))).expanduser().resolve()


def secret_key() -> str:
    """The key made by `cochair init`; without one, only commands that keep nothing may run."""
    given = env("COCHAIR_SECRET_KEY", "")
    if given:
        return given
    file = COCHAIR_HOME / "secret_key"
    return file.read_text().strip() if file.exists() else "not-yet-initialised"


def mailer(host: str) -> dict[str, object]:
    """Django's settings for a mail server; without one, mails are files in COCHAIR_HOME.

    A demo sends nothing, whatever is set: it keeps its mails to be read.
    """
    if DEMO:
        return {"BACKEND": "cochair.features.mail.demo_server.Catcher"}
    if not host:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": COCHAIR_HOME / "mail"},
        }
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": host,
            "port": number("COCHAIR_SMTP_PORT", env("COCHAIR_SMTP_PORT", "587"), 1, 65535),
            "username": env("COCHAIR_SMTP_USER", ""),
            "password": env("COCHAIR_SMTP_PASSWORD", ""),
            "use_tls": env_flag("COCHAIR_SMTP_TLS", "yes"),
            "timeout": 30,
        },
    }


def number(name: str, text: str, least: int, most: int) -> int:
    """A setting that is a whole number between two others."""
    found = whole(text, most)
    if found is None or found < least:
        raise ImproperlyConfigured(f"{name} is {text!r}. Write {least} to {most}.")
    return found


def files(bucket: str) -> dict[str, object]:
    """Where files are kept: a bucket that speaks S3, or a folder in COCHAIR_HOME when empty."""
    if not bucket:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": COCHAIR_HOME / "files"},
        }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env("COCHAIR_FILES_ENDPOINT", "") or None,
            "region_name": env("COCHAIR_FILES_REGION", "") or None,
            "access_key": env("COCHAIR_FILES_KEY", "") or None,
            "secret_key": env("COCHAIR_FILES_SECRET", "") or None,
            "file_overwrite": True,
            "querystring_auth": True,
            "default_acl": None,
        },
    }


def translator(provider: str) -> dict[str, str]:
    """Who is asked for machine translations: nobody (`manual`), or eTranslation.

    A demo sends nothing, whatever is set.
    """
    if DEMO or provider == "manual":
        return {"provider": "manual"}
    if provider != "etranslation":
        raise ImproperlyConfigured(
            f"COCHAIR_TRANSLATOR is {provider!r}. Write manual or etranslation."
        )
    address = env("COCHAIR_ETRANSLATION_ADDRESS", ETRANSLATION).rstrip("/")
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1"}:
        raise ImproperlyConfigured(
            f"COCHAIR_ETRANSLATION_ADDRESS is {address!r}. It begins with https://."
        )
    return {
        "provider": provider,
        "address": address,
        "application": env("COCHAIR_ETRANSLATION_APPLICATION", ""),
        "password": env("COCHAIR_ETRANSLATION_PASSWORD", ""),
        "domain": env("COCHAIR_ETRANSLATION_DOMAIN", "GEN"),
    }


def witnesses(folder: str, bucket: str) -> dict[str, object]:
    """Where Parties have folders for their witnesses: a folder, or beside the files in the bucket."""
    if not folder and bucket:
        kept = files(bucket)
        return {**kept, "OPTIONS": {**dict(kept["OPTIONS"]), "location": "witnesses"}}  # type: ignore[call-overload]
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": folder or COCHAIR_HOME / "witnesses"},
    }


ETRANSLATION = "https://language-tools.ec.europa.eu/etranslation/api"
COCHAIR_HOME = home()
DEBUG = env_flag("COCHAIR_DEBUG")
DEMO = env_flag("COCHAIR_DEMO")
SECRET_KEY = secret_key()
# Signs receipts; empty: a key that is made in COCHAIR_HOME.
RECEIPT_KEY = env("COCHAIR_RECEIPT_KEY", "")
ALLOWED_HOSTS = env("COCHAIR_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_FAILURE_VIEW = "cochair.web.errors.forged"
CSRF_TRUSTED_ORIGINS = [origin for origin in env("COCHAIR_ORIGINS", "").split(",") if origin]
SECURE_TRANSPORT = env_flag("COCHAIR_HTTPS")
# How many proxies stand before this server, and whether the last one tells when a request began.
PROXIES = number("COCHAIR_PROXIES", env("COCHAIR_PROXIES", "0"), 0, 5)
PROXY_TIMES = env_flag("COCHAIR_PROXY_TIMES")
# What comes with it was taken in by the front of this very server, and by nobody else.
FRONT_SECRET = os.environ.setdefault("COCHAIR_FRONT_SECRET", secrets.token_hex(32))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "cochair.web",
    "cochair.journal",
    "cochair.features.accounts",
    "cochair.features.parties",
    "cochair.features.mail",
    "cochair.features.acts",
    "cochair.features.cycles",
    "cochair.features.meetings",
    "cochair.features.documents",
    "cochair.features.texts",
    "cochair.features.decisions",
    "cochair.features.records",
    "cochair.features.commitments",
    "cochair.features.takeup",
    "cochair.features.compliance",
    "cochair.features.search",
    "cochair.features.handovers",
    "cochair.features.personal",
    "cochair.exports.archives",
    "cochair.site.desk",
    "cochair.site.api",
    "cochair.site.public",
    "cochair.story",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "cochair.web.connections.kept",
    "cochair.site.public.probes.answered",
    "cochair.web.security_log.numbered",
    "cochair.web.access_log.written",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cochair.web.middleware.clock",
    "cochair.web.middleware.once",
    "cochair.site.desk.room.views.unchanged",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "cochair.features.accounts.middleware.slowed",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cochair.features.accounts.sessions.used",
    "cochair.features.accounts.middleware.variety",
    "cochair.web.middleware.strangers",
    "cochair.web.middleware.unkept",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cochair.features.accounts.middleware.second_factor",
    "cochair.features.parties.middleware.hat",
    "cochair.web.middleware.refusals",
]

ROOT_URLCONF = "cochair.urls"
WSGI_APPLICATION = "cochair.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cochair.web.context.page",
                "cochair.features.parties.context.forum",
                "cochair.features.cycles.context.cycle",
                "cochair.features.compliance.context.names",
                "cochair.site.desk.context.turns",
                "cochair.site.public.guides.pages.guide",
                "cochair.story.context.story",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "cochair.web.templatetags.parts",
                "cochair.web.templatetags.facts",
                "cochair.features.documents.templatetags.texts",
                "cochair.features.texts.templatetags.negotiated",
            ],
        },
    }
]

DATABASES = {
    "default": database(env("DATABASE_URL", ""), COCHAIR_HOME, env("COCHAIR_TEST_SQLITE", ""))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"

# Languages: the only place where they are named.
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("pt", _("Portuguese"))]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [PACKAGE / "locale"]
# Days as they are typed: the English of the library is American.
FORMAT_MODULE_PATH = "cochair.locale"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
# The formats of dates and numbers in each interface language.
FORMATS = {"en": "en_GB", "es": "es_ES", "pt": "pt_PT"}
# Regional varieties that an account may choose for the interface: of which language, and the name.
VARIETIES = {"es-419": ("es", "Español (América)"), "pt-BR": ("pt", "Português (Brasil)")}

STATIC_URL = "/static/"
STATIC_ROOT = COCHAIR_HOME / "static"
STORAGES = {
    "default": files(env("COCHAIR_FILES_BUCKET", "")),
    "witnesses": witnesses(env("COCHAIR_WITNESSES", ""), env("COCHAIR_FILES_BUCKET", "")),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 86400

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "cochair.features.accounts.passwords.PatternValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_REDIRECT_URL = "landing"
LOGIN_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
# Limits by address alone shut out whoever shares it, and those by account whoever holds it, while
# somebody else tries: `accounts.limits` has others.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": None,
    "reset_password": None,
    "reset_password_from_key": None,
    "reauthenticate": None,
    "change_password": None,
}
ACCOUNT_FORMS = {
    "reset_password": "cochair.features.accounts.forms.AskForLink",
    "change_password": "cochair.features.accounts.forms.ChangePassword",
}
MFA_RATE_LIMITS = {"webauthn_login": None}
# A code still counts half a minute later, as RFC 6238 (5.2) advises: it may be typed slowly.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "activate_totp": "cochair.features.accounts.forms.Activate",
    "authenticate": "cochair.features.accounts.forms.Authenticate",
    "reauthenticate": "cochair.features.accounts.forms.Reauthenticate",
    "login_webauthn": "cochair.features.accounts.forms.SignInByPasskey",
    "authenticate_webauthn": "cochair.features.accounts.forms.AuthenticateByPasskey",
    "reauthenticate_webauthn": "cochair.features.accounts.forms.ReauthenticateByPasskey",
}
ACCOUNT_ADAPTER = "cochair.features.accounts.adapter.ByInvitation"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE_TRANSPORT
MFA_TOTP_ISSUER = "Cochair"
# An address is verified by the invitation that went to it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Where links in mails lead, without the path; and who writes.
ADDRESS = env("COCHAIR_ADDRESS", "http://127.0.0.1:8000")
# Whom the foot of every page names for questions, an address or a page; and where the source code is.
CONTACT = env("COCHAIR_CONTACT", "")
SOURCE = env("COCHAIR_SOURCE", "")
DEFAULT_FROM_EMAIL = env("COCHAIR_MAIL_FROM", "Cochair <cochair@localhost.localdomain>")
# Who is asked for machine translations, if anybody.
TRANSLATOR = translator(env("COCHAIR_TRANSLATOR", "manual"))
MAILERS = {"default": mailer(env("COCHAIR_SMTP_HOST", ""))}

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "cochair.features.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
# A cookie of such a name is taken from this host alone, and no neighbour sets it.
COOKIE_PREFIX = "__Host-" if SECURE_TRANSPORT else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
SESSION_COOKIE_SECURE = SECURE_TRANSPORT
CSRF_COOKIE_SECURE = SECURE_TRANSPORT
SECURE_SSL_REDIRECT = SECURE_TRANSPORT
SECURE_HSTS_SECONDS = 31536000 if SECURE_TRANSPORT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_TRANSPORT
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_TRANSPORT else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Files are kept in memory until they were found safe: what is refused was never on a disk.
FILE_UPLOAD_HANDLERS = ["cochair.web.uploads.InMemory"]
DATA_UPLOAD_MAX_NUMBER_FILES = 4
# What a file may be, and what its reading may take: megabytes, seconds, megabytes.
FILE_MEGABYTES = number("COCHAIR_FILE_MEGABYTES", env("COCHAIR_FILE_MEGABYTES", "20"), 1, 200)
FILE_SECONDS = number("COCHAIR_FILE_SECONDS", env("COCHAIR_FILE_SECONDS", "2"), 1, 60)
FILE_MEMORY_MEGABYTES = number("COCHAIR_FILE_MEMORY", env("COCHAIR_FILE_MEMORY", "512"), 256, 8192)
# A command that scans each file for viruses; none unless an installation names one.
SCAN = shlex.split(env("COCHAIR_SCAN", ""))

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Shown by whoever asks for the figures of an installation; none: nobody may.
METRICS_TOKEN = env("COCHAIR_METRICS_TOKEN", "")

LOGGING = logging(env("COCHAIR_SECURITY_LOG", ""), env("COCHAIR_ACCESS_LOG", ""))
