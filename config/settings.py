"""All settings, read once from the environment; README lists the variables."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.environment import Environment
from config.keys import fernet_key, kept_key, signing_key

BASE_DIR = Path(__file__).resolve().parent.parent
HOURS_IDLE = 20

environment = Environment()
DJANGO_ENV = environment.choice("DJANGO_ENV", ("local", "production", "test"))
PRODUCTION = DJANGO_ENV == "production"
TESTING = DJANGO_ENV == "test"
DEBUG = environment.yes_or_no("DEBUG")
VAR_DIR = Path(environment.text("VAR_DIR", str(BASE_DIR / "var"))).absolute()

# Secrets: production is given them, elsewhere they are made once and kept in VAR_DIR.
# Where production lacks one, a throw-away value lets the start-up checks speak in place of a traceback.
GIVEN_SECRET_KEY = environment.text("SECRET_KEY")
ANSWERS_KEYS = environment.words("ANSWERS_KEYS", [])
CONTACTS_KEYS = environment.words("CONTACTS_KEYS", [])
if PRODUCTION:
    SECRET_KEY = GIVEN_SECRET_KEY or signing_key()
else:
    SECRET_KEY = GIVEN_SECRET_KEY or kept_key(VAR_DIR / "secret.key", signing_key)
    ANSWERS_KEYS = ANSWERS_KEYS or [kept_key(VAR_DIR / "answers.key", fernet_key)]
    CONTACTS_KEYS = CONTACTS_KEYS or [kept_key(VAR_DIR / "contacts.key", fernet_key)]

ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
TRUSTED_PROXIES = environment.whole("TRUSTED_PROXIES", 0)
# Requests that the API takes from one address in a minute, for each process; 0 is no limit.
API_RATE = environment.whole("API_RATE", 0 if TESTING else 600)

INSTALLED_APPS = [
    "config",
    "catalog",
    "eligibility",
    "config.admin_site.StaffSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "csp",
    "axes",
    "simple_history",
]

MIDDLEWARE = [
    "config.logs.RequestLogMiddleware",
    "config.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "eligibility.pages.kiosk.KioskMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Pages and forms
TEMPLATE_LOADERS = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "eligibility.looks.context",
            ],
            "loaders": TEMPLATE_LOADERS if DEBUG else [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "portal"
CRISPY_ALLOWED_TEMPLATE_PACKS = "portal"
CRISPY_FAIL_SILENTLY = False

# Database
DATABASES = {"default": environment.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
DATABASE = DATABASES["default"]
DATABASE["CONN_MAX_AGE"] = 60
DATABASE["CONN_HEALTH_CHECKS"] = True
if DATABASE["ENGINE"].endswith("sqlite3"):
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    Path(DATABASE["NAME"]).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
else:
    DATABASE["OPTIONS"] = {
        "connect_timeout": 2,
        # A commit that the disk has not got yet could be forgotten, and a message that it claimed go out twice.
        "options": "-c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000 -c synchronous_commit=on",
        **DATABASE.get("OPTIONS", {}),
    }

# Redis is the broker and the shared cache where there is one; the portal works without it on one machine.
REDIS_URL = environment.address("REDIS_URL", ("redis", "rediss", "unix"))
QUEUE_DIR = VAR_DIR / "queue"
if not REDIS_URL:
    QUEUE_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
REDIS_WAITS = {"socket_connect_timeout": 1, "socket_timeout": 1}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "portal",
        "OPTIONS": REDIS_WAITS,
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Sessions hold a resident's answers, encrypted, and end after 20 idle hours.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
SESSION_COOKIE_AGE = HOURS_IDLE * 3600
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if PRODUCTION else "language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "eligibility.pages.errors.csrf_failure"

# Headers. Django's CSRF check over HTTPS needs the Referer of its own pages, hence same-origin.
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Where "leave quickly" goes; without it, to a neutral page of the portal's own.
LEAVE_URL = environment.address("LEAVE_URL", ("http", "https"))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        # Browsers hold a form's redirect to this too.
        "form-action": [SELF, *(["/".join(LEAVE_URL.split("/")[:3])] if LEAVE_URL else [])],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
DATA_UPLOAD_MAX_NUMBER_FILES = 5

# Staff sign-in
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "eligibility.pages.errors.locked_out"
AXES_VERBOSE = False

# Freshness: when a benefit is due to be checked again, and which private networks may be visited at night.
REVIEW_MONTHS = environment.whole("REVIEW_MONTHS", 12, at_least=1)
LINK_CHECK_PRIVATE = environment.networks("LINK_CHECK_PRIVATE")

# Reminders: where messages go, and how many a day at most. Without a provider they land in the local outbox.
PORTAL_URL = environment.address("PORTAL_URL", ("http", "https")).rstrip("/")
# Where the portal's own pages are while it has no public address.
LOCAL_URL = f"http://127.0.0.1:{environment.text('PORT', '8000')}"
EMAIL = environment.email("EMAIL_URL")
EMAIL_FROM = environment.text("EMAIL_FROM")
SMS_PROVIDER = environment.choice("SMS_PROVIDER", ("", "http", "alibaba"))
SMS_URL = environment.address("SMS_URL", ("http", "https"))
SMS_KEY = environment.text("SMS_KEY")
SMS_SECRET = environment.text("SMS_SECRET")
SMS_SENDER = environment.text("SMS_SENDER", "养老待遇查询")
REMINDERS_A_DAY = environment.whole("REMINDERS_A_DAY", 20_000)
# Nothing is sent between these hours; "none" where any hour will do.
QUIET_HOURS = environment.hours("QUIET_HOURS", "21:00-08:00")
CODES_A_DAY = environment.whole("CODES_A_DAY", 2_000)
SHARES_A_DAY = environment.whole("SHARES_A_DAY", 1_000)
# What must outlive a restored backup: who erased or stopped, and how many ticks there were.
LEDGER_DIR = Path(environment.text("LEDGER_DIR", str(VAR_DIR / "ledger")))

# How often each process writes what it counted of the portal's use; 0 counts nothing.
USAGE_SECONDS = environment.whole("USAGE_SECONDS", 0 if TESTING else 30)

# Language and time
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Static files
STATIC_URL = "static/"
STATIC_ROOT = Path(environment.text("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_STORAGE = "StaticFilesStorage" if TESTING else "ManifestStaticFilesStorage"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": f"django.contrib.staticfiles.storage.{STATICFILES_STORAGE}"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG or TESTING

LOGGING_CONFIG = "config.logs.configure"
LOGGING = {"level": environment.choice("LOG_LEVEL", ("INFO", "DEBUG", "WARNING", "ERROR"))}

ENVIRONMENT_PROBLEMS = tuple(environment.problems)
