"""Read a JavaScript object literal (unquoted keys, single quotes, comments, trailing commas) as JSON."""

import json
import re
from typing import Any

_TOKEN = re.compile(
    r"""\s+ | //[^\n]* | /\*.*?\*/
    | (?P<string>"(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
    | (?P<number>-?(?:0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?))
    | (?P<name>[A-Za-z_$][\w$]*)
    | (?P<mark>[{}\[\]:,])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_MAX_DEPTH = 50


def read_object(text: str, start: int = 0) -> Any:
    """The value of the object or array literal that begins at ``start`` (blanks and comments may precede it).

    Returns:
        Python objects as `json.loads` makes them; a bare name other than true, false and null (a variable) is ``None``.

    Raises:
        ValueError: no literal, cut off, nested deeper than 50, or something in it is an expression.
    """
    parts: list[str] = []
    closers: list[str] = []
    position = start
    while True:
        token = _TOKEN.match(text, position)
        if token is None:
            raise ValueError(f"no JavaScript literal at offset {position}")
        position = token.end()
        if token.lastgroup is None:
            continue
        mark = token["mark"]
        if mark and mark in "}]":
            if not closers or closers.pop() != mark:
                raise ValueError(f"unbalanced {mark} at offset {position}")
            if parts[-1] == ",":
                parts.pop()
        elif mark and mark in "{[":
            closers.append("}" if mark == "{" else "]")
            if len(closers) > _MAX_DEPTH:
                raise ValueError("nested too deeply")
        elif not closers:
            raise ValueError("no object or array")
        parts.append(mark or _value(token, text))
        if not closers:
            return json.loads(" ".join(parts))


def _value(token: re.Match[str], text: str) -> str:
    is_key = _next_is_colon(text, token.end())
    if token["string"]:
        return json.dumps(_ESCAPE.sub(_unescape, token["string"][1:-1]))
    if token["number"]:
        number = token["number"]
        if "x" in number.lower():
            number = str(int(number, 16))
        elif re.match(r"-?0\d", number):
            raise ValueError(f"an octal number: {number}")
        return f'"{number}"' if is_key else number
    if is_key:
        return json.dumps(token["name"])
    return token["name"] if token["name"] in {"true", "false", "null"} else "null"


def _next_is_colon(text: str, position: int) -> bool:
    return re.compile(r"\s*:").match(text, position) is not None


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _CONTROL.get(match[3], match[3])
