"""Where log lines go, for the settings: ordinary ones, and the events of security."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def logging(security_log: str) -> dict[str, object]:
    """What Python's logging is told; events of security go to this file too, if one is named."""
    file = security_file(security_log)
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
            **file,
        },
        "loggers": {
            "cochair.security": {
                "handlers": ["events", *file],
                "level": "INFO",
                "propagate": False,
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
    }


def security_file(file: str) -> dict[str, object]:
    """The handler of the file that events of security are added to as well; none without a file."""
    if not file:
        return {}
    path = Path(file).expanduser()
    if not path.parent.is_dir():
        raise ImproperlyConfigured(
            f"COCHAIR_SECURITY_LOG is {file!r}. Name a file in a folder that exists."
        )
    # Opened anew when it was moved away: `logrotate` needs to tell nobody.
    kind = "logging.handlers.WatchedFileHandler"
    handler = {"class": kind, "filename": path, "formatter": "event", "delay": True}
    return {"security_file": {**handler, "encoding": "utf-8"}}
