"""The resolver on Twisted's in-memory reactor; what it does on a real one is tested with the downloads."""

import subprocess
import sys

from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.endpoints import HostnameEndpoint
from twisted.internet.interfaces import IHostnameResolver, IReactorPluggableNameResolver
from twisted.internet.protocol import Factory
from twisted.internet.testing import MemoryReactorClock
from zope.interface import implementer

from newsbot.addresses import Allowance
from newsbot.resolver import CACHE_SECONDS, CACHE_SIZE, GUARD, Guard, GuardedResolver, install


@implementer(IHostnameResolver)
class Names:
    """A name service under the test's control; a literal answers itself, as with getaddrinfo."""

    def __init__(self, **names):
        self.names = {name.replace("_", "."): addresses for name, addresses in names.items()}
        self.asked = []

    def resolveHostName(self, receiver, hostName, portNumber=0, addressTypes=None, transportSemantics="TCP"):  # noqa: N802, N803
        self.asked.append(hostName)
        receiver.resolutionBegan(None)
        for address in self.names.get(hostName, [] if hostName.islower() else [hostName]):
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, portNumber))
        receiver.resolutionComplete()


@implementer(IReactorPluggableNameResolver)
class Reactor(MemoryReactorClock):
    def __init__(self, names):
        super().__init__()
        self.nameResolver = names

    def installNameResolver(self, resolver):  # noqa: N802
        previous, self.nameResolver = self.nameResolver, resolver
        return previous


class Receiver:
    def __init__(self):
        self.found, self.complete = [], False

    def resolutionBegan(self, resolution):  # noqa: N802
        pass

    def addressResolved(self, address):  # noqa: N802
        self.found.append((address.host, address.port))

    def resolutionComplete(self):  # noqa: N802
        self.complete = True


def ask(reactor, name, port=80, guard=None):
    receiver, token = Receiver(), GUARD.set(guard)
    try:
        install(reactor).resolveHostName(receiver, name, port)
    finally:
        GUARD.reset(token)
    assert receiver.complete
    return receiver.found


def test_drops_what_is_not_public_and_notes_it():
    reactor = Reactor(Names(mixed_example=["10.0.0.1", "8.8.8.8", "::1", "2606:4700::1111"]))
    guard = Guard()
    assert ask(reactor, "mixed.example", guard=guard) == [("8.8.8.8", 80), ("2606:4700::1111", 80)]
    assert guard.refused == ["10.0.0.1", "::1"]


def test_without_a_request_only_public_addresses():
    reactor = Reactor(Names(inside_example=["192.168.1.1"]))
    assert ask(reactor, "inside.example") == []


def test_an_allowance_is_for_one_request_also_from_the_cache():
    reactor = Reactor(Names(local_example=["127.0.0.1"]))
    allowed = Guard(Allowance.parse(["127.0.0.1:8080"]))
    assert ask(reactor, "local.example", 8080, allowed) == [("127.0.0.1", 8080)]
    assert ask(reactor, "local.example", 8080, Guard()) == []
    assert ask(reactor, "local.example", 8081, allowed) == []
    assert allowed.refused == ["127.0.0.1"]


def test_answers_are_kept_for_a_while_and_judged_again():
    names = Names(rebinding_example=["8.8.8.8"])
    reactor = Reactor(names)
    assert ask(reactor, "rebinding.example") == [("8.8.8.8", 80)]
    names.names["rebinding.example"] = ["127.0.0.1"]
    assert ask(reactor, "rebinding.example") == [("8.8.8.8", 80)]
    reactor.advance(CACHE_SECONDS)
    assert ask(reactor, "rebinding.example", guard=(guard := Guard())) == []
    assert guard.refused == ["127.0.0.1"]
    assert len(names.asked) == 2


def test_a_failed_look_up_is_not_kept_and_the_cache_is_bounded():
    names = Names()
    reactor = Reactor(names)
    assert ask(reactor, "new.example") == []
    names.names["new.example"] = ["8.8.8.8"]
    assert ask(reactor, "new.example") == [("8.8.8.8", 80)]
    names.names |= {f"h{n}.example": ["8.8.8.8"] for n in range(CACHE_SIZE + 5)}
    for n in range(CACHE_SIZE + 5):
        ask(reactor, f"h{n}.example")
    assert ask(reactor, "new.example") == [("8.8.8.8", 80)]
    assert names.asked.count("new.example") == 3


def test_endpoints_of_literals_pass_the_resolver_too():
    reactor = Reactor(Names(fine_example=["8.8.8.8"]))
    install(reactor)
    failed = []
    HostnameEndpoint(reactor, "127.0.0.1", 80).connect(Factory()).addErrback(failed.append)
    assert len(failed) == 1
    assert reactor.tcpClients == []
    HostnameEndpoint(reactor, "fine.example", 80).connect(Factory())
    assert [client[:2] for client in reactor.tcpClients] == [("8.8.8.8", 80)]


def test_the_name_of_a_proxy_is_the_operators_choice():
    reactor = Reactor(Names(proxy_example=["10.0.0.9"]))
    assert ask(reactor, "proxy.example", 3128, Guard(proxied=True)) == [("10.0.0.9", 3128)]
    assert ask(reactor, "proxy.example", 0) == []
    install(reactor).trust_proxy("proxy.example")
    assert ask(reactor, "proxy.example", 0) == [("10.0.0.9", 0)]
    assert ask(reactor, "proxy.example", 80) == []


def test_installs_once_and_stays_in_front():
    names = Names()
    reactor = Reactor(names)
    first = install(reactor)
    assert install(reactor) is first
    GuardedResolver.from_crawler(None, reactor).install_on_reactor()
    assert reactor.nameResolver is first
    other = Names(inside_example=["10.0.0.1"])
    reactor.installNameResolver(other)
    assert ask(reactor, "inside.example") == []
    assert other.asked == ["inside.example"]


def test_importing_leaves_the_choice_of_reactor_open():
    modules = "newsbot.downloads, newsbot.middlewares, newsbot.resolver, newsbot.settings, sys"
    code = f"import {modules}; sys.exit('twisted.internet.reactor' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
