"""A small invented finance site, served on loopback for the demo and the tests."""

from newsbot.demo.site import DemoSite
from newsbot.demo.story import Picture, Story

__all__ = ["DemoSite", "Picture", "Story"]
