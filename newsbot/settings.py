"""Scrapy settings: where they differ from Scrapy's defaults, and why. No logic.

What belongs to one source or one machine (contact in the user agent, allowed addresses, proxy) is set per crawler
by whoever starts it; ``scrapy crawl``, ``scrapy list`` and ``scrapy shell`` work with what stands here.
"""

from importlib.util import find_spec

from newsbot import __version__

BOT_NAME = "newsbot"
SPIDER_MODULES = ["newsbot.spiders"]
NEWSPIDER_MODULE = "newsbot.spiders"

# One asyncio loop carries the crawls, the scheduler and the web endpoints; uvloop where it installs.
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
ASYNCIO_EVENT_LOOP = "uvloop.Loop" if find_spec("uvloop") else None

# Doors that must stay shut. Remote control is an HTTP server that executes posted Python, on by default
# since Scrapy 2.19; the telnet console is the same with a password.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

# Every request passes one handler that judges its address; a spider must not read file:///etc/passwd.
DOWNLOAD_HANDLERS = {
    "http": "newsbot.downloads.GuardedHTTPDownloadHandler",
    "https": "newsbot.downloads.GuardedHTTPDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
# Names are judged after DNS. Only CrawlerProcess reads this; the handler installs the same resolver elsewhere.
TWISTED_DNS_RESOLVER = "newsbot.resolver.GuardedResolver"
DOWNLOAD_VERIFY_CERTIFICATES = True  # Scrapy's default accepts any certificate

# Which stanza the requests are for ("": an address given by hand, None: plain Scrapy), the addresses it allows and
# its proxy: see newsbot.runner.source_settings.
NEWSBOT_SOURCE = None
NEWSBOT_ALLOW_ADDRESSES: list[str] = []
NEWSBOT_PROXY = None

# Limits: a page, feed or picture larger than this, as received or after decompression, is not stored.
DOWNLOAD_MAXSIZE = 20 * 1024**2  # 20 MiB
DOWNLOAD_WARNSIZE = 10 * 1024**2  # the largest honest listing met is under 2 MB
DOWNLOAD_TIMEOUT = 30  # for the whole answer; a stopping crawl waits for downloads in flight
REDIRECT_MAX_TIMES = 5  # as many as RFC 9309 wants followed for robots.txt; honest chains are shorter
METAREFRESH_MAXDELAY = 5  # seconds; a page that reloads itself every minute is no redirect
RETRY_TIMES = 2  # what still fails stays in the frontier for a later run

# Politeness.
USER_AGENT = f"newsbot/{__version__}"  # with a contact in newsbot.toml: "newsbot/0.1.0 (+contact)"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "newsbot"  # the whole user agent would also match a rule for a word of the contact
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 1  # Scrapy's 5 s would make a first page of 50 articles take minutes
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8",  # Chinese sites choose the edition by it
}
COOKIES_ENABLED = False  # an archive wants what an unknown reader sees
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # ours keeps the file for a day
    "newsbot.middlewares.RobotsCacheMiddleware": 100,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # addresses are judged by the handler
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    # On the network's side of RetryMiddleware (550), which counts and repeats what this one makes wait.
    "newsbot.middlewares.RetryAfterMiddleware": 560,
    "newsbot.middlewares.ProxyMiddleware": 740,  # HttpProxyMiddleware (750) carries out what this one decides
}

# Scrapy reads the source of every callback again for every response, to warn of a return in a generator.
WARN_ON_GENERATOR_RETURN_VALUE = False
# The frontier remembers every address whatever its length; Scrapy would drop a long one without a word.
URLLENGTH_LIMIT = 0

# Middlewares that do nothing for us but cost something for every page.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}
LOGSTATS_INTERVAL = 0

# Items.
CONCURRENT_ITEMS = 8  # Scrapy's 100 costs a fifth of the CPU
ITEM_PIPELINES = {
    "pipelines.validate.ValidatePipeline": 100,
    "pipelines.clean.CleanPipeline": 200,
    "pipelines.tickers.TickersPipeline": 300,
    "pipelines.dedupe.DedupePipeline": 400,
    "pipelines.images.ImagesPipeline": 500,
    "pipelines.archive.ArchivePipeline": 600,
}
MEDIA_ALLOW_REDIRECTS = True  # pictures move to CDNs; the target passes the same handler
EXTENSIONS = {"newsbot.extensions.CrawlRecorder": 100}

# Logs: one line per event; the run's numbers are kept in its row of the archive.
LOG_LEVEL = "INFO"
STATS_DUMP = False
MEMUSAGE_ENABLED = False  # limits are systemd's or Docker's; it only adds a timer to every crawl
HTTPCACHE_ENABLED = False  # the archive's captures are the cache
