"""Near-duplicates on invented pairs: how many reprints are found, how many others are linked by mistake.

``python -m bench.pairs [--pairs 4000] [--seed 1] [--show 5]``; half of the pairs are Chinese. A pair counts as found
when `near.compare` says so *and* the two share a fingerprint band, as it has to be in an archive.
"""

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Container
from dataclasses import dataclass

from bench import pairs_text as texts
from newsbot.dedupe import near
from newsbot.dedupe.sentences import SHORTEST, Text


@dataclass
class Pair:
    """Two texts, what was done to get the second from the first, and whether that is a reprint."""

    language: str
    kind: str
    reprint: bool
    first: Text
    second: Text


def article(draw: random.Random, language: str) -> tuple[str, list[str]]:
    """A headline and 6 to 14 sentences of invented news about one company."""
    words = texts.WORDS[language]
    slots = texts.slots(draw, language)
    chosen = draw.sample(words["news"], draw.randint(6, 14))
    return texts.fill(draw, draw.choice(words["headlines"]), slots, language), [
        texts.fill(draw, sentence, slots, language) for sentence in chosen
    ]


def joined(draw: random.Random, sentences: list[str], language: str) -> str:
    """Sentences as paragraphs of one to three."""
    lines: list[str] = []
    rest = list(sentences)
    while rest:
        size = draw.randint(1, 3)
        lines.append(("" if language == "zh" else " ").join(rest[:size]))
        rest = rest[size:]
    return "\n".join(lines)


def reprint(draw: random.Random, language: str) -> Pair:
    """An article and what another site made of it."""
    words = texts.WORDS[language]
    if draw.random() < 0.3:
        headline, sentences = notice(draw, language, draw.randrange(len(words["notices"])))
    else:
        headline, sentences = article(draw, language)
    kinds = draw.sample(
        ["drop", "add", "source", "headline", "ads", "half", "dateline", "marks", "related", "respelt", "words"],
        draw.randint(1, 3),
    )
    other, other_headline = list(sentences), headline
    if "half" in kinds and len("".join(sentences)) > 4 * SHORTEST:
        other = other[: (len(other) + 1) // 2]
    elif "drop" in kinds:
        for _ in range(max(1, len(other) // 6)):
            del other[draw.randrange(len(other))]
    extra = {"add": words["background"], "ads": words["ads"]}
    for kind in ("add", "ads"):
        if kind in kinds:
            for sentence in draw.sample(extra[kind], draw.randint(1, 2)):
                filled = texts.fill(draw, sentence, texts.slots(draw, language), language)
                other.insert(draw.randint(1, len(other)), filled)
    if "headline" in kinds:
        other_headline = texts.fill(draw, draw.choice(words["headlines"]), texts.slots(draw, language), language)
    body, other_body = _printed(draw, language, kinds, joined(draw, sentences, language), joined(draw, other, language))
    return Pair(language, "+".join(sorted(kinds)), True, Text(headline, body), Text(other_headline, other_body))


def _printed(draw: random.Random, language: str, kinds: Container[str], body: str, other_body: str) -> tuple[str, str]:
    """The two texts with what two sites put around them, and the second in another house style."""
    words = texts.WORDS[language]
    if "dateline" in kinds:
        body, other_body = (draw.choice(words["datelines"]) + text for text in (body, other_body))
    if "respelt" in kinds:
        other_body = respelt(other_body, language)
    if "words" in kinds:
        for said, instead in words["synonyms"]:
            other_body = other_body.replace(said, instead)
    if "related" in kinds:
        body, other_body = (text + related(draw, language) for text in (body, other_body))
    if "source" in kinds:
        other_body += "\n" + draw.choice(words["sources"])
    if "marks" in kinds:
        other_body = other_body.translate(str.maketrans("，：；（）", ",:;()")) if language == "zh" else other_body
        other_body = other_body.replace("'", "’").replace('"', "“")
    return body, other_body


def respelt(text: str, language: str) -> str:
    """The same figures and dates in another house style."""
    if language == "zh":
        return re.sub(r"(?<!\d)(\d)(?=[月日])", r"0\1", text).replace("%", "％")
    text = re.sub(r"(?<=\d)%", " percent", re.sub(r" billion", "bn", text))
    return re.sub(r"\b(Jan|Sept|Oct|Nov)(?:uary|ember|ober)", r"\1.", text)


def related(draw: random.Random, language: str) -> str:
    """A list of other headlines below the text, with figures of their own."""
    words = texts.WORDS[language]
    chosen = [draw.choice(words["notices"])[0] for _ in range(draw.randint(2, 4))]
    return "\n".join(
        [
            "",
            draw.choice(words["related"]),
            *(texts.fill(draw, one, texts.slots(draw, language), language) for one in chosen),
        ]
    )


def one_word(draw: random.Random, language: str) -> Pair:
    """A text twice alike, but for the word that says what happened."""
    headline, sentences = article(draw, language)
    template, one, other = draw.choice(texts.WORDS[language]["decisions"])
    sentence = texts.fill(draw, template, texts.slots(draw, language), language)
    bodies = ([sentence.replace("_", word), *sentences[: draw.randint(3, 6)]] for word in (one, other))
    first, second = next(bodies), next(bodies)
    rest = min(len(first), len(second))
    return _pair(draw, language, "one word", (headline, first[:rest]), (headline, second[:rest]))


def notice(draw: random.Random, language: str, number: int) -> tuple[str, list[str]]:
    """One filling of a template."""
    slots = texts.slots(draw, language)
    headline, *sentences = texts.WORDS[language]["notices"][number]
    return (
        texts.fill(draw, headline, slots, language),
        [texts.fill(draw, sentence, slots, language) for sentence in sentences],
    )


def siblings(draw: random.Random, language: str) -> Pair:
    """Two fillings of one template: other figures, dates, companies."""
    number = draw.randrange(len(texts.WORDS[language]["notices"]))
    first, second = notice(draw, language, number), notice(draw, language, number)
    return _pair(draw, language, "siblings", first, second)


def one_changed(draw: random.Random, language: str) -> Pair:
    """A template filled in twice alike, but for one figure or the company."""
    number = draw.randrange(len(texts.WORDS[language]["notices"]))
    first = notice(draw, language, number)
    text = "\0".join([first[0], *first[1]])
    figures = re.findall(r"\d+(?:\.\d+)?", "\0".join(first[1]))
    old = draw.choice(figures)
    new = re.sub(r"\d", lambda digit: str((int(digit[0]) + draw.randint(1, 8)) % 10), old)
    parts = text.replace(old, new).split("\0")
    return _pair(draw, language, "one figure", first, (parts[0], parts[1:]))


def renamed(draw: random.Random, language: str) -> Pair:
    """A notice filled in twice alike, but for the company."""
    number = draw.randrange(len(texts.WORDS[language]["notices"]))
    slots = texts.slots(draw, language)
    headline, *sentences = (
        texts.fill(draw, text.replace("*", ""), slots, language) for text in texts.WORDS[language]["notices"][number]
    )
    old, new = slots["company"], texts.slots(draw, language)["company"]
    if old == new or not any(old in sentence for sentence in sentences):
        return siblings(draw, language)
    second = headline.replace(old, new), [sentence.replace(old, new) for sentence in sentences]
    return _pair(draw, language, "renamed", (headline, sentences), second)


def follow_up(draw: random.Random, language: str) -> Pair:
    """A later report that repeats the background of an earlier one."""
    headline, sentences = article(draw, language)
    other_headline, others = article(draw, language)
    shared = sentences[-draw.randint(1, max(1, len(sentences) // 3)) :]
    return _pair(draw, language, "follow-up", (headline, sentences), (other_headline, [*others, *shared]))


def same_event(draw: random.Random, language: str) -> Pair:
    """Two flashes about one event in different words."""
    slots = texts.slots(draw, language)
    one, other = draw.sample(texts.WORDS[language]["flashes"], 2)
    first, second = (texts.fill(draw, text, slots, language) for text in (one, other))
    return _pair(draw, language, "same event", (first, [first]), (second, [second]))


def digest(draw: random.Random, language: str) -> Pair:
    """A digest that holds the whole article among others."""
    first = article(draw, language)
    others = [article(draw, language)[1] for _ in range(6)]
    return _pair(
        draw,
        language,
        "digest",
        first,
        (first[0], [*others[0], *first[1], *(sentence for other in others[1:] for sentence in other)]),
    )


def _pair(
    draw: random.Random, language: str, kind: str, first: tuple[str, list[str]], second: tuple[str, list[str]]
) -> Pair:
    one, other = (Text(headline, joined(draw, body, language)) for headline, body in (first, second))
    return Pair(language, kind, False, one, other)


def generate(count: int, seed: int) -> list[Pair]:
    """Pairs of all kinds, half of them reprints."""
    draw = random.Random(seed)
    others = (siblings, renamed, one_changed, follow_up, same_event, digest, one_word)
    return [
        (reprint if number % 2 else others[number // 4 % len(others)])(draw, "zh" if number // 2 % 2 else "en")
        for number in range(count)
    ]


def main() -> int:
    """Print the shares, and some of the mistakes."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--pairs", type=int, default=4000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", type=int, default=0, help="print so many mistakes")
    given = options.parse_args()
    counts: dict[tuple[bool, str, str], Counter[bool]] = defaultdict(Counter)
    shown = 0
    for pair in generate(given.pairs, given.seed):
        match = near.compare(pair.first, pair.second, 1)
        candidate = not {*near.bands(pair.first)}.isdisjoint(near.bands(pair.second))
        linked = match is not None and candidate
        for kind in ("all", pair.kind):
            counts[pair.reprint, pair.language, kind][linked] += 1
        if linked is not pair.reprint and shown < given.show:
            shown += 1
            print(f"--- {pair.kind}: {match} candidate={candidate}\n{pair.first}\n{pair.second}")
    for (is_reprint, language, kind), counted in sorted(counts.items(), key=lambda item: (not item[0][0], item[0])):
        what, total = "reprints found" if is_reprint else "wrongly linked", counted.total()
        print(f"{what} {language} {kind:28} {counted[True]:5} of {total:5} {counted[True] / total:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
