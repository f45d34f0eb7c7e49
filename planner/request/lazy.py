"""Functions that a registry names and imports only when they are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class LazyFunction:
    """A function that is imported when it is called.

    A registry of such functions is cheap to import, so that forms and the command line can list
    its entries. It may be in a room below the functions it names.

    Attributes
    ----------
    name : str
        ``module:function``.
    """

    name: str

    def resolve(self) -> Callable[..., Any]:
        """Import the function; raises ImportError or AttributeError if there is none."""
        module, _, function = self.name.partition(":")
        found: Callable[..., Any] = getattr(import_module(module), function)
        return found

    @property
    def __wrapped__(self) -> Callable[..., Any]:
        """The function, for `inspect.unwrap` and `inspect.signature`."""
        return self.resolve()

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the function."""
        return self.resolve()(*arguments, **options)
