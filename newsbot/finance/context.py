"""What stands beside a Latin name and shows whether its company is meant."""

import re

Listed = tuple[str, bool]
"""What stands beside a separator, and whether it has to be a name as a whole."""

_FIGURES = "(?:sales|revenues?|profits?|earnings|net income|net loss|results|shares|orders|deliveries|shipments)"
_MOVED = (
    "(?:rose|rises|fell|falls|gain(?:ed|s)|lost|loses|climb(?:ed|s)|jump(?:ed|s)|drop(?:ped|s)|slid|slides|slipped|surge[ds]"
    "|soar(?:ed|s)|tumble[ds]|plunge[ds]|sank|rall(?:ied|ies)|advance[ds]|decline[ds]|added|shed|dipped|eased|edged|grew|doubled)"
)
_CALLED = re.compile(
    r",? (?:Inc|Corp|Co|Ltd|Plc|plc|PLC|Corporation|Company|Incorporated|Limited)\b(?!-)"
    r"|(?:['’]s?)? (?i:CEO|CFO|chief (?:executive|financial|operating)|earnings)\b"
    r"|(?:['’]s?)? (?i:shares?|stock)(?= (?i:price|w[ae]s|were|are|have|ha[sd]|rose|f[ae]ll|gain|jump|drop|slid|slump"
    r"|surg|soar|tumbl|plung|clos|end|trad|rall|climb|los|added|edg|sank|sink|ris|up|down)|[,.;:)]|$)"
    r"|\.com\b(?![./@])| [<(]?[A-Z]{1,5}\.(?:N|OQ?)\b"
    r"|['’]s? (?:shares|stock|board|market (?:value|cap)|revenue|quarterly|[a-z]+-quarter|(?:gross |operating )?margins"
    r"|shareholders|dividend|buyback|guidance|balance sheet|IPO|takeover|merger|acquisition of)\b"
)
_DOES = re.compile(
    r"(?: also)? (?:reported|posted|forecast)\b[^.\n]{0,50}\b(?:quarter|earnings|revenue|profit|loss|sales|income)"
    r"|(?: also)? said(?: (?:on|in|late|last)\b[^.,\n]{1,30})?(?: that)? (?:its\b"
    r"|it (?:plans|expects|expected|planned|aims|intends|(?:would|will) (?!be\b|take\b|not be\b)))"
    r"|, (?:which|that) (?:makes|sells|owns|operates)\b"
    rf"|,? (?:which )?(?:{_MOVED}|(?:was|were|is) (?:up|down|off))(?: by)?"
    r"(?: (?:about|around|almost|nearly|another|more than|as much as|over))?"
    r" \$?[0-9][0-9.,]* ?(?:%|per ?cent\b|pct\b)(?! points?| of)"
    r"(?![^.\n]{0,30}\b(?:polls?|votes?|surveys?)\b)"
    r"|, (?:up|down) [0-9][0-9.,]* ?(?:%|per ?cent\b|pct\b)(?! points?)"
)
_SAYS = re.compile(
    r"(?: also)? (?:said|says)(?: (?:on|in|late|last)\b[^.,\n]{1,30})?(?: that)?(?: (?!the\b|a\b)[a-z-]+){0,2}"
    rf" {_FIGURES} (?:{_MOVED}|were|would|will|ha[ds])\b"
)
_KIND = re.compile(
    r"(?:\b(?i:shares|stock|stakes?|shareholders?|investors?|CEO|chief executive|bonds) (?:of|in|at) "
    r"|(?:maker|giant|retailer|manufacturer|lender|insurer|company|conglomerate|airline|brokerage|heavyweight) "
    r"|(?:companies|firms|stocks|giants|makers|retailers|banks|brands|names) (?:such as|like|including) )\Z"
)
_ARTICLE = re.compile(r"\b(?:[Tt]he|[Aa]n?) \Z")
_MOVES = re.compile(
    rf" {_MOVED}(?:[.,;]|$|\n| (?:and|on (?:Mon|Tues|Wednes|Thurs|Fri)day|after|as|ahead|in (?:late|early|after|pre)"
    r"|sharply|slightly|to (?:close|\$|a record|an? all-time)|up|down)\b)"
    r"| (?:has |have |will )?(?:announce[ds]?|unveil(?:ed|s)?|launch(?:ed|es)?|sue[ds]?|acquire[ds]?|agreed to"
    r"|plans to|recall(?:ed|s)?|(?:cut|raised) (?:its|prices|jobs))\b"
)
_NOUNS = frozenset((
    "Adobe", "Alphabet", "Amazon", "Apple", "Caterpillar", "Chevron", "Nike", "Oracle", "Tesla", "Workday",
))  # fmt: skip
"""Unlike surnames and towns these have a capital within a sentence only as names; the large companies among them."""
_PERSONS = frozenset((
    "Ball", "Brady", "Brinker", "Cooper", "Corning", "Cummins", "Dana", "Danaher", "Dover", "Eaton", "Ethan Allen",
    "Fox", "Gates", "Griffon", "Henry Schein", "Hershey", "Hubbell", "Lindsay", "Matson", "McCormick", "Moelis", "Moog",
    "Noble", "Ralph Lauren", "Robert Half", "Rogers", "Rollins", "Schrödinger", "Steve Madden", "Stepan", "Stryker",
    "Tennant", "The Andersons", "Trimble", "Waters", "Williams",
))  # fmt: skip
"""Persons and towns speak of sales, and stand beside companies, as companies do: for these names neither counts."""
_NATURE = re.compile(
    r"['’]?s? (?:of|[Rr]ain ?[Ff]orests?|[Rr]ivers?|[Bb]asin|[Ff]orests?|[Jj]ungle|tribes?|region|[Dd]elta|trees?)\b"
)
_SEPARATOR = re.compile(r"(,? (?:and|or) |, (?!Inc|Corp|Co\b|Ltd|LLC|which|who)| & |/)")
_ENDS = re.compile(
    rf"['’]s\b|[^\w\s]|\s*\Z|\n| (?:{_MOVED}"
    r"|and|or|&|sa(?:id|ys?)|is|are|w[ae]s|were|ha(?:s|d|ve)|will|would|could|may|might|in|on|at"
    r"|for|by|with|to|from|of|as|after|amid|both|all|also|led|each|among|while|but|which|who|this|last|that|stocks?)\b"
)
"""What stands after the end of a list; Visa rules and Target prices go on."""
_LISTED = 100
"""Characters looked at for names beside a name."""
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
    if text[begin:end] in _NOUNS and _is_name(text, end, before):
        return True
    if before.endswith("@"):
        return False
    if _CALLED.match(text, end) or _KIND.search(before):
        return True
    if _ARTICLE.search(before):  # the Amazon reported by travellers is a river
        return False
    return bool(_DOES.match(text, end) or (_SAYS.match(text, end) and text[begin:end] not in _PERSONS))


def _is_name(text: str, end: int, before: str) -> bool:
    if _NATURE.match(text, end) or _ARTICLE.search(before):
        return False
    return _WITHIN.search(before) is not None or _MOVES.match(text, end) is not None


def beside(text: str, begin: int, end: int) -> tuple[list[Listed], list[Listed]]:
    """What is listed with a name, "X, Y and Z", backwards from it and forwards; the nearest come first.

    Of what only a comma parts from it nothing is left over: Gates, Microsoft chairman, is no list.
    """
    if text[begin:end] in _PERSONS or not _ENDS.match(text, end):
        return [], []
    if _LONGER.search(text, max(0, begin - _BESIDE), begin):
        return [], []
    after = _SEPARATOR.split(text[end : end + _LISTED])
    forwards = (
        [(part, parted == ", ") for parted, part in zip(after[1::2], after[2::2], strict=True)] if not after[0] else []
    )
    before = _SEPARATOR.split(text[max(0, begin - _LISTED) : begin])
    is_list = len(before) > 1 and not before[-1] and (before[-2] != ", " or forwards)
    return ([(part, False) for part in before[-3::-2]] if is_list else []), forwards


def of_other(text: str, begin: int, end: int) -> bool:
    """Whether a name there is that of something else: the Wells Fargo Center, the House Intel committee."""
    return bool(_PREMISES.match(text, end) or _COMMITTEE.search(text, max(0, begin - 7), begin))
