"""Settings: what an installation may decide comes from the environment, everything else stands here.

``LUOSHI_DATA``       folder of the database, files and keys (default ``var`` in the current folder)
``LUOSHI_DATABASE``   ``postgresql://user:password@host:port/name``; without it SQLite in the data folder
``LUOSHI_HOSTS``      names under which the pages are reached, parted by commas (default: this machine only)
``LUOSHI_HTTPS``      ``1`` where a proxy on this machine takes HTTPS in front of the pages
``LUOSHI_KEYS``       folder of the keys; keep it outside the backup of the data
``LUOSHI_SEALS``      the file that takes one line a seal of the journal; best on another disk
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from luoshi.database import database
from luoshi.proxy import https_in_front
from luoshi.secret import secret_key

DATA = Path(os.environ.get("LUOSHI_DATA", "var")).absolute()
LUOSHI_DATA = DATA
LUOSHI_KEYS = Path(os.environ.get("LUOSHI_KEYS", DATA / "keys"))
LUOSHI_SEALS = Path(os.environ.get("LUOSHI_SEALS", DATA / "seals.jsonl"))

SECRET_KEY = secret_key(LUOSHI_KEYS / "session.key")
DEBUG = False
ALLOWED_HOSTS = [name for name in os.environ.get("LUOSHI_HOSTS", "127.0.0.1,localhost").split(",") if name]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "luoshi.ui",
    "luoshi.keys",
    "luoshi.jobs",
    "luoshi.searchtext",
    "luoshi.journal",
    "luoshi.bodies",
    "luoshi.workdays",
    "luoshi.people",
    "luoshi.rulebook",
    "luoshi.files",
    "luoshi.upkeep",
    "luoshi.documents",
    "luoshi.meetings",
    "luoshi.matters",
    "luoshi.api",
]
MIDDLEWARE = [
    "luoshi.security.SecurityHeaders",
    "luoshi.api.refusals.InJson",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "luoshi.people.accounts.middleware.ActingMiddleware",
    "luoshi.journal.web.RefusalPages",
]
LUOSHI_HTTPS = https_in_front(os.environ.get("LUOSHI_HTTPS", ""))
if LUOSHI_HTTPS:
    MIDDLEWARE.insert(1, "luoshi.proxy.BrowsersAddress")
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ROOT_URLCONF = "luoshi.urls"
WSGI_APPLICATION = "luoshi.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "luoshi.people.accounts.context.posts",
                "luoshi.people.starting.context.missing",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("LUOSHI_DATABASE", ""), DATA)}
AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "matters:desk"
"""Where signing in leads who asked for no page."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
"""Styles and scripts are served from the installed packages: nothing has to be collected before the first start."""

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LUOSHI_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "luoshi.security.csrf_failed"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

UPLOAD_LIMIT = 10 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * UPLOAD_LIMIT + 1024 * 1024
"""A pasted text of 10 MB in UTF-8 may take three times that in a form; beyond it the form itself answers."""
FILE_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT
UPLOAD_TOTAL = 6 * UPLOAD_LIMIT
"""Bytes kept of all files of one request; of what goes beyond, only the size is known."""
DATA_UPLOAD_MAX_NUMBER_FILES = 500
FILE_UPLOAD_HANDLERS = ["luoshi.documents.uploads.Counted"]
"""Nothing uploaded touches the disk before it has been looked at: a marked secret leaves no temporary file."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
