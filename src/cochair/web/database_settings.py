"""Django's settings for the database: SQLite in the home of the installation, or PostgreSQL."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def database(url: str, home: Path, tests: str = "") -> dict[str, object]:
    """Django's settings for `postgresql://user:password@host:port/name`, or SQLite when empty."""
    if not url:
        return {
            "ENGINE": "cochair.web.sqlite",
            "NAME": home / "cochair.sqlite3",
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 60,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                " PRAGMA foreign_keys=ON;",
            },
            "TEST": {"NAME": tests or None},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with {parts.scheme!r}. Write postgresql://user@host/name,"
            " or leave it empty for SQLite."
        )
    try:
        port = str(parts.port or "")
    except ValueError as problem:
        raise ImproperlyConfigured(f"DATABASE_URL has no port that exists: {problem}.") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": port,
        "CONN_MAX_AGE": 600,
        # Once the server is back, no request is lost to a connection from before.
        "CONN_HEALTH_CHECKS": True,
        # What the URL asks of the connection besides, such as sslmode.
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
