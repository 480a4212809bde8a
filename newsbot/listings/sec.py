"""How sec.gov refuses a caller: an HTML page, with status 403 or 200, whatever was asked for."""

_REFUSALS = {
    b"Undeclared Automated Tool": (
        "sec.gov does not answer callers that do not say who they are",
        "Set `contact` in [defaults] of newsbot.toml to your mail address, and wait ten minutes",
    ),
    b"Request Rate Threshold Exceeded": (
        "sec.gov was asked too often, and does not answer for about ten minutes",
        "Poll its sources less often",
    ),
}
"""Words of the page -> what they mean, what to do."""


def refusal(body: bytes) -> tuple[str, str] | None:
    """What the page says and what to do about it; ``None`` for any other page."""
    return next((meaning for words, meaning in _REFUSALS.items() if words in body), None)
