from tests.crawling import crawler, desk, site, stranger, written

__all__ = ["crawler", "desk", "site", "stranger", "written"]
