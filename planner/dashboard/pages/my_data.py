"""The page My data: save, open, rename and delete documents; export, import and delete all."""

from __future__ import annotations

import streamlit as st

from planner.dashboard.actions import my_data_actions
from planner.dashboard.session import state, visitor_items, visitor_store
from planner.dashboard.session.visitor import Visitor, visitor
from planner.dashboard.wording.i18n import N_, _, ngettext, translated
from planner.dashboard.wording.labels import item_label
from planner.dashboard.wording.text import as_list, plain, small
from planner.errors import PlannerError
from planner.nutrition.user_files import EXPORT_BYTES
from planner.store import Entry, Shelf, export_all

MOST_SHOWN = 20
EXPORT_NAME = "steadyplate-my-data.json"
HEADINGS = {
    "profile": N_("Profiles"),
    "household": N_("Households"),
    "plan": N_("Plans"),
    "own_food": N_("Own foods"),
    "own_dish": N_("Own dishes"),
    "shops": N_("Shops and prices"),
}
VERDICTS = {"liked": N_("liked"), "disliked": N_("disliked"), "banned": N_("never again")}
WHY_NOT = {
    "open_server": N_(
        "**Nothing is saved here.** This server can be reached from other computers and no login "
        "is set up, so it cannot tell one visitor's data from another's. Whoever runs it can set "
        "up a login, or let it be reached from its own computer alone (README, Hosting). Plans can "
        "still be made, downloaded and kept as a link."
    ),
    "signed_out": N_(
        "**Sign in to save.** What you save is kept under your account and shown to nobody else. "
        "Plans can be made, downloaded and kept as a link without it."
    ),
    "no_identity": N_(
        "**Nothing is saved for this login.** The provider did not say who you are (the claims "
        "`iss` and `sub` are missing). Whoever runs this server can ask it for the scope `openid`."
    ),
}


def show() -> None:
    """Draw the page."""
    st.title(_("My data"), anchor=False)
    who = visitor()
    if not who.may_save:
        _say_why_not(who)
        return
    _report()
    try:
        shelf = visitor_store.shelf_of(who)
        entries = shelf.entries()
        _say_where(who)
        _keep()
        _show_saved(entries)
        _show_marks(shelf)
        _take_along(shelf)
        _leave_nothing(len(entries))
    except PlannerError as error:
        st.error(
            _("**The saved data cannot be reached.**") + f"\n\n{as_list(str(error).splitlines())}",
            icon=":material/error:",
        )


def _say_why_not(who: Visitor) -> None:
    st.info(_(WHY_NOT[who.state]), icon=":material/lock:")
    if who.state == "signed_out" and st.button(
        _("Sign in"), type="primary", icon=":material/login:", key="data_sign_in"
    ):
        st.login()
    if who.state == "no_identity":
        st.button(_("Sign out"), on_click=st.logout, key="data_sign_out")


def _say_where(who: Visitor) -> None:
    if who.state == "local":
        on_disk, place = visitor_store.where()
        here = _("Saved on this computer, in {place}. Nothing leaves it.")
        there = _("Saved in the database on {place}.")
        st.markdown((here if on_disk else there).format(place=plain(place)))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        words = _("Signed in as {name}. Nobody else sees what you save.")
        st.markdown(words.format(name=plain(who.name)), width="stretch")
        st.button(_("Sign out"), on_click=st.logout, icon=":material/logout:", key="data_sign_out")


def _report() -> None:
    """Show once the result of the latest action."""
    done, problem = (st.session_state.pop(f"data_{key}", "") for key in ("done", "problem"))
    if problem:
        st.error(
            _("**That was not done.**") + f"\n\n{as_list(problem.splitlines())}",
            icon=":material/error:",
        )
    elif done:
        st.success(done, icon=":material/check:")


def _keep() -> None:
    """Draw the buttons that save the current plan, profile or household."""
    now = state.standing()
    if now is None:
        return
    st.header(_("Save the current plan"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Name"), key="data_name", max_chars=120, persist_state="session")
        for kind, label in (
            ("plan", _("Save the plan")),
            ("profile", _("Save the profile")),
            ("household", _("Save the household")),
        ):
            several = len(now.question.requests) > 1
            if (kind == "household") != several and kind != "plan":
                continue
            st.button(
                label,
                key=f"data_save_{kind}",
                icon=":material/save:",
                disabled=kind == "plan" and not now.plans,
                on_click=my_data_actions.save,
                args=(kind,),
            )
    st.markdown(small(_("A profile is who you are, what you eat and what you asked for.")))


def _show_saved(entries: tuple[Entry, ...]) -> None:
    """Draw the saved documents by kind."""
    if not entries:
        st.info(_("Nothing is saved yet."), icon=":material/inventory_2:")
        return
    for kind, heading in translated(HEADINGS).items():
        found = [entry for entry in entries if entry.kind == kind]
        if not found:
            continue
        st.header(heading, anchor=False)
        if len(found) > MOST_SHOWN:
            sought = st.text_input(_("Search"), key=f"data_search_{kind}").strip().lower()
            found = [entry for entry in found if sought in entry.name.lower()]
        for entry in found[:MOST_SHOWN]:
            _show_entry(entry)
        more = len(found) - MOST_SHOWN
        if more > 0:
            words = ngettext("{more} more: search by name", "{more} more: search by name", more)
            st.markdown(small(words.format(more=more)))


def _show_entry(entry: Entry) -> None:
    """Draw one saved document with its actions."""
    with st.container(horizontal=True, vertical_alignment="center"):
        day = entry.saved_at.date().isoformat()
        st.markdown(f"**{plain(entry.name)}** {small(plain(day))}", width="stretch")
        own = entry.kind in {"own_food", "own_dish"}
        said = _("Plan with {name}") if own else _("Open {name}")
        if entry.kind == "shops":  # it counts in every plan, and is changed on the page Shopping
            st.button(
                _("Delete"),
                key=f"data_delete_{entry.id}",
                icon=":material/delete:",
                on_click=my_data_actions.delete_entry,
                args=(entry,),
            )
            return
        st.button(
            _("Use") if own else _("Open"),
            key=f"data_open_{entry.id}",
            icon=":material/add:" if own else ":material/open_in_new:",
            help=said.format(name=plain(entry.name)),
            on_click=my_data_actions.use if own else my_data_actions.open_entry,
            args=(entry,),
        )
        with st.popover(_("Change"), icon=":material/edit:"):
            key = f"data_rename_{entry.id}"
            st.text_input(_("New name"), value=entry.name, key=key, max_chars=120)
            st.button(
                _("Rename"),
                key=f"data_do_{key}",
                on_click=my_data_actions.rename,
                args=(entry, key),
            )
            st.button(
                _("Delete"),
                key=f"data_delete_{entry.id}",
                icon=":material/delete:",
                on_click=my_data_actions.delete_entry,
                args=(entry,),
            )


def _show_marks(shelf: Shelf) -> None:
    """Draw favourites and the pantry."""
    favourites, pantry = shelf.favourites(), shelf.pantry()
    if favourites:
        st.header(_("Favourites"), anchor=False)
        verdicts, catalog = translated(VERDICTS), visitor_items.catalog()
        names = {subject: item_label(subject, catalog) for subject in favourites}
        for subject, verdict in sorted(favourites.items(), key=lambda row: names[row[0]]):
            with st.container(horizontal=True, vertical_alignment="center"):
                words = f"{plain(names[subject])}: {verdicts[verdict]}"
                st.markdown(words, width="stretch")
                st.button(
                    _("Remove"),
                    key=f"data_forget_{subject}",
                    help=_("Remove {name}").format(name=plain(names[subject])),
                    on_click=my_data_actions.forget,
                    args=(subject,),
                )
    if pantry:
        count = len(pantry)
        words = ngettext("{count} food in the pantry", "{count} foods in the pantry", count)
        st.markdown(words.format(count=count))


def _take_along(shelf: Shelf) -> None:
    """Draw the export of everything and the import."""
    st.header(_("Export and import"), anchor=False)
    st.download_button(
        _("Export everything"),
        data=lambda: export_all(shelf),
        file_name=EXPORT_NAME,
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
        key="data_export",
    )
    given = st.file_uploader(
        _("Import an export (items with the same name are replaced)"),
        type="json",
        key="data_file",
        max_upload_size=EXPORT_BYTES // 1_000_000,
    )
    if given is not None:
        content = given.getvalue()
        st.button(
            _("Import"), key="data_import", on_click=my_data_actions.take_over, args=(content,)
        )


def _leave_nothing(count: int) -> None:
    """Draw the deletion of everything, with a confirmation."""
    st.header(_("Delete everything"), anchor=False)
    sure = st.checkbox(_("Yes, delete everything I saved. This cannot be undone."), key="data_sure")
    st.button(
        _("Delete everything"),
        key="data_delete_all",
        icon=":material/delete_forever:",
        disabled=not sure,
        on_click=my_data_actions.delete_all,
        help=ngettext("{count} saved item", "{count} saved items", count).format(count=count),
    )
