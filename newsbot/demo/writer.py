"""Writes the invented stories: every story is a function of its number and time alone, so that a site is the same
whenever and in whatever order its stories are made.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from newsbot.demo.story import Story

BEIJING = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 20, 20, 0, tzinfo=BEIJING)
"""The demo site's clock, unless told otherwise."""
INTERVAL = timedelta(minutes=35)
"""Between two stories, on average."""
REPRINTED_AFTER = timedelta(minutes=10)
"""Less than there is at least between two stories, so that they stay newest first."""
Draw = Callable[[Random, str], str]
_SLOT = re.compile(r"\{(\w+)\}")
_WITHOUT_EDITOR = ("old", "selfmedia", "slides")
_SIZES = ("550x333", "550x367", "600x400", "640x360", "550x412")
_FORMATS = ("jpg", "jpg", "jpg", "png", "jpg", "webp")


@cache
def load(name: str) -> dict[str, Any]:
    """A data file of the demo site, parsed."""
    return tomllib.loads(files("newsbot.demo").joinpath("data", name).read_text(encoding="utf-8"))


def number(rng: Random, slot: str) -> str:
    """A figure for the slot: q, p and P are percentages, a and A amounts, n and N counts, K tens of thousands."""
    draw: dict[str, Callable[[], str]] = {
        "q": lambda: f"{rng.uniform(0.2, 3.4):.1f}",
        "p": lambda: f"{rng.uniform(0.6, 18.9):.1f}",
        "P": lambda: str(rng.randint(20, 86)),
        "a": lambda: f"{rng.uniform(1.2, 98.7):.1f}",
        "A": lambda: str(rng.randint(120, 4800)),
        "n": lambda: str(rng.randint(3, 48)),
        "N": lambda: str(rng.randint(120, 960)),
        "K": lambda: f"{rng.uniform(1.1, 46.8):.1f}万",
        "idx": lambda: f"{rng.uniform(8000, 28000):.2f}",
        "yuan": lambda: f"{rng.uniform(3.2, 186):.2f}",
    }
    return draw[slot]()


def fill(template: str, rng: Random, fixed: dict[str, str], draw: Draw = number) -> str:
    """``template`` with its slots filled: names from ``fixed``, figures drawn anew.

    A figure whose slot ends in 1 is drawn once and kept in ``fixed``.
    """

    def slot(match: re.Match[str]) -> str:
        name = match[1]
        if name not in fixed and name.endswith("1"):
            fixed[name] = draw(rng, name[:-1])
        return fixed[name] if name in fixed else draw(rng, name)

    return _SLOT.sub(slot, template)


def names(rng: Random, kind: str, published: datetime) -> tuple[dict[str, str], dict[str, str]]:
    """What a story is about: its fixed slots, and the code of each company name among them."""
    words = load("vocabulary.toml")
    companies: dict[str, list[list[str]]] = words["companies"]
    chosen = dict(zip(("company", "company2"), rng.sample(companies[kind], 2), strict=True))
    chosen["bank"] = rng.choice([c for c in companies["bank"] if c not in chosen.values()])
    chosen["broker"] = rng.choice([c for c in companies["broker"] if c not in chosen.values()])
    fixed = {slot: name for slot, (name, _) in chosen.items()}
    fixed["city"] = rng.choice(words["cities"])
    fixed["date"] = f"{published.month}月{published.day}日"
    fixed["month"] = str(published.month - 1 or 12)
    return fixed, dict(chosen.values())


def docid(rng: Random) -> str:
    """A docid of Sina's shape: seven letters, seven digits."""
    return "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=7)) + f"{rng.randrange(10**7):07}"


def _body(lead: str, topic: dict[str, Any], rng: Random, fixed: dict[str, str], codes: dict[str, str]) -> list[str]:
    chosen = [*rng.sample(topic["paragraphs"], rng.randint(4, 7)), rng.choice(topic["closers"])]
    lines = [lead, *(fill(template, rng, fixed) for template in chosen)]
    for name, code in codes.items():  # linked at first mention, as Sina does
        at = next((i for i, line in enumerate(lines) if name in line), None)
        if at is not None:
            lines[at] = lines[at].replace(name, f"[[{code}|{name}]]", 1)
    if rng.random() < 0.3:
        at = rng.randrange(len(lines))
        sentence = lines[at].split("，", 1)
        if len(sentence) == 2 and "[[" not in sentence[0]:
            lines[at] = f"**{sentence[0]}**，{sentence[1]}"
    return lines


def _add_pictures(lines: list[str], count: int, rng: Random, fixed: dict[str, str]) -> None:
    captions = (f"图：{fixed['city']}街景", f"图：{fixed['company']}有关现场", "", "图表：近一年走势", "资料图片")
    for i in range(count):
        caption = rng.choice(captions)
        lines.insert(min(len(lines), 1 + 2 * i), f"!{rng.choice(_FORMATS)} {rng.choice(_SIZES)} {caption}".rstrip())


def write(seed: int | str, published: datetime, topic_name: str | None = None, pictures: int | None = None) -> Story:
    """An ordinary story.

    Args:
        seed: which story; the same seed and time give the same story.
        published: its time, aware.
        topic_name: a table of data/topics.toml, drawn if not given.
        pictures: how many, drawn if not given.
    """
    rng = Random(f"story {seed}")
    topics = load("topics.toml")
    topic = topics[topic_name or rng.choice(sorted(topics))]
    published = published.astimezone(BEIJING)
    words, (fixed, codes), name = load("vocabulary.toml"), names(rng, topic["kind"], published), docid(rng)
    headline, lead = (fill(template, rng, fixed) for template in rng.choice(topic["openings"]))
    lines = _body(lead, topic, rng, fixed, codes)
    _add_pictures(lines, rng.choice((0, 1, 1, 2)) if pictures is None else pictures, rng, fixed)
    return Story(
        docid=name,
        path=f"/{topic['channel']}/{published:%Y-%m-%d}/doc-i{name}.shtml",
        headline=headline,
        lines=tuple(lines),
        published=published,
        publisher=rng.choice(words["media"]),
        editor=rng.choice(words["editors"]),
        editor_code=rng.choice(words["codes"]),
        keywords=tuple(topic["keywords"]),
        section=topic["section"],
        lids=tuple(topic["lids"]),
    )


def _special_path(entry: dict[str, Any], story: Story) -> str:
    if entry.get("layout") == "slides":
        return f"/slide/slide_9_86_{story.docid[7:]}.html"
    if entry.get("layout") == "selfmedia":
        return f"/article_{int(story.docid[7:]) + 10**9}_{story.docid.encode().hex()[:17]}.html"
    channel = entry.get("channel") or story.path[1:].split("/20", 1)[0]
    if "alternative_path" in entry:
        return str(entry["alternative_path"]).format(day=f"{story.published:%Y%m%d}")
    return f"/{channel}/{story.published:%Y-%m-%d}/doc-i{story.docid}.shtml"


def _clock(day: datetime, text: str, second: int = 0) -> datetime:
    hour, minute = map(int, text.split(":"))
    return day.replace(hour=hour, minute=minute, second=second)


def _insert(entry: dict[str, Any], lines: Sequence[str]) -> tuple[str, ...]:
    half = len(lines) // 2
    return (*entry.get("first", ()), *lines[:half], *entry.get("middle", ()), *lines[half:], *entry.get("last", ()))


def special(entry: dict[str, Any], published: datetime) -> Story:
    """The story of one ``[[story]]`` table of data/special.toml."""
    if "at" in entry:
        published = _clock(published, entry["at"], published.second)
    story = write(entry["case"], published, entry["topic"], entry.get("pictures"))
    path = _special_path(entry, story)
    meta = dict(entry.get("meta", {}))
    if "published_meta" in entry:
        meta["article:published_time"] = _clock(story.published, entry["published_meta"]).isoformat()
    if entry.get("zoneless"):
        meta["article:published_time"] = f"{story.published:%Y-%m-%d %H:%M:%S}"
    listed = {
        "twin_channel": (path, f"/{entry.get('twin_channel')}/{path.rsplit('/', 2)[1]}/{path.rsplit('/', 1)[1]}"),
        "listed_as": (mobile_path(story),),
    }
    return replace(
        story,
        path=path,
        case=entry["case"],
        layout=entry.get("layout", "finance"),
        headline=entry.get("headline", story.headline),
        lines=tuple(entry["lines"]) if "lines" in entry else _insert(entry, story.lines),
        publisher=entry.get("publisher", story.publisher),
        editor="" if entry.get("layout") in _WITHOUT_EDITOR else story.editor,
        keywords=tuple(entry.get("keywords", story.keywords)),
        section=entry.get("section", story.section),
        alternative_headline=entry.get("alternative_headline"),
        updated=_clock(story.published, entry["updated"], 27) if "updated" in entry else None,
        meta=meta,
        roll_offset=entry.get("roll_offset", 0),
        listed=next((paths for key, paths in listed.items() if key in entry), ()),
        listed_title=entry.get("listed_title"),
        live_quotes=entry.get("live_quotes", False),
        disclaimer=entry.get("disclaimer"),
    )


def mobile_path(story: Story) -> str:
    """Where the mobile page of a story is."""
    return f"/{story.published:%Y-%m-%d}/detail-i{story.docid}.d.html"


def reprint(entry: dict[str, Any], original: Story) -> Story:
    """The story of one ``[[reprint]]`` table of data/special.toml: what another publisher made of ``original``."""
    name, published = docid(Random(f"reprint {entry['of']}")), original.published + REPRINTED_AFTER
    return replace(
        original,
        docid=name,
        path=f"{original.path.rsplit('/', 2)[0]}/{published:%Y-%m-%d}/doc-i{name}.shtml",
        case="reprint",
        headline=entry["headline"],
        alternative_headline=None,
        lines=original.lines[:-1],
        published=published,
        publisher=entry["publisher"],
    )


def write_all(count: int, now: datetime = NOW) -> list[Story]:
    """All special stories and ``count`` ordinary ones, newest first, mixed; reprints right before their originals."""
    plans: list[dict[str, Any] | int] = [*load("special.toml")["story"], *range(count)]
    Random("order").shuffle(plans)
    stories, topics = [], sorted(load("topics.toml"))
    for i, plan in enumerate(plans):
        at = now - INTERVAL * (i + 1) - timedelta(seconds=Random(f"second {i}").randrange(1200))
        if isinstance(plan, int):
            stories.append(write(plan, at, topics[plan % len(topics)]))
        else:
            stories.append(special(plan, at))
    for entry in load("special.toml")["reprint"]:
        place = next(i for i, story in enumerate(stories) if story.case == entry["of"])
        stories.insert(place, reprint(entry, stories[place]))
    return stories
