"""Sina's slide shows: the whole article is a JavaScript object, ``var slide_data = {slide: …, images: [ … ]}``."""

import html
import re
from typing import Any

from newsbot.extract.dom import one_line
from newsbot.extract.jsobject import read_object

_START = re.compile(r"slide_data\s*=\s*(?=\{)")
_BLOCK_TAG = re.compile(r"</?(?:br|p|div)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def find(page: str) -> dict[str, Any]:
    """The object in the text of a page; empty where there is none or it cannot be read."""
    match = _START.search(page, page.find("slide_data")) if "slide_data" in page else None
    if match is None:
        return {}
    try:
        data = read_object(page, match.end())
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def text(data: dict[str, Any], name: str) -> str:
    """A text about the whole show (``title``, ``createtime``), ``""`` when missing."""
    slide = data.get("slide")
    return _plain(slide.get(name)) if isinstance(slide, dict) else ""


def body(data: dict[str, Any]) -> str | None:
    """The pictures and their texts as an article fragment; a text that is repeated with every picture comes once."""
    parts: list[str] = []
    images = data.get("images")
    for image in images if isinstance(images, list) else []:
        if not isinstance(image, dict):
            continue
        address = html.escape(_plain(image.get("download_img") or image.get("image_url")))
        parts.append(f'<figure><img src="{address}" alt="{html.escape(_plain(image.get("title")))}"></figure>')
        paragraph = f"<p>{html.escape(_plain(image.get('intro')))}</p>"
        if paragraph not in ("<p></p>", *parts):
            parts.append(paragraph)
    return "".join(parts) or None


def _plain(value: Any) -> str:
    """Text of a value, which may hold markup and entities."""
    if not isinstance(value, str):
        return ""
    return one_line(html.unescape(_TAG.sub("", _BLOCK_TAG.sub(" ", value))))
