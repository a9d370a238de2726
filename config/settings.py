"""Settings of Součinnost.

Everything an operator may change comes from the environment; docs/operations.md lists it. Without any
environment the product runs on loopback with an embedded database in ``data/``.
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.keys import load_or_create_key
from config.provider import identity_provider, origins

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str, default: bool = False) -> bool:
    """Read a yes/no environment variable; unset gives the default."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "ano"}


def words(name: str, default: str = "") -> list[str]:
    """Read a comma separated environment variable as a list without empty parts."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


DATA_DIR = Path(os.environ.get("SOUCINNOST_DATA", BASE_DIR / "data")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
PRODUCTION = flag("SOUCINNOST_PRODUCTION")
DEBUG = flag("SOUCINNOST_DEBUG")
DEMO_PASSWORD = "soucinnost-ukazka"  # noqa: S105 - refused by production settings, works on loopback only

SECRET_KEY = os.environ.get("SOUCINNOST_SECRET_KEY") or load_or_create_key(DATA_DIR / "secret.key")
FIELD_KEY = os.environ.get("SOUCINNOST_FIELD_KEY") or load_or_create_key(DATA_DIR / "field.key")
# Keys used before: what they signed (sessions, checkpoints of the audit log) still holds.
SECRET_KEY_FALLBACKS = words("SOUCINNOST_OLD_SECRET_KEYS")
ALLOWED_HOSTS = words("SOUCINNOST_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = words("SOUCINNOST_ORIGINS")
PUBLIC_URL = os.environ.get("SOUCINNOST_PUBLIC_URL", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
    "soucinnost.ui",
    "soucinnost.audit",
    "soucinnost.versions",
    "soucinnost.retention",
    "soucinnost.codelists",
    "soucinnost.accounts",
    "soucinnost.territory",
    "soucinnost.agencies",
    "soucinnost.access",
    "soucinnost.evidence",
    "soucinnost.documents",
    "soucinnost.notices",
    "soucinnost.search",
    "soucinnost.groups",
    "soucinnost.assignments",
    "soucinnost.ballots",
    "soucinnost.support",
    "soucinnost.strategy",
    "soucinnost.reports",
    "soucinnost.meetings",
    "soucinnost.intake",
    "soucinnost.publishing",
    "soucinnost.desk",
    "soucinnost.overview",
    "soucinnost.portal",
    "soucinnost.api",
    "soucinnost.webhooks",
    "soucinnost.operations",
    # After ours, so that our templates of the same name win.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "soucinnost.operations.middleware.StorageTroubleMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "soucinnost.ui.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "soucinnost.access.middleware.ActorMiddleware",
    "soucinnost.audit.middleware.DisclosureMiddleware",
    "soucinnost.audit.middleware.ReadOnlyGetMiddleware",
    "soucinnost.accounts.middleware.SignInRequiredMiddleware",
    "soucinnost.access.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "soucinnost.ui.widgets.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "soucinnost.ui.quick.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "soucinnost.ui.templatetags.czech"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "soucinnost.ui.context.chrome",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'soucinnost.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL lets readers work beside the one writer; FULL so that what was acknowledged survives a power cut;
    # IMMEDIATE so that a transaction never fails half way on upgrading its lock.
    DATABASES["default"]["ENGINE"] = "config.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;"
        ),
    }
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
else:
    # Planning a statement takes PostgreSQL several times as long as running it, so plans are kept (ADR 26).
    DATABASES["default"]["OPTIONS"] = {
        "server_side_binding": True, "prepare_threshold": 3, **DATABASES["default"].get("OPTIONS", {}),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # In the database, so that throttling counts over all processes without another server.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"},
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "soucinnost.accounts.passwords.LengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:desk"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "soucinnost.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
MFA_ADAPTER = "soucinnost.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Součinnost"
USERSESSIONS_TRACK_ACTIVITY = False

# The identity provider of the city, if it has one (docs/operations.md).
OIDC = identity_provider(PRODUCTION)
OIDC_ORIGINS = origins(OIDC["issuer"], *words("SOUCINNOST_OIDC_ORIGINS")) if OIDC else []

SESSION_ENGINE = "soucinnost.access.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_COOKIE_HTTPONLY = False
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "soucinnost.ui.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = flag("SOUCINNOST_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # throttling looks at the address that the proxy in front has added
    if DEBUG:
        raise ImproperlyConfigured("SOUCINNOST_DEBUG must not be set together with SOUCINNOST_PRODUCTION.")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Chromium holds the address to which a form is led on against this list too.
        "form-action": [SELF, *OIDC_ORIGINS],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "cs"
LANGUAGES = [("cs", _("Čeština")), ("en", _("Angličtina"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Prague"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION or flag("SOUCINNOST_STATIC_MANIFEST")
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
FILES_DIR = Path(os.environ.get("SOUCINNOST_FILES", DATA_DIR / "files"))
# Signed checkpoints of the audit log, one a line; best on another disk than the database.
AUDIT_WITNESS = Path(os.environ.get("SOUCINNOST_WITNESS", DATA_DIR / "checkpoints.log"))
# How many requests a minute one token of the machine interface may make.
API_PER_MINUTE = int(os.environ.get("SOUCINNOST_API_PER_MINUTE", "120"))
# Of one address: a whole office may stand behind it.
PORTAL_SEARCHES_PER_MINUTE = int(os.environ.get("SOUCINNOST_PORTAL_SEARCHES_PER_MINUTE", "120"))
PORTAL_FILES_PER_MINUTE = int(os.environ.get("SOUCINNOST_PORTAL_FILES_PER_MINUTE", "240"))
UPLOAD_LIMIT = int(os.environ.get("SOUCINNOST_UPLOAD_MB", "50")) * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The form in which old minutes are corrected has several fields for each paragraph and person.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Without a mail server nothing is sent and the pages say so; see docs/operations.md.
EMAIL_HOST = os.environ.get("SOUCINNOST_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("SOUCINNOST_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("SOUCINNOST_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SOUCINNOST_SMTP_PASSWORD", "")
EMAIL_USE_TLS = flag("SOUCINNOST_SMTP_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("SOUCINNOST_FROM", "soucinnost@localhost")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "django.core.mail.backends.dummy.EmailBackend"
)
MAIL_ENABLED = bool(EMAIL_HOST)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "soucinnost.kernel.tokens.TokenlessFormatter", "fmt": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("SOUCINNOST_LOG", "WARNING")},
}
