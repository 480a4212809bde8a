"""One root exception; every message says what, where (URL, file, stanza or line) and what to do."""


class NewsbotError(Exception):
    """Anything newsbot reports instead of a traceback. Renders as one readable line.

    Args:
        what: what went wrong, a sentence without a full stop.
        where: the URL, file, stanza or line it concerns.
        do: what the reader can do about it.
    """

    def __init__(self, what: str, *, where: str | None = None, do: str | None = None) -> None:
        self.what, self.where, self.do = what, where, do
        super().__init__(what, where, do)

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        text = f"{text}. {self.do}" if self.do else text
        return " ".join(text.split())


class ConfigError(NewsbotError):
    """newsbot.toml, a command-line value or an environment variable is wrong."""


class ArchiveError(NewsbotError):
    """The archive cannot be opened, read or written."""


class ListingError(NewsbotError):
    """A listing answered, but what it answered is no listing."""


class ExtractError(NewsbotError):
    """A page answered, but no article can be read from it. The subclasses name the outcome."""


class EmptyArticle(ExtractError):
    """The page has no headline or no body."""


class SoftNotFound(ExtractError):
    """A "not found" page answered with status 200."""


class ChallengePage(ExtractError):
    """A bot check stands in front of the article."""


class LoginWall(ExtractError):
    """The article is for subscribers or members."""


class IncompleteArticle(ExtractError):
    """A page of a multi-page article is missing, and the archive holds all of them."""


class Mojibake(ExtractError):
    """The text was decoded wrongly, here or before it came to us, and cannot be restored without a loss."""


class GoneError(NewsbotError):
    """The address answered 404 or 410."""


class FetchError(NewsbotError):
    """The address could not be fetched."""


class AddressRefused(NewsbotError):
    """A request to an address that is not public and not allowed by its stanza, or not http(s)."""


class ImageRejected(NewsbotError):
    """Bytes that are no acceptable picture."""
