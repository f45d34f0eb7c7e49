"""The visitor: the local user, a signed-in person, or nobody whose data may be saved."""

from __future__ import annotations

from typing import Any

import pytest

from planner.dashboard.session.visitor import LOCAL_OWNER, signed_in, unknown
from planner.dashboard.session.visitor_store import shelf_of
from planner.errors import InputError

ANN = {"is_logged_in": True, "iss": "https://id.example", "sub": "1", "name": "Ann"}


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "127.0.0.53", "::1"])
@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", None])
def test_at_home_there_is_one_person(address: str, host: str | None) -> None:
    """A server on loopback, addressed by a loopback name, saves for the local user."""
    headers = {"Host": host} if host else {}
    assert unknown(address, headers).owner == LOCAL_OWNER


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("", {}),
        ("0.0.0.0", {"Host": "localhost:8501"}),  # noqa: S104 - what is refused
        ("::", {"Host": "localhost:8501"}),
        ("192.168.1.7", {}),
        ("plans.example", {}),
        ("unix:///run/plans", {}),
        ("localhost", {"Host": "plans.example"}),
        ("localhost", {"Host": "localhost", "X-Forwarded-For": "203.0.113.9"}),
        ("127.0.0.1", {"Host": "localhost", "Forwarded": "for=203.0.113.9"}),
    ],
)
def test_where_others_can_come_nothing_is_saved_without_login(
    address: str, headers: dict[str, str]
) -> None:
    """Behind a proxy, or bound to other addresses, no visitor is taken for the local user."""
    found = unknown(address, headers)
    assert (found.state, found.may_save) == ("open_server", False)
    with pytest.raises(InputError, match="unknown visitor"):
        shelf_of(found)


def test_a_row_belongs_to_subject_and_issuer() -> None:
    """The same subject at two login providers is two people, neither the local user."""
    other = signed_in({**ANN, "iss": "https://other.example"})
    owners = {signed_in(ANN).owner, other.owner, LOCAL_OWNER}
    assert len(owners) == 3
    assert signed_in(ANN).name == "Ann"


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"is_logged_in": False}, "signed_out"),
        ({"is_logged_in": "yes"}, "signed_out"),
        ({"sub": None}, "no_identity"),
        ({"sub": ""}, "no_identity"),
        ({"sub": 7}, "no_identity"),
        ({"iss": None}, "no_identity"),
        ({"iss": "https://id.example x"}, "no_identity"),
    ],
)
def test_who_is_not_known_owns_nothing(change: dict[str, Any], state: str) -> None:
    """Signed out, or without subject or issuer, nothing may be saved."""
    found = signed_in({**ANN, **change})
    assert (found.state, found.owner) == (state, "")
