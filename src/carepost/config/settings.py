"""Django's settings, made from the instance. Nothing else in the project reads the environment."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONCE

from carepost.config.database import django_database
from carepost.config.instance import Instance

INSTANCE = Instance()
DEMO = INSTANCE.demo
DEMO_LOGINS = INSTANCE.demo_logins
DEMO_CODES_URL = INSTANCE.demo_codes_url
DEBUG = False

# A key made at each start would sign everyone out; `carepost init` writes one. Tools that only read the code need none.
SECRET_KEY = (INSTANCE.secret("django.key") or b"").decode() or secrets.token_urlsafe(50)

_public = urlsplit(INSTANCE.public_url)
SECURE_SITE = _public.scheme == "https"
ALLOWED_HOSTS = sorted({_public.hostname or "localhost", "localhost", "127.0.0.1"})
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "procrastinate.contrib.django",
    "carepost.domain.tenancy",
    "carepost.domain.identity",
    "carepost.domain.organisations",
    "carepost.domain.patients",
    "carepost.domain.directory",
    "carepost.domain.correspondence",
    "carepost.domain.ledger",
    "carepost.domain.provisioning",
    "carepost.engines.delivery",
    "carepost.engines.intake",
    "carepost.engines.notices",
    "carepost.doors.web",
    "carepost.doors.jobs",
]

MIDDLEWARE = [
    "carepost.doors.web.watching.WatchingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "carepost.doors.web.sitting.middleware.SittingMiddleware",
    "carepost.doors.web.errors.ErrorsMiddleware",
]

ROOT_URLCONF = "carepost.config.urls"
WSGI_APPLICATION = "carepost.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "carepost.doors.web.jinja.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "carepost.doors.web.drawn_for.forms",
            ],
        },
    },
]

CAREPOST_ROLES = {"owner": "carepost_owner", "app": "carepost_app", "ledger": "carepost_ledger"}
CAREPOST_ADAPTORS = "carepost.config.adaptors.ADAPTORS"
CAREPOST_SINGLE_SIGN_ON = "carepost.config.single_sign_on.providers"
DATABASES: dict[str, dict[str, Any]] = {"default": django_database(INSTANCE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "carepost_cache"}}

AUTH_USER_MODEL = "identity.Person"
AUTHENTICATION_BACKENDS = ["carepost.doors.web.sign_on.backend.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "carepost.actions.people.passwords.HardToGuess"},
    {"NAME": "carepost.actions.people.passwords.NotStolen"},
]
CAREPOST_BREACHED_PASSWORDS = INSTANCE.home / "passwords" / "stolen.bin"
ACCOUNT_ADAPTER = "carepost.doors.web.accounts.AccountAdapter"
MFA_ADAPTER = "carepost.doors.web.accounts.SecondFactorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_PASSKEY_LOGIN_ENABLED = True
# Browsers take `http://localhost` for safe; nothing else may be, and a real installation never.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO and _public.scheme == "http" and _public.hostname == "localhost"
MFA_TOTP_ISSUER = "Carepost"
MFA_TOTP_TOLERANCE = 1
# The caller behind so many proxies of ours; what callers write into the header themselves is never believed.
ALLAUTH_TRUSTED_PROXY_COUNT = INSTANCE.trusted_proxies
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600  # seconds
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "20/h/ip,5/15m/key",
    "join": "120/h/ip",  # a practice may be one caller
    "join_link": "20/h/key",  # of an invitation: nobody else can use it up
    "join_address": "5/10m/key",  # short: or anybody could keep somebody else from joining
    "join_code": "60/h/ip",  # wrong ones: forty people of one practice bring right ones in a morning
    "sign_on": "300/10m/ip",  # a practice may be one caller
    "own_code": "5/h/key",  # each is a mail, and five tries
    "text_code": "1/m/key,6/h/key",  # each costs money, and is five tries
    "join_text": "6/h/key",  # by number: whoever proves an address must not have a stranger's telephone ring
    "join_all": "600/h/key",  # of everybody together; each costs a mail
}
CAREPOST_ACCOUNT_DOMAINS = frozenset(domain.lower() for domain in INSTANCE.account_domains)
MFA_FORMS = {
    "authenticate": "carepost.doors.web.accounts.SecondStepForm",
    "generate_recovery_codes": "carepost.doors.web.accounts.RecoveryCodesForm",
    "authenticate_webauthn": "carepost.doors.web.sitting.keys.SecondStepKeyForm",
    "login_webauthn": "carepost.doors.web.sitting.keys.SignInKeyForm",
    "add_webauthn": "carepost.doors.web.sitting.keys.NewKeyForm",
}
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
# Longer than a sitting may last (domain/identity/sittings.py): whoever sends something too late is still known by it.
SESSION_COOKIE_AGE = 24 * 3600
SESSION_COOKIE_NAME = "__Host-carepost" if SECURE_SITE else "carepost"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SITE
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "carepost.doors.web.errors.csrf_failed"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE_SITE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
# In memory only: Django's other handler would write patients' files to disk, unencrypted. Larger bodies lose their
# files, not their text; the form then says so.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": [NONCE],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'self'"],
    },
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
# Nothing is collected: the files are served from the package, where nobody can change them on their own.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING_CONFIG = None

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
