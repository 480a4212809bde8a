"""Fifth stage: pictures, as original bytes. An article never waits for them longer than a minute."""

import asyncio
import logging
from typing import Any, NoReturn
from weakref import WeakValueDictionary

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.pipelines.media import MediaPipeline
from twisted.python.failure import Failure

from newsbot.errors import ImageRejected, NewsbotError
from newsbot.extensions import spider_crawl
from newsbot.items import ArticleImage, CrawledArticle, ImageRetry, Picture
from newsbot.pictures import inspect

# Scrapy logs every picture it did not get with a traceback. Ours are recorded with their reason, and tried again.
logging.getLogger("scrapy.pipelines.media").setLevel(logging.CRITICAL)

WAIT_SECONDS = 60
"""How long an article waits for its pictures; a late one is tried again by itself."""

HELD_BYTES = 8 * 2**20
"""Pictures up to this size together are stored in the article's own transaction, beyond it ahead of it."""


class ImagesPipeline(MediaPipeline):
    """Fetches the pictures an article shows, with the crawl's own downloader, throttle, robots and address checks."""

    def __init__(self, *, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self.crawl = spider_crawl(crawler)
        self.limits = self.crawl.limits
        self._held: WeakValueDictionary[str, Picture] = WeakValueDictionary()

    async def process_item(self, item: Any, spider: Any = None) -> Any:
        """Return the item, its pictures with hash or error."""
        if not isinstance(item, CrawledArticle | ImageRetry) or not self.crawl.pictures or not self._wanted(item):
            return item
        fetching = asyncio.ensure_future(super().process_item(item))
        # Never cancelled, for the downloads would go on; a picture that comes later is fetched again by its retry.
        await asyncio.wait({fetching}, timeout=WAIT_SECONDS)
        if fetching.done():
            fetching.result()
        else:
            fetching.add_done_callback(lambda late: late.exception())
            for image in self._wanted(item):
                image.sha256 = item.fetched.get(image.url)
                image.error = None if image.sha256 else f"not there after {WAIT_SECONDS} s"
        return item

    def get_media_requests(self, item: CrawledArticle | ImageRetry, info: MediaPipeline.SpiderInfo) -> list[Request]:
        """Return a request for each picture that is not archived. Some hosts answer 403 without a Referer."""
        headers = {"Referer": item.url} if item.url.startswith("http") else {}
        meta = {"download_maxsize": self.limits.image_bytes}
        return [Request(url, headers=headers, meta=meta) for url in dict.fromkeys(i.url for i in self._wanted(item))]

    def media_to_download(self, request: Request, info: MediaPipeline.SpiderInfo, *, item: Any = None) -> None:
        """Every request is downloaded: what is archived was not asked for."""

    async def media_downloaded(
        self, response: Response, request: Request, info: MediaPipeline.SpiderInfo, *, item: Any = None
    ) -> Any:
        """Return the picture's hash; raises `ImageRejected` for what is none."""
        if response.status != 200:
            raise ImageRejected(f"the server answered HTTP {response.status}", where=request.url)
        try:
            picture = inspect(response.body, max_bytes=self.limits.image_bytes, max_pixels=self.limits.image_pixels)
        except ImageRejected as error:
            raise ImageRejected(error.what, where=request.url) from error
        # Scrapy keeps what is returned here until the crawl ends: the hash, not the bytes. Those are held by the items
        # in flight, and from there on by the archive.
        item.pictures[picture.sha256] = self._held[picture.sha256] = picture
        item.fetched[request.url] = picture.sha256
        return picture.sha256

    def media_failed(self, failure: Failure, request: Request, info: MediaPipeline.SpiderInfo) -> NoReturn:
        """Pass the failure on to `item_completed`."""
        failure.raiseException()

    def item_completed(
        self, results: list[Any], item: CrawledArticle | ImageRetry, info: MediaPipeline.SpiderInfo
    ) -> Any:
        """Give each picture its hash or its error."""
        wanted: dict[str, list[ArticleImage]] = {}
        for image in self._wanted(item):
            wanted.setdefault(image.url, []).append(image)
        for (arrived, result), shown in zip(results, wanted.values(), strict=True):
            sha256, error = (result, self._take(item, result)) if arrived else (None, _reason(result.value))
            for image in shown:
                image.sha256, image.error = (None, error) if error else (sha256, None)
        self.crawler.stats.inc_value("newsbot/images_failed", sum(image.error is not None for image in item.images))
        if sum(picture.size for picture in item.pictures.values()) > HELD_BYTES:
            self.crawl.store_pictures(list(item.pictures.values()))
            item.pictures.clear()
        return item

    def _take(self, item: CrawledArticle | ImageRetry, sha256: str) -> str | None:
        """Let the item hold a picture that another one fetched; return why it cannot, if so."""
        picture = self._held.get(sha256)
        if picture is not None:
            item.pictures[sha256] = picture
        elif not self.crawl.has_picture(sha256):
            return "fetched for another article that was not stored"
        return None

    def file_path(
        self, request: Request, response: Response | None = None, info: Any = None, *, item: Any = None
    ) -> str:
        """Return the address: nothing is written to files."""
        return request.url

    @staticmethod
    def _wanted(item: CrawledArticle | ImageRetry) -> list[ArticleImage]:
        if isinstance(item, CrawledArticle) and not item.fetch_images:
            return []
        return [image for image in item.images if image.sha256 is None]


def _reason(error: BaseException) -> str:
    return str(error) if isinstance(error, NewsbotError) else f"{type(error).__name__}: {error}".removesuffix(": ")
