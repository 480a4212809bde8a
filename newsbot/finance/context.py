"""What stands beside a Latin name and shows whether its company is meant."""

import re

_CALLED = re.compile(
    r",? (?:Inc|Corp|Co|Ltd|Plc|plc|PLC|Corporation|Company|Incorporated|Limited)\b(?!-)"
    r"|(?:['’]s?)? (?i:CEO|CFO|chief (?:executive|financial|operating)|earnings)\b"
    r"|(?:['’]s?)? (?i:shares?|stock)(?= (?i:price|w[ae]s|were|are|have|ha[sd]|rose|f[ae]ll|gain|jump|drop|slid|slump"
    r"|surg|soar|tumbl|plung|clos|end|trad|rall|climb|los|added|edg|sank|sink|ris|up|down)|[,.;:)]|$)"
    r"|['’]s? (?:shares|stock|board|market (?:value|cap)|revenue|quarterly|[a-z]+-quarter|(?:gross |operating )?margins"
    r"|shareholders|dividend|buyback|guidance|balance sheet|IPO|takeover|merger|acquisition of)\b"
)
_DOES = re.compile(
    r"(?: also)? (?:reported|posted|forecast)\b[^.\n]{0,50}\b(?:quarter|earnings|revenue|profit|loss|sales|income)"
    r"|(?: also)? said(?: (?:on|in|late|last)\b[^.,\n]{1,30})?(?: that)? (?:its\b"
    r"|it (?:plans|expects|expected|planned|aims|intends|(?:would|will) (?!be\b|take\b|not be\b)))"
    r"|, (?:which|that) (?:makes|sells|owns|operates)\b"
)
_KIND = re.compile(
    r"(?:\b(?i:shares|stock|stakes?|shareholders?|investors?|CEO|chief executive|bonds) (?:of|in|at) "
    r"|(?:maker|giant|retailer|manufacturer|lender|insurer|company|conglomerate|airline|brokerage|heavyweight) "
    r"|(?:companies|firms|stocks|giants|makers|retailers|banks|brands|names) (?:such as|like|including) )\Z"
)
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?) \Z")
_NOUNS = frozenset(("Adobe", "Alphabet", "Apple", "Caterpillar", "Chevron", "Nike", "Oracle", "Tesla", "Workday"))
"""Unlike surnames and towns these have a capital within a sentence only as names; the large companies among them."""
_WITHIN = re.compile(r"\b(?!(?:the|an?) )[a-z]+,? \Z")
_LONGER = re.compile(
    r"\b(?!(?:The|An?|In|On|At|By|As|If|But|And|For|From|With|When|While|After|Since|Of|To|Is|Why|How|Will) )"
    r"(?:[A-Z](?:[\w’'-]*\w|\.?)|Mrs?\.|Ms\.|Dr\.) \Z"
)
_BESIDE = 40
"""Characters looked at before a name."""

_PREMISES = re.compile(
    r" (?:[A-Z][a-z]+ )?(?:Arena|Stadium|Ballpark|Field|Coliseum|Speedway|Amphitheat(?:er|re)|Theat(?:er|re)|Pavilion"
    r"|Center|Centre|Park|Hall|Tower|Building|Plaza|Museum|Championships?|Classic|Invitational|Open|Cup|Bowl|Tour|Marathon"
    r"|Courant|Place)\b"
)
_COMMITTEE = re.compile(r"\b(?:House|Senate) \Z")


def of_business(text: str, begin: int, end: int) -> bool:
    """Whether what stands there is spoken of as a company is: Apple shares, shares of Apple, the retailer Target.

    As a part of a longer name (Fiona Apple) it is not.
    """
    before = text[max(0, begin - _BESIDE) : begin]
    if _LONGER.search(before):
        return False
    if text[begin:end] in _NOUNS and _WITHIN.search(before) and not text.startswith(" of ", end):
        return True
    does = _DOES.match(text, end) and not _ARTICLE.search(before)  # the Amazon reported by travellers is a river
    return bool(does or _CALLED.match(text, end) or _KIND.search(before))


def of_other(text: str, begin: int, end: int) -> bool:
    """Whether a name there is that of something else: the Wells Fargo Center, the House Intel committee."""
    return bool(_PREMISES.match(text, end) or _COMMITTEE.search(text, max(0, begin - 7), begin))
