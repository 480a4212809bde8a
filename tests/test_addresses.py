import ipaddress
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.addresses import Allowance, is_public, literal, refusal

REFUSED = {
    "0.0.0.0": "unspecified",
    "10.1.2.3": "private",
    "100.64.0.1": "carrier-grade NAT",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "169.254.169.254": "link-local",
    "172.31.255.255": "private",
    "192.0.0.8": "reserved",
    "192.0.2.1": "documentation",
    "192.88.99.1": "6to4 relay",
    "192.168.1.1": "private",
    "198.18.0.1": "benchmarking",
    "198.51.100.7": "documentation",
    "203.0.113.7": "documentation",
    "224.0.0.1": "multicast",
    "239.255.255.255": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "::7f00:1": "reserved",  # IPv4-compatible
    "::ffff:8.8.8.8": "IPv4-mapped",
    "::ffff:127.0.0.1": "IPv4-mapped",
    "64:ff9b::7f00:1": "NAT64",
    "64:ff9b:1::1": "NAT64",
    "100::1": "reserved",
    "2001::1": "Teredo",
    "2001:10::1": "reserved",
    "2001:db8::1": "documentation",
    "2002:7f00:1::1": "6to4",
    "3fff::1": "documentation",
    "5f00::1": "reserved",
    "fc00::1": "private",
    "fd12:3456::1": "private",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "fec0::1": "private",
    "ff02::1": "multicast",
}


@pytest.mark.parametrize(("address", "reason"), REFUSED.items())
def test_refuses_what_is_not_public(address, reason):
    assert refusal(address) == reason
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "49.7.37.60", "100.63.255.255", "100.128.0.1", "172.32.0.1", "223.255.255.255",
     "2606:4700::1111", "240e:1f:1::1", "2001:4860:4860::8888"],
)  # fmt: skip
def test_public(address):
    assert is_public(address)


@given(st.ip_addresses())
def test_never_more_generous_than_the_standard_library(ip):
    if is_public(ip):
        assert ip.is_global
        assert not ip.is_multicast
        assert not ip.is_reserved


def test_not_an_address():
    with pytest.raises(ValueError, match="localhost"):
        refusal("localhost")


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f.1", "0x7f000001", "0X7F.0.0.1", "0177.0.0.1", "017700000001",
     "127.0.0.1.", "00000177.1", "127.0.0.0x1"],
)  # fmt: skip
def test_every_spelling_of_loopback(host):
    assert literal(host) == ipaddress.ip_address("127.0.0.1")


def test_literals_of_version_6():
    assert literal("[::1]") == literal("::1") == ipaddress.ip_address("::1")


@pytest.mark.parametrize(
    "host", ["localhost", "example.com", "1.2.3.4.example", "", ".", "256.256.256.256", "4294967296", "1.2.3.4.5",
             "127.0.0.1 x", "face.b00c", "08.1"]
)  # fmt: skip
def test_names_are_no_literals(host):
    assert literal(host) is None


@given(st.text(max_size=40))
def test_literal_never_raises(host):
    literal(host)


@given(st.ip_addresses(v=4))
def test_literal_reads_the_number(ip):
    assert literal(str(int(ip))) == literal(hex(int(ip))) == ip


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:8080/x", True),
        ("https://127.1:8080/", True),
        ("http://me:secret@127.0.0.1:8080", True),
        ("http://[::1]/", True),
        ("https://[::1]/", False),
        ("https://192.168.0.1/", True),
        ("http://127.0.0.1:8081/", False),
        ("http://127.0.0.1:0/", False),
        ("http://localhost:8080/", False),
        ("http://127.0.0.1:99999/", False),
        ("http://[::1", False),
        ("", False),
    ],
)
def test_an_url_is_allowed_by_its_number(url, allowed):
    assert Allowance.parse(["127.0.0.1:8080", "[::1]:80", "192.168.0.1:443"]).allows_url(url) is allowed
    assert not Allowance().allows_url(url)


def test_allowance_is_for_address_and_port():
    allowance = Allowance.parse(["127.0.0.1:8080", " [::1]:443 "])
    assert allowance.allows("127.0.0.1", 8080)
    assert allowance.allows(ipaddress.ip_address("::1"), 443)
    assert not allowance.allows("127.0.0.1", 8081)
    assert not allowance.allows("127.0.0.2", 8080)
    assert not allowance.allows("::ffff:127.0.0.1", 8080)
    assert not Allowance().allows("127.0.0.1", 8080)


@pytest.mark.parametrize(
    "text", ["", "127.0.0.1", "127.0.0.1:", ":80", "localhost:80", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:-1",
             "127.0.0.1:８０", "::1:80", "[::1]", "[127.0.0.1]:80", "127.1:80", "127.0.0.1:80/x", "10.0.0.0/8:80"]
)  # fmt: skip
def test_bad_allowance_names_the_text(text):
    with pytest.raises(ValueError, match="such as") as caught:
        Allowance.parse([text])
    assert repr(text) in str(caught.value)


@given(st.text(max_size=30))
def test_allowance_raises_nothing_else(text):
    with suppress(ValueError):
        assert len(Allowance.parse([text]).pairs) == 1


@given(st.ip_addresses(), st.integers(1, 65535))
def test_allowance_round_trip(ip, port):
    text = f"[{ip}]:{port}" if ip.version == 6 else f"{ip}:{port}"
    assert Allowance.parse([text]).allows(ip, port)
