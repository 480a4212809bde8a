"""A fast local site to measure against: invented Sina pages of 65 KB, a roll list, pictures. Its CPU is its own process's.

.venv/bin/python -m bench.site --articles 2000 --images 2    # prints its port, serves until its input closes
"""

import argparse
import asyncio
import hashlib
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

from PIL import Image

PAGE_BYTES = 65_000
"""The mean of the saved Sina pages' static HTML, as in the speeds measured for other tools."""

WORDS = tuple(
    """
    云州 港务 集团 银行 外贸 芯片 债券 利率 营收 同比 增长 下降 公告 股东 回购 产能 订单 出口 进口 监管 披露 季度 全年 业绩 预告
    基金 净值 指数 成交 公司 项目 签约 投资 融资 贷款 存款 消费 价格 供应 需求 库存 能源 电力 汽车 医药 地产 保险 证券
""".split()
)


class Pages:
    """The answers of the site, made once."""

    def __init__(self, articles: int, images: int) -> None:
        self.articles, self.images = articles, images
        self.etag = f'"{articles}-{images}"'
        self.bodies = {self.path(n): self.article(n) for n in range(articles)}
        self.pictures = {f"/img/{n}-{i}.jpg": self.picture(n * 10 + i) for n in range(articles) for i in range(images)}

    @staticmethod
    def path(n: int) -> str:
        """Return the path of an article."""
        return f"/roll/2026-11-20/doc-iabcdefg{n:07}.shtml"

    def article(self, n: int) -> bytes:
        """Return a page of `PAGE_BYTES`: 1,500 characters of article, the rest furniture around it."""
        chance = random.Random(n)
        text = lambda size: "".join(chance.choice(WORDS) for _ in range(size))  # noqa: E731
        paragraphs = "".join(
            f'<p cms-style="font-L">　　{text(40)}，{chance.randint(1, 9999)}万元。{text(40)}。</p>' for _ in range(9)
        )
        shown = "".join(
            f'<div class="img_wrapper"><img id="{i}" src="/img/{n}-{i}.jpg" alt=""><span class="img_descr">图：{text(4)}</span></div>'
            for i in range(self.images)
        )
        head = (
            f'<!doctype html><html><head><meta charset="utf-8"><title>{text(8)}{n}_新浪财经_新浪网</title>'
            f'<meta property="og:title" content="{text(8)}{n}"><meta name="weibo: article:create_at" content="2026-11-20 09:20:28">'
            f'<meta name="publishid" content="abcdefg{n:07}"><meta name="tags" content="外贸,云州"></head><body>'
            f'<div class="main-content w1240"><h1 class="main-title">{text(8)}{n}</h1><div class="date-source"><span class="date">2026年11月20日 09:20</span>'
            f'<a class="source ent-source" href="#">云州日报</a></div><div class="article" id="artibody">{paragraphs}{shown}'
            '<!-- news_keyword_pub,stock,sh600001 --><div class="clearfix appendQr_wrap"><div class="appendQr_normal_txt">海量资讯</div></div>'
            '<p class="article-editor">责任编辑：某编 SF000 </p></div></div><div class="blk-related"><ul>'
        )
        row = '<li class="item"><a href="/roll/{0}.shtml" target="_blank" data-sudaclick="blk_{0}">{1}</a><span class="time">11-20 09:2{2}</span></li>'
        furniture = []
        size = len(head.encode())
        while size < PAGE_BYTES:
            # Script between the links, so that the page holds 17 tags a kilobyte and packs to a quarter of its size: the
            # saved Chinese pages hold 11 to 21, and pack as much.
            links = "".join(row.format(chance.randint(1, 10**6), text(8), n % 10) for n in range(10))
            calls = 'window.adq.push({"slot": "PDPS000000056985", "lazy": true});' * 9
            calls += f"var related{len(furniture)} = {chance.sample(range(10**6), 70)};"
            furniture.append(links + f"<script>{calls}</script>")
            size += len(furniture[-1].encode())
        return (head + "".join(furniture) + "</ul></div></body></html>").encode()

    @staticmethod
    def picture(seed: int) -> bytes:
        """Return a JPEG of 550×366 with noise in it, about 40 KB."""
        noise = Image.frombytes("L", (110, 73), hashlib.shake_256(str(seed).encode()).digest(110 * 73)).resize(
            (550, 366)
        )
        buffer = BytesIO()
        noise.convert("RGB").save(buffer, "JPEG", quality=80)
        return buffer.getvalue()

    def answer(self, target: str, headers: str) -> tuple[int, str, bytes]:
        """Return status, media type and body of a request."""
        parts = urlsplit(target)
        if parts.path in self.bodies:
            return 200, "text/html; charset=utf-8", self.bodies[parts.path]
        if parts.path in self.pictures:
            return 200, "image/jpeg", self.pictures[parts.path]
        if parts.path == "/robots.txt":
            return 404, "text/plain", b""
        if self.etag in headers:
            return 304, "application/json", b""
        page = int(parse_qs(parts.query).get("page", ["1"])[0])
        rows = [
            {
                "title": f"{n}",
                "url": f"http://127.0.0.1:{self.port}{self.path(n)}",
                "docid": f"comos:abcdefg{n:07}",
                "ctime": "1795137600",
                "intime": "1795137600",
                "mtime": "1795137600",
                "media_name": "云州日报",
                "intro": "",
                "keywords": "",
            }
            for n in range((page - 1) * 50, min(page * 50, self.articles))
        ]
        return (
            200,
            "application/json",
            json.dumps({"result": {"status": {"code": 0}, "total": self.articles, "data": rows}}).encode(),
        )

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer requests of one connection."""
        try:
            while True:
                request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                status, media_type, body = self.answer(request.split(" ", 2)[1], request)
                head = f"HTTP/1.1 {status} OK\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\nETag: {self.etag}\r\n\r\n"
                writer.write(head.encode() + (b"" if status == 304 else body))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def run(self) -> None:
        """Print the port and serve until standard input closes."""
        server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        print(self.port, flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


@contextmanager
def serving(articles: int, images: int = 0) -> Iterator[int]:
    """Run the site in a process of its own; yields its port."""
    command = [sys.executable, "-m", "bench.site", "--articles", str(articles), "--images", str(images)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as site:
        assert site.stdout is not None
        try:
            yield int(site.stdout.readline())
        finally:
            site.kill()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--images", type=int, default=0)
    given = parser.parse_args()
    asyncio.run(Pages(given.articles, given.images).run())
