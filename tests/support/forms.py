"""Every form of the product, the ones that are made while it runs included."""

import ast
import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import wtforms
from werkzeug.datastructures import MultiDict

import booking
from booking.consultations.rules import Asked
from booking.quality.forms.monitors import contact_form, correction_form
from booking.quality.models.sheets import ScoreSheet
from booking.quality.rules.contacts import ContactValues
from booking.reservations.forms import asking
from booking.reservations.models import Reservation
from booking.reservations.staff_views.caller_forms import asking_caller
from booking.reservations.staff_views.walk_in_forms import asking_walk_in
from booking.reservations.views import contact_forms
from booking.settings import registry
from booking.settings.forms import form_for

ROOT = Path(booking.__file__).resolve().parent
ASKED = (Asked("lot", "지번"), Asked("papers", "서류", choices=(("있음", "Yes"), ("없음", "No"))))
UNANSWERED = cast(Reservation, SimpleNamespace(given_answers=[]))

MAKERS: dict[str, Callable[[], list[type[wtforms.Form]]]] = {
    "quality/forms/monitors.py": lambda: [
        type(contact_form(ScoreSheet(), "key", ContactValues())),
        type(correction_form(ScoreSheet(), ContactValues())),
    ],
    "reservations/forms.py": lambda: [asking(ASKED)],
    "reservations/staff_views/caller_forms.py": lambda: [asking_caller({"a-time": "law"}, {"law": ASKED})],
    "reservations/staff_views/walk_in_forms.py": lambda: [asking_walk_in({"law": ASKED})],
    "reservations/views/contact_forms.py": lambda: [contact_forms._correcting(UNANSWERED, ASKED)],
    "settings/forms.py": lambda: [type(form_for(setting, "")) for setting in registry.SETTINGS],
}
"""The files that make forms while the product runs, and each form that they make."""


def files_with_makers() -> set[str]:
    """Where classes are made inside of functions: by `type(...)` with three arguments, or by a form's own `class`."""
    return {str(file.relative_to(ROOT)) for file in ROOT.rglob("*.py") if _makes_forms(file)}


def _makes_forms(file: Path) -> bool:
    inner = [
        node
        for function in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
    ]
    calls = [node for node in inner if isinstance(node, ast.Call) and len(node.args) == 3]
    bases = [base for node in inner if isinstance(node, ast.ClassDef) for base in node.bases]
    made = [ast.unparse(call.args[1]) for call in calls if ast.unparse(call.func) == "type"]
    is_of_forms = "forms" in str(file.relative_to(ROOT))  # there the base may be an argument of any name
    by_call = any(is_of_forms or "Form" in bases_of_call for bases_of_call in made)
    return by_call or any(ast.unparse(base).endswith("Form") for base in bases)


def kinds() -> list[type[wtforms.Form]]:
    """Every class of forms. An application's context must stand, for some are made for what the tables hold."""
    for module in pkgutil.walk_packages(booking.__path__, "booking."):
        importlib.import_module(module.name)
    made = [kind for make in MAKERS.values() for kind in make()]
    found: list[type[wtforms.form.BaseForm]] = [wtforms.form.BaseForm]
    for kind in found:
        found.extend(set(kind.__subclasses__()) - set(found))
    own = [kind for kind in found if kind.__module__.split(".")[0] == "booking" and _stands_in_its_module(kind)]
    return sorted(own, key=lambda kind: (kind.__module__, kind.__name__)) + made


def _stands_in_its_module(kind: type) -> bool:
    """Whether a class is written there. What is made while the product runs may be another test's, of any questions."""
    return vars(sys.modules[kind.__module__]).get(kind.__name__) is kind


def filled(kind: type[wtforms.Form], typed: dict[str, str]) -> wtforms.Form:
    """A form as a browser sends it. A request's context must stand."""
    return kind(formdata=MultiDict(typed), meta={"csrf": False}, user=None)  # Flask-Security's ask whose they are


def texts(form: wtforms.Form) -> Iterator[wtforms.Field]:
    """Its fields that bring in a text that somebody typed, or choices that are not compared with the offered ones."""
    for field in form:
        is_open = not getattr(field, "validate_choice", True)
        if isinstance(field, wtforms.StringField) or is_open:
            yield field
