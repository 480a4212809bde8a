"""The English stories behind the RSS, Atom and JSON feeds: generic pages with JSON-LD, nothing of Sina in them."""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import escape
from random import Random
from typing import Any

from newsbot.demo import sina
from newsbot.demo.story import Story
from newsbot.demo.writer import BEIJING, fill, load

KINDS = ("rss", "atom", "json")
"""The feeds, by format."""


def write_english(now: datetime) -> dict[str, list[Story]]:
    """The stories of each feed, newest first; each opening in data/english.toml gives one."""
    data = load("english.toml")
    return {
        kind: [
            _story(data, kind, i, now - timedelta(hours=1 + 5 * i, minutes=7 * i)) for i in range(len(feed["openings"]))
        ]
        for kind, feed in data["feeds"].items()
    }


def _fixed(data: dict[str, Any], rng: Random, i: int, published: datetime) -> dict[str, str]:
    (company, _), (company2, code2) = rng.sample(data["companies"], 2)
    return {
        "company": company,
        "company2": company2,
        "company2_code": code2,
        "place": rng.choice(data["places"]),
        "year": f"{published:%Y}",
        "day": f"{published:%Y%m%d}",
        "y": f"{published:%Y}",
        "m": f"{published:%m}",
        "d": f"{published:%d}",
        "letter": "abcdefgh"[i % 8],
    }


def _number(rng: Random, slot: str) -> str:
    """A figure for the slot: p is a percentage, r a rate, n a count and k a small one in words."""
    draw: dict[str, Callable[[], str]] = {
        "p": lambda: f"{rng.uniform(0.4, 9.8):.1f}",
        "r": lambda: f"{rng.uniform(2, 6):.2f}",
        "n": lambda: str(rng.randint(12, 96)),
        "k": lambda: rng.choice(("four", "five", "six", "seven")),
    }
    return draw[slot]()


def _story(data: dict[str, Any], kind: str, i: int, published: datetime) -> Story:
    rng, feed = Random(f"english {kind} {i}"), data["feeds"][kind]
    fixed = _fixed(data, rng, i, published)
    chosen = [*feed["openings"][i], *rng.sample(data["text"]["paragraphs"], rng.randint(4, 7))]
    headline, *lines = (fill(text, rng, fixed, _number) for text in chosen)
    if i % 2 == 0:
        place = f"The waterfront at {fixed['place']}." if i % 4 else ""
        lines.insert(2, f"!{rng.choice(('jpg', 'webp', 'png'))} 640x360 {place}".rstrip())
    fixed["slug"] = re.sub(r"[^a-z0-9]+", "-", headline.lower()).strip("-")
    return Story(
        docid=fixed["slug"],
        path=fill(feed["path"], rng, fixed, _number),
        headline=headline,
        lines=tuple(lines),
        published=published.astimezone(BEIJING),
        publisher=feed["publisher"],
        case=f"english-{kind}",
        layout="english",
        authors=(data["authors"][i % len(data["authors"])],),
        section=feed["section"],
    )


def page(story: Story, base: str) -> tuple[str, bytes]:
    """(Content-Type, body) of an English story's page."""
    published = story.published.isoformat()
    images = [base + picture.path for picture in story.images]
    json_ld = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.headline,
        "datePublished": published,
        "dateModified": (story.updated or story.published).isoformat(),
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": {"@type": "Organization", "name": story.publisher},
        "image": images,
        "mainEntityOfPage": base + story.path,
        "articleSection": story.section,
    }
    html = sina.template("english").substitute(
        base=base,
        url=base + story.path,
        headline=escape(story.headline),
        publisher=escape(story.publisher),
        description=escape(story.body[0]),
        author=escape(", ".join(story.authors)),
        section=escape(story.section),
        iso=published,
        date=f"{story.published:%B} {story.published.day}, {story.published:%Y}",
        og_image="\n".join(f'<meta property="og:image" content="{url}">' for url in images),
        json_ld=json.dumps(json_ld).replace("</", "<\\/"),
        body=_body(story),
    )
    return "text/html; charset=utf-8", html.encode()


def _body(story: Story) -> str:
    parts = []
    for number, line in enumerate(story.lines):
        if line.startswith("!"):
            picture = story.picture(number)
            caption = f"<figcaption>{escape(picture.caption)}</figcaption>" if picture.caption else ""
            size = f'width="{picture.width}" height="{picture.height}"'
            parts.append(f'<figure><img src="{picture.path}" alt="{escape(picture.caption)}" {size}>{caption}</figure>')
        else:
            parts.append(f"<p>{escape(line, quote=False)}</p>")
    return "\n".join(parts)
