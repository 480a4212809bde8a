"""newsbot.toml: what is crawled and when, validated before anything starts."""

from newsbot.config.durations import parse_duration
from newsbot.config.load import SHIPPED, load, parse, reload, validate_arguments, validate_names
from newsbot.config.models import (
    BY_HAND,
    ArchiveSettings,
    Config,
    DaemonSettings,
    Defaults,
    Limits,
    Schedule,
    Source,
)

__all__ = [
    "BY_HAND",
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
    "reload",
    "validate_arguments",
    "validate_names",
]
