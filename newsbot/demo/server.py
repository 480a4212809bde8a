"""The loopback HTTP server below the demo site: requests in, answers out, and ways to answer badly."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True)
class Request:
    """What was asked for; ``path`` is unquoted, ``query`` has each name's last value, ``headers`` lower-case names,
    ``body`` what was posted.
    """

    method: str
    target: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """What is sent. ``delay`` seconds pass first; ``cut`` announces the whole body, sends half of it and hangs up."""

    body: bytes = b""
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0
    cut: bool = False


def redirect(location: str) -> Answer:
    """302 to an address or path."""
    return Answer(status=302, headers={"Location": location})


def conditional(request: Request, answer: Answer, changed: datetime) -> Answer:
    """``answer`` with validators, or 304 when the request's still hold; an ETag decides before a date does."""
    etag = f'"{sha256(answer.body).hexdigest()[:20]}"'
    headers = {**answer.headers, "ETag": etag, "Last-Modified": format_datetime(changed.astimezone(UTC), usegmt=True)}
    known = request.headers.get("if-none-match")
    if known is not None:
        fresh = etag in (tag.strip().removeprefix("W/") for tag in known.split(","))
    else:
        fresh = _not_changed_since(request.headers.get("if-modified-since"), changed)
    if fresh:
        return Answer(status=304, headers=headers)
    return replace(answer, headers=headers)


def _not_changed_since(header: str | None, changed: datetime) -> bool:
    try:
        return header is not None and changed.replace(microsecond=0) <= parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return False


class Server(ThreadingHTTPServer):
    """Serves ``respond`` on 127.0.0.1, a thread per connection; ``closing`` ends the answers that are being delayed."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int, respond: Callable[[Request], Answer]) -> None:
        self.respond = respond
        self.closing = Event()
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A crawler that hangs up is no error of ours; anything else is, and is printed."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "newsbot-demo"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave in one packet
    timeout = 60

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        posted = self.rfile.read(int(headers.get("content-length", "0"))) if self.command == "POST" else b""
        answer = self.server.respond(Request(self.command, self.path, unquote(parts.path), query, headers, posted))
        if answer.delay:
            self.server.closing.wait(answer.delay)
        self._send(answer)

    do_HEAD = do_POST = do_GET  # noqa: N815 - the base class names them so

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        if answer.status != 304:
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body[: len(answer.body) // 2] if answer.cut else answer.body)
        if answer.cut:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Requests are counted in `DemoSite.hits`, not printed."""
