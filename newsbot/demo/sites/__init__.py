"""Lists and pages in the shape of other sites, one module each; what they say is invented.

A module has ``STANZAS``, the text of newsbot.toml for its sources (``$url`` and ``$address`` are the demo site's), and
``answer``, which answers every path below the module's name in `SITES`.
"""

from collections.abc import Mapping
from typing import Protocol

from newsbot.demo.server import Answer, Request
from newsbot.demo.sites import (
    aggregators,
    boersenzeitung,
    businessinsider,
    caixin,
    cls,
    cnbc,
    cninfo,
    csrc,
    eastmoney,
    financialpost,
    hexun,
    hkex,
    netease,
    nfra,
    pbc,
    regulators,
    sse,
    stcn,
    szse,
    wallstreetcn,
    wires,
    yicai,
)


class Site(Protocol):
    """What a module of this package offers."""

    STANZAS: str

    def answer(self, request: Request, base: str) -> Answer | None:
        """Answer a path that begins with the site's name; ``None``: there is no such page."""


SITES: Mapping[str, Site] = {
    "aggregators": aggregators,
    "boersenzeitung": boersenzeitung,
    "businessinsider": businessinsider,
    "caixin": caixin,
    "cls": cls,
    "cnbc": cnbc,
    "cninfo": cninfo,
    "csrc": csrc,
    "eastmoney": eastmoney,
    "financialpost": financialpost,
    "hexun": hexun,
    "hkex": hkex,
    "netease": netease,
    "nfra": nfra,
    "pbc": pbc,
    "regulators": regulators,
    "sse": sse,
    "stcn": stcn,
    "szse": szse,
    "wallstreetcn": wallstreetcn,
    "wires": wires,
    "yicai": yicai,
}
"""First part of a path -> the module that answers it."""
