"""newsbot.toml: what is crawled and when, validated before anything starts."""

from newsbot.config.durations import parse_duration
from newsbot.config.load import SHIPPED, load, parse, validate_names
from newsbot.config.models import (
    ArchiveSettings,
    Config,
    DaemonSettings,
    Defaults,
    Limits,
    Schedule,
    Source,
)

__all__ = [
    "SHIPPED",
    "ArchiveSettings",
    "Config",
    "DaemonSettings",
    "Defaults",
    "Limits",
    "Schedule",
    "Source",
    "load",
    "parse",
    "parse_duration",
    "validate_names",
]
