"""Where log lines go, for the settings: ordinary ones, events of security, and what was answered."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def logging(security_log: str, access_log: str) -> dict[str, object]:
    """What Python's logging is told; events of security go to the first file too, if one is named,
    and each answer to the second."""
    security = added_to("security", security_log, "COCHAIR_SECURITY_LOG")
    access = added_to("access", access_log, "COCHAIR_ACCESS_LOG")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "numbered": {"()": "cochair.web.security_log.Numbered"},
            "answering": {"()": "cochair.web.security_log.Answering"},
        },
        "formatters": {
            "line": {
                "format": "{asctime} {levelname} {name} [{request_number}] {message}",
                "style": "{",
            },
            "event": {"()": "cochair.web.security_log.Lines"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["numbered"],
            },
            "events": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "event",
                "filters": ["answering"],
            },
            **security,
            **access,
        },
        "loggers": {
            "cochair.security": {
                "handlers": ["events", *security],
                "level": "INFO",
                "propagate": False,
            },
            "cochair.access": {
                "handlers": [*access],
                "level": "INFO" if access else "WARNING",
                "propagate": False,
            },
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
    }


def added_to(name: str, file: str, setting: str) -> dict[str, object]:
    """A handler of this name whose events are added to a file, as lines of JSON; none without one.

    Raises ImproperlyConfigured, with the name of the setting, when the file's folder is not there.
    """
    if not file:
        return {}
    path = Path(file).expanduser()
    if not path.parent.is_dir():
        raise ImproperlyConfigured(f"{setting} is {file!r}. Name a file in a folder that exists.")
    # Opened anew when it was moved away: `logrotate` needs to tell nobody.
    kind = "logging.handlers.WatchedFileHandler"
    handler = {"class": kind, "filename": path, "formatter": "event", "delay": True}
    return {name: {**handler, "encoding": "utf-8"}}
