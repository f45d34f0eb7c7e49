"""The visitor, and whether data may be saved for them.

Local use is one person without login. A server that others can reach saves data only for people who
signed in (with Streamlit's OpenID Connect login), and every row belongs to one user.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import streamlit as st

LOCAL_OWNER = "local"
_PROXY_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")


@dataclass(frozen=True)
class Visitor:
    """The visitor of a session.

    Attributes
    ----------
    owner : str
        Owner key of their rows; empty if nothing may be saved.
    name : str
        Display name; empty in local use.
    state : {"local", "signed_in", "signed_out", "open_server", "no_identity"}
        Why data may or may not be saved: local use, signed in, not signed in, a server that others
        can reach without login, or a login without an identity.
    """

    owner: str
    name: str
    state: Literal["local", "signed_in", "signed_out", "open_server", "no_identity"]

    @property
    def may_save(self) -> bool:
        """Whether data may be saved for this visitor."""
        return bool(self.owner)


def visitor() -> Visitor:
    """Return the visitor of this session."""
    user: Mapping[str, Any] = st.user.to_dict()
    if "is_logged_in" in user:  # present only if a login is configured
        return signed_in(user)
    return unknown(str(st.get_option("server.address") or ""), st.context.headers)


def signed_in(user: Mapping[str, Any]) -> Visitor:
    """Return the visitor of a server with a login, from the claims of their identity."""
    if user.get("is_logged_in") is not True:
        return Visitor("", "", "signed_out")
    issuer, subject = user.get("iss"), user.get("sub")
    if not (_is_word(issuer) and isinstance(subject, str) and subject.strip()):
        return Visitor("", "", "no_identity")
    # A subject is unique per issuer; the address of an issuer has no space.
    name = user.get("name") or user.get("email") or subject
    return Visitor(f"{issuer} {subject}", str(name), "signed_in")


def unknown(address: str, headers: Mapping[str, str]) -> Visitor:
    """Return the visitor of a server without login: the local user, if no one else can reach it.

    Parameters
    ----------
    address : str
        Address the server is bound to; empty for all addresses of the machine.
    headers : mapping
        Headers of the request, which reveal a proxy that lets others reach a loopback address.
    """
    host = headers.get("Host")
    through_proxy = any(headers.get(name) for name in _PROXY_HEADERS)
    asked_elsewhere = host is not None and not is_loopback(urlsplit(f"//{host}").hostname or "")
    if not is_loopback(address) or through_proxy or asked_elsewhere:
        return Visitor("", "", "open_server")
    return Visitor(LOCAL_OWNER, "", "local")


def is_loopback(host: str) -> bool:
    """Return whether an address can be reached only from this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_word(text: object) -> bool:
    return isinstance(text, str) and bool(text) and not any(map(str.isspace, text))
