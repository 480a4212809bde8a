"""newsbot.toml -> `Config`: finding the file, reading it, and one clear error when it is wrong."""

import json
import re
import textwrap
import tomllib
from collections.abc import Collection, Mapping
from inspect import Signature
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from newsbot.config.checks import did_you_mean
from newsbot.config.models import (
    BY_HAND,
    ArchiveSettings,
    Config,
    DaemonSettings,
    Defaults,
    Limits,
    Schedule,
    Source,
    TickerSettings,
)
from newsbot.errors import ConfigError

SHIPPED = Path(__file__).parents[2] / "schedules" / "newsbot.toml"
"""The file that comes with newsbot. The package ``schedules`` lies beside ours wherever both are installed."""
_STANZAS: dict[str, type[BaseModel]] = {
    "defaults": Defaults,
    "archive": ArchiveSettings,
    "daemon": DaemonSettings,
    "limits": Limits,
    "tickers": TickerSettings,
}
_REASONS = {
    "bool_type": "must be true or false",
    "dict_type": "must be a table",
    "greater_than_equal": "must be at least {ge}",
    "int_type": "must be a whole number",
    "less_than_equal": "must be at most {le}",
    "missing": "is missing",
    "model_type": "must be a table",
    "string_pattern_mismatch": "must have only small letters, digits and underscores",
    "string_too_short": "must not be empty",
    "string_type": "must be a text in quotes",
    "tuple_type": "must be a list",
    "value_error": "{error}",
}
"""Pydantic's kinds of complaint, worded for who writes the file."""
_SYNTAX = {
    "Illegal character '\\n'": "a quote is not closed",
    "Unterminated string": "a quote is not closed",
    "Expected \"'": "a quote is not closed",
    "Expected '=' after a key": "a key and its value are written `key = value`",
    "Expected ']' at the end of a table": "the bracket of a stanza's header is not closed",
    "Expected newline or end of document": "there is something after the value: each key has its own line",
    "Unclosed array": "the bracket of a list is not closed",
    "Unclosed inline table": "a brace is not closed",
    "Invalid value": "there is no value, or one that is no number, true or false: texts stand in quotes",
    "Invalid statement": "this is no key",
    "Cannot overwrite a value": "this key is there already",
    "Duplicate inline table key": "this key is there already",
}
"""How `tomllib` begins its complaints, in words for who writes the file."""
_INHERITED = ("timezone", "schedule", "revisit", "max_pages", "keep", "proxy")
"""Keys of ``[defaults]`` that a source without them takes over."""


def load(option: Path | None, env: Mapping[str, str], cwd: Path, shipped: Path) -> Config:
    """Find and read the configuration: ``--config``, then NEWSBOT_CONFIG, then ./newsbot.toml, then the shipped file.

    Relative paths in the file count from its folder; those of the shipped file count from the current directory,
    because it may lie in a site-packages folder that nobody can write to.

    Args:
        option: the value of ``--config``.
        env: the environment variables.
        cwd: the current directory.
        shipped: the file that comes with newsbot.

    Raises:
        ConfigError: no such file, not readable, or wrong in itself.
    """
    if option is not None:
        return _from_file(cwd / option, "--config")
    if named := env.get("NEWSBOT_CONFIG"):
        return _from_file(cwd / named, "NEWSBOT_CONFIG")
    if (own := cwd / "newsbot.toml").exists():
        return _from_file(own, "./newsbot.toml")
    return _from_file(shipped, "the shipped configuration", base=cwd)


def reload(config: Config) -> Config:
    """Read the file of a configuration again: that one, whatever other file `load` would find by now.

    Raises:
        ConfigError: it is gone, not readable, or wrong in itself.
    """
    if not config.path.exists():
        raise ConfigError("the file is gone", where=str(config.path))
    return _from_file(config.path, "the configuration", base=config.base)


def _from_file(path: Path, origin: str, base: Path | None = None) -> Config:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else f"not UTF-8 text at byte {error.start}"
        raise ConfigError(f"{origin} cannot be read: {reason}", where=str(path)) from error
    return parse(text, path, base)


def parse(text: str, path: Path, base: Path | None = None) -> Config:
    """Read the text of a newsbot.toml.

    Args:
        text: TOML.
        path: the file it came from; named in errors.
        base: the folder its relative paths count from, by default that of ``path``.

    Raises:
        ConfigError: names file, stanza, key and value of the first thing that is wrong.
    """
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also an integer of thousands of digits
        raise ConfigError(_syntax(error), where=str(path)) from error
    _refuse_names(raw, path)
    completed = {**raw, "source": _with_defaults(raw.get("source", {}), raw.get("defaults", {}))}
    stanzas = raw.get("source", {})
    tables = stanzas.items() if isinstance(stanzas, dict) else ()
    zoned = [name for name, stanza in tables if isinstance(stanza, dict) and "timezone" in stanza]
    try:
        given = {**completed, "path": path, "base": base or path.parent}
        config = Config.model_validate(given, context={"name a zone": zoned})
    except ValidationError as error:
        raise _explain(error, raw, path) from None
    _refuse_doubles(config)
    return config


def _syntax(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    message, _, place = str(error).rpartition(" (at ")
    line = re.match(r"line (\d+)", place)
    where = f"line {line[1]}" if line else "at the end"
    if message.startswith("Cannot declare"):
        name = ".".join(re.findall("'([^']*)'", message))
        return f"{where}: there are two stanzas [{name}]"
    words = next((said for begin, said in _SYNTAX.items() if message.startswith(begin)), None)
    if words is None:
        return f"{where}: {message}" if message else str(error)
    return f"{where}: {words}"


def _refuse_names(raw: dict[str, Any], path: Path) -> None:
    """What only we set (``path``, ``base``, a source's ``name``) is no key of the file."""
    for key in raw.keys() & {"path", "base"}:
        raise _unknown_stanza(key, path)
    sources = raw.get("source", {})
    for name, stanza in sources.items() if isinstance(sources, dict) else ():
        if name == BY_HAND:
            do = "Its articles are those of addresses given on the command line: choose another name"
            raise ConfigError("this name is reserved", where=f"{path} [source.{name}]", do=do)
        if isinstance(stanza, dict) and "name" in stanza:
            where = f"{path} [source.{name}]"
            raise ConfigError("unknown key `name`", where=where, do="A source is named by the stanza's header")


def _with_defaults(sources: Any, defaults: Any) -> Any:
    """Source stanzas completed by ``[defaults]`` and their own header; what is no table is left for the models."""
    if not isinstance(sources, dict) or not isinstance(defaults, dict):
        return sources
    inherited = {key: defaults[key] for key in _INHERITED if key in defaults}
    return {name: _complete(name, stanza, inherited) for name, stanza in sources.items()}


def _complete(name: str, stanza: Any, inherited: dict[str, Any]) -> Any:
    if not isinstance(stanza, dict):
        return stanza
    full = {**inherited, **stanza, "name": name}
    schedule = full.get("schedule")
    if isinstance(schedule, dict) and "timezone" in full:  # a cron line is in the zone of its source
        full["schedule"] = {"timezone": full["timezone"], **schedule}
    return full


def _explain(error: ValidationError, raw: dict[str, Any], path: Path) -> ConfigError:
    """The first of pydantic's complaints in the words of the file."""
    first = error.errors(include_url=False)[0]
    location = [str(part) for part in first["loc"]]
    depth = 2 if location[0] == "source" else 1
    if first["type"] == "extra_forbidden" and len(location) == 1:
        return _unknown_stanza(location[0], path)
    where = f"{path} [{'.'.join(location[:depth])}]"
    key = ".".join(location[depth:])
    if first["type"] == "extra_forbidden":
        shown = _shown(raw, first["loc"], first["input"])
        do = did_you_mean(location[-1], _keys_of(location))
        return ConfigError(f"unknown key `{key}`{shown}", where=where, do=do)
    if first["loc"][depth:] == ("name",):
        return ConfigError("a source's name has only small letters, digits and hyphens", where=where)
    known = _REASONS.get(first["type"])
    reason = known.format(**first.get("ctx", {})) if known else first["msg"]
    value = _shown(raw, first["loc"], first["input"])
    return ConfigError(f"`{key}`{value}: {reason}" if key else reason, where=where)


def _unknown_stanza(name: str, path: Path) -> ConfigError:
    known = {"source", *_STANZAS}
    do = did_you_mean(name, known) or f"There are {', '.join(f'[{stanza}]' for stanza in sorted(known))}"
    return ConfigError(f"unknown stanza [{name}]", where=str(path), do=do)


def _keys_of(location: list[str]) -> set[str]:
    """The keys that may stand where the unknown one stands."""
    model = Schedule if "schedule" in location[:-1] else _STANZAS.get(location[0], Source)
    return set(model.model_fields) - {"name"}


def _shown(raw: dict[str, Any], location: tuple[int | str, ...], checked: object) -> str:
    """`` = value`` as the file has it, shortened; nothing for tables, and nothing that may hold a password."""
    value: Any = raw
    try:
        for part in location:
            value = value[part]
    except (KeyError, IndexError, TypeError):  # inherited from [defaults]
        value = checked
    if isinstance(value, dict) or "proxy" in location:
        return ""
    return f" = {textwrap.shorten(json.dumps(value, ensure_ascii=False, default=str), 100, placeholder='…')}"


def _refuse_doubles(config: Config) -> None:
    seen: dict[tuple[object, ...], str] = {}
    for source in config.enabled():
        other = seen.setdefault(source.listing, source.name)
        if other != source.name:
            raise ConfigError(
                f"lists the same as [source.{other}]",
                where=f"{config.path} [source.{source.name}]",
                do="Remove one of them, or set `enabled = false`",
            )


def validate_names(config: Config, spiders: Collection[str], pages: Collection[str]) -> None:
    """Check that every source's spider and page object exist.

    Args:
        config: a loaded configuration.
        spiders: the spiders there are, as ``scrapy list`` prints them.
        pages: the names of the page objects there are.

    Raises:
        ConfigError: names the first stanza that says something else.
    """
    for source in config.source.values():
        for key, name, known in (("spider", source.spider, spiders), ("page", source.page, pages)):
            if name is not None and name not in known:
                raise ConfigError(
                    f'`{key}` = "{name}": there is no such {key}',
                    where=f"{config.path} [source.{source.name}]",
                    do=did_you_mean(name, frozenset(known)) or f"There are {', '.join(sorted(known))}",
                )


def validate_arguments(config: Config, spiders: Mapping[str, Signature]) -> None:
    """Check that every source's spider takes its arguments, and gets those it cannot do without.

    Args:
        config: a loaded configuration whose names are right.
        spiders: how each is called.

    Raises:
        ConfigError: names the first stanza that says something else.
    """
    for source in config.source.values():
        where, taken = f"{config.path} [source.{source.name}] args", spiders[source.spider].parameters
        for key in source.arguments:
            if key not in taken:
                known = frozenset(taken) - {"url"}
                raise ConfigError(
                    f"the spider {source.spider} has no argument `{key}`",
                    where=where,
                    do=did_you_mean(key, known) or f"It has {', '.join(sorted(known)) or 'none'}",
                )
        for key, parameter in taken.items():
            if parameter.default is parameter.empty and key not in source.arguments:
                raise ConfigError(f"the spider {source.spider} needs the argument `{key}`", where=where)
