"""Addresses of the internet: one spelling for each, and what counts as one visitor's."""

from ipaddress import IPv6Address, ip_address, ip_network


def network_of(text: str) -> str:
    """What counts as one visitor's address: an IPv4 address, or the /64 that an IPv6 line has for itself.

    Empty for what is no address (a server behind a socket in the file system has none).
    """
    found = plain(text)
    if found is None:
        return ""
    address = ip_address(found)
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else found


def plain(text: str) -> str | None:
    """The plain address of `1.2.3.4`, `1.2.3.4:80`, `[::1]:80` or `::ffff:1.2.3.4`; None for anything else."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(address)
