"""Forms on disk: shipped ones, and the user's own in the folder `forms` of the configuration."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from tomli import loads

from ..model.form import Form, FormError
from ..model.form_data import build, merge
from .places import config_folder
from .resources import shipped


def form_files() -> dict[str, Path]:
    """Every form's file by its id; the user's own win over shipped ones of the same id."""
    files = {path.stem: path for path in sorted((shipped("data") / "forms").glob("*.toml"))}
    own = config_folder() / "forms"
    return files | {path.stem: path for path in sorted(own.glob("*.toml"))} if own.is_dir() else files


def has_form(form: str) -> bool:
    """Whether there is a form of that id."""
    return Path(form).name == form and _file(form) is not None


@cache
def load_form(form: str) -> Form:
    """The form of that id (the name of its file).

    Raises:
        FormError: if there is none, or its data does not hold together.
    """
    return build(_merged(form, ()))


def _merged(form: str, seen: tuple[str, ...]) -> dict[str, Any]:
    path = _file(form)
    if path is None or form in seen:
        raise FormError(form)
    try:
        raw = loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise FormError(f"{path}: {error}") from None
    parent = raw.get("extends")
    return merge(_merged(str(parent), (*seen, form)), raw) if parent else raw


def _file(form: str) -> Path | None:
    direct = shipped("data") / "forms" / f"{form}.toml"
    own = config_folder() / "forms" / f"{form}.toml"
    return next((path for path in (own, direct) if path.is_file()), None)
