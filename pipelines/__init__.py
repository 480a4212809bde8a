"""Scrapy item pipelines, each a short adapter around newsbot: validate, clean, tickers, dedupe, images, archive."""
