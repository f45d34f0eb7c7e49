"""Who is visiting, and whether their things may be saved here.

Local use is one person without login. A server that others can reach saves only for people who
signed in (Streamlit's own OpenID Connect login), and each row belongs to its user.
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
    """Who is there.

    Attributes
    ----------
    owner : str
        Whose rows are theirs; empty where nothing may be saved.
    name : str
        What to call them; empty in local use.
    state : {"local", "signed_in", "signed_out", "open_server", "no_identity"}
        Why something or nothing may be saved: one person's own computer, signed in, not yet
        signed in, a server that others reach without login, or a provider that names nobody.
    """

    owner: str
    name: str
    state: Literal["local", "signed_in", "signed_out", "open_server", "no_identity"]

    @property
    def may_save(self) -> bool:
        """Whether there is somebody to save for."""
        return bool(self.owner)


def visitor() -> Visitor:
    """Return who is visiting."""
    user: Mapping[str, Any] = st.user.to_dict()
    if "is_logged_in" in user:  # there only where a login is configured
        return signed_in(user)
    return unknown(str(st.get_option("server.address") or ""), st.context.headers)


def signed_in(user: Mapping[str, Any]) -> Visitor:
    """Return the visitor of a server with a login, from the claims of their identity."""
    if user.get("is_logged_in") is not True:
        return Visitor("", "", "signed_out")
    issuer, subject = user.get("iss"), user.get("sub")
    if not (_is_word(issuer) and isinstance(subject, str) and subject.strip()):
        return Visitor("", "", "no_identity")
    # A subject is unique at its issuer only; no issuer's address holds a space.
    name = user.get("name") or user.get("email") or subject
    return Visitor(f"{issuer} {subject}", str(name), "signed_in")


def unknown(address: str, headers: Mapping[str, str]) -> Visitor:
    """Return the visitor of a server without a login: one person, where only they can come.

    Parameters
    ----------
    address : str
        What the server is bound to; empty for every address of the machine.
    headers : mapping
        Of the request. A proxy before a server on loopback lets others in too.
    """
    host = headers.get("Host")
    through_proxy = any(headers.get(name) for name in _PROXY_HEADERS)
    asked_elsewhere = host is not None and not is_loopback(urlsplit(f"//{host}").hostname or "")
    if not is_loopback(address) or through_proxy or asked_elsewhere:
        return Visitor("", "", "open_server")
    return Visitor(LOCAL_OWNER, "", "local")


def is_loopback(host: str) -> bool:
    """Tell whether an address can be reached from this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_word(text: object) -> bool:
    return isinstance(text, str) and bool(text) and not any(map(str.isspace, text))
