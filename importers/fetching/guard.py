"""Connections that go only where they may: each address is checked after the name is resolved, and it is that address
which is connected to. A second look-up, which could answer otherwise, never happens.

    RefusedError
    ├── RefusedAddressError   every address of the host is private, loopback, link-local, multicast or reserved
    └── HostNotFoundError     the name has no address
"""

from __future__ import annotations

import ipaddress
import socket

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")
_ISATAP = frozenset([0x00005EFE, 0x02005EFE])
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
    if isinstance(address, ipaddress.IPv6Address) and address in _NAT64:
        return True
    if isinstance(address, ipaddress.IPv6Address) and (address.is_site_local or address in _LOCAL_NAT64):
        return False
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    return address.is_global and not special


def _embedded(address: IPAddress) -> list[IPAddress]:
    """The IPv4 addresses inside an IPv6 one: mapped, compatible, 6to4, Teredo (both ends), NAT64 and ISATAP."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    inside: list[IPAddress] = [part for part in (address.ipv4_mapped, address.sixtofour) if part]
    inside += address.teredo or ()
    in_interface = (int(address) >> 32) & 0xFFFFFFFF in _ISATAP
    if address in _NAT64 or address in _LOCAL_NAT64 or address in _IPV4_COMPATIBLE or in_interface:
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
        leads = host if host in addresses else f"{host} leads to {addresses[0]}, which"
        raise RefusedAddressError(f"{leads} is not on the public internet")
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
