import pytest

from newsbot.demo.sites import pbc, sse
from newsbot.errors import ListingError
from newsbot.listings import challenges

URL = "https://query.sse.com.cn/x"


@pytest.mark.parametrize(("body", "name"), [(sse.CHALLENGE, "acw_sc__v2"), (pbc.CHALLENGE, "wzws")])
def test_a_challenge_is_named(body: bytes, name: str) -> None:
    with pytest.raises(ListingError, match=rf"blocked by a JavaScript challenge \({name}\)"):
        challenges.refuse(body, URL)


@pytest.mark.parametrize("body", [b"", b"<html><body>Bad Gateway</body></html>", "防火墙 WZW".encode()])
def test_everything_else_passes(body: bytes) -> None:
    challenges.refuse(body, URL)
