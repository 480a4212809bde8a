"""The settings hold together, and plain Scrapy commands work with them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.downloadermiddlewares.httpproxy import HttpProxyMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from newsbot.middlewares import ProxyMiddleware, RetryAfterMiddleware, RobotsCacheMiddleware

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def settings():
    settings = Settings()
    settings.setmodule("newsbot.settings")
    return settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REMOTE_CONTROL_ENABLED", False),
        ("TELNETCONSOLE_ENABLED", False),
        ("DOWNLOAD_VERIFY_CERTIFICATES", True),
        ("ROBOTSTXT_OBEY", True),
        ("COOKIES_ENABLED", False),
        ("AUTOTHROTTLE_ENABLED", True),
        ("MEDIA_ALLOW_REDIRECTS", True),
        ("CONCURRENT_ITEMS", 8),
        ("DOWNLOAD_TIMEOUT", 30),
        ("DOWNLOAD_MAXSIZE", 20 * 1024 * 1024),
        ("AUTOTHROTTLE_START_DELAY", 1),
        ("RETRY_TIMES", 2),
        ("REDIRECT_MAX_TIMES", 5),
    ],
)
def test_values_of_the_design(settings, name, value):
    assert settings[name] == value
    assert name in settings


def test_only_http_has_a_handler(settings):
    handlers = {scheme: path for scheme, path in settings.getwithbase("DOWNLOAD_HANDLERS").items() if path}
    assert handlers == dict.fromkeys(("http", "https"), "newsbot.downloads.GuardedHTTPDownloadHandler")


def test_every_component_exists(settings):
    names = ("DOWNLOAD_HANDLERS", "DOWNLOADER_MIDDLEWARES", "ITEM_PIPELINES", "EXTENSIONS")
    paths = [path for name in names for path in settings.getwithbase(name) if "." in path]
    for path in [*paths, settings["TWISTED_DNS_RESOLVER"], *settings["DOWNLOAD_HANDLERS"].values()]:
        assert path is None or load_object(path)


def test_pipelines_in_order(settings):
    paths = sorted(settings["ITEM_PIPELINES"], key=settings["ITEM_PIPELINES"].get)
    stages = [path.split(".")[1] for path in paths]
    assert stages == ["validate", "clean", "tickers", "dedupe", "images", "archive"]


def test_the_middlewares_stand_in_their_places(settings):
    order = settings.get_component_priority_dict_with_base("DOWNLOADER_MIDDLEWARES")
    by_class = {load_object(path): place for path, place in order.items()}
    assert by_class[RetryAfterMiddleware] > by_class[RetryMiddleware]
    assert by_class[ProxyMiddleware] < by_class[HttpProxyMiddleware]
    assert by_class[RobotsCacheMiddleware] == 100
    assert RobotsTxtMiddleware not in by_class


def test_plain_scrapy_refuses_private_addresses_too(tmp_path):
    spider = tmp_path / "inside.py"
    spider.write_text(
        "import scrapy\n\n\nclass Inside(scrapy.Spider):\n    name = 'inside'\n"
        "    start_urls = ['http://localhost:9/', 'http://127.0.0.1:9/']\n"
    )
    bare = ["-s", "ITEM_PIPELINES={}", "-s", "EXTENSIONS={}", "-s", "ROBOTSTXT_OBEY=0", "-s", "AUTOTHROTTLE_ENABLED=0"]
    env = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "runspider", str(spider), *bare],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.stderr.count("AddressRefused: http://") == 2, done.stderr
    assert 'Add -s "NEWSBOT_ALLOW_ADDRESSES=127.0.0.1:9" if you mean it' in done.stderr
    assert "Retrying" not in done.stderr
