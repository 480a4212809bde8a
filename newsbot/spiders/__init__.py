"""Thin spiders, one file per way of listing."""
