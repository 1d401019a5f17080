"""Connections that go only where they may: each address is checked after the name is resolved, and it is that address
which is connected to. A second look-up, which could answer otherwise, never happens.

    RefusedError
    ├── RefusedAddressError   every address of the host is private, loopback, link-local, multicast or reserved
    └── HostNotFoundError     the name has no address
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from functools import cache

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_IPV4_COMPATIBLE = ipaddress.ip_network("::/96")


class RefusedError(Exception):
    """A connection that was not made. The message names the host."""


class RefusedAddressError(RefusedError):
    pass


class HostNotFoundError(RefusedError):
    pass


def is_public(address: str) -> bool:
    """Whether an address, as the resolver prints it, lies on the public internet, also inside what it embeds."""
    found = ipaddress.ip_address(address.partition("%")[0])
    return all(_is_global(part) for part in (found, *_embedded(found)))


def _is_global(address: IPAddress) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and (address.is_site_local or address in _NAT64):
        return not address.is_site_local
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    return address.is_global and not special


def _embedded(address: IPAddress) -> list[IPAddress]:
    """The IPv4 addresses inside an IPv6 one: mapped, compatible, 6to4, Teredo (both ends) and NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    inside: list[IPAddress] = [part for part in (address.ipv4_mapped, address.sixtofour) if part]
    inside += address.teredo or ()
    if address in _NAT64 or address in _IPV4_COMPATIBLE:
        inside.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return inside


def resolve(host: str, port: int, allow_private: bool) -> list[str]:
    """The addresses of a host that may be connected to. Raises HostNotFoundError or RefusedAddressError."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise HostNotFoundError(f"the host {host} was not found") from error
    addresses = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    allowed = [address for address in addresses if allow_private or is_public(address)]
    if not allowed:
        raise RefusedAddressError(f"{host} is {addresses[0]}, which is not an address on the public internet")
    return allowed


def connect(host: str, port: int, timeout: float, allow_private: bool) -> socket.socket:
    """A socket to the first allowed address of the host that answers."""
    failure: OSError | None = None
    for address in resolve(host, port, allow_private):
        try:
            return socket.create_connection((address, port), timeout)
        except OSError as error:
            failure = error
    raise failure or OSError(f"no address of {host} answers")


class _GuardedHTTP(HTTPConnection):
    allow_private = False
    connect_timeout = 10.0

    def _new_conn(self) -> socket.socket:
        return _checked_socket(self, self.allow_private, self.connect_timeout)


class _GuardedHTTPS(HTTPSConnection):
    allow_private = False
    connect_timeout = 10.0

    def _new_conn(self) -> socket.socket:
        return _checked_socket(self, self.allow_private, self.connect_timeout)


def _checked_socket(connection: HTTPConnection, allow_private: bool, timeout: float) -> socket.socket:
    found = connect(connection.host.strip("[]"), connection.port, timeout, allow_private)
    found.settimeout(connection.timeout if isinstance(connection.timeout, int | float) else None)
    return found


def guarded_connection(
    scheme: str, host: str, port: int | None, *, connect_timeout: float, read_timeout: float, allow_private: bool
) -> HTTPConnection:
    """A connection, not open yet, that checks the address when it opens. It knows no proxies: they would resolve
    names where nobody checks the answer."""
    if scheme == "https":
        secure = _GuardedHTTPS(host, port or 443, timeout=read_timeout, ssl_context=_tls())
        secure.allow_private, secure.connect_timeout = allow_private, connect_timeout
        return secure
    plain = _GuardedHTTP(host, port or 80, timeout=read_timeout)
    plain.allow_private, plain.connect_timeout = allow_private, connect_timeout
    return plain


@cache
def _tls() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
