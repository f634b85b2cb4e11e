"""Django's settings for the database: SQLite in the home of the installation, or PostgreSQL."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Connections of one process to PostgreSQL: made when they are needed and checked before each use.
# After a failure the next request tries anew at once, so that none is lost once the server is back.
POOL = {"min_size": 0, "max_size": 64, "timeout": 5, "reconnect_timeout": 1, "max_idle": 60}


def database(url: str, home: Path, tests: str = "") -> dict[str, object]:
    """Django's settings for `postgresql://user:password@host:port/name`, or SQLite when empty."""
    if not url:
        return {
            "ENGINE": "cochair.web.sqlite",
            "NAME": home / "cochair.sqlite3",
            # The server ends threads that are idle: a connection that outlives a request would stay
            # open for nobody.
            "CONN_MAX_AGE": 0,
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
        "CONN_HEALTH_CHECKS": True,
        # What the URL asks of the connection besides, such as sslmode, and the pool of each process.
        "OPTIONS": {**dict(parse_qsl(parts.query)), "pool": POOL},
    }
