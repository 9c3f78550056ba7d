"""The form of one setting, made for its type. The rules of its value are the service's."""

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, SelectChoice
from wtforms.validators import Length
from wtforms.widgets import DateInput, EmailInput, TextInput, TimeInput, URLInput

from booking.fields import AddressField, SelectField, StringField, one_line, printable
from booking.settings.rules import ADDRESSES, YES_NO, Setting

ONLY = (("", "모두"), ("changed", "기본값에서 바꾼 것"), ("needs_word", "확인이 필요한 것"))

WIDGETS = {"time": TimeInput, "date": DateInput, "address": URLInput, "email": EmailInput}


class SearchForm(FlaskForm):
    """Which settings are shown, given in the address."""

    class Meta:
        csrf = False

    q = StringField("찾을 말", [Length(max=60, message="60자까지 적어 주세요.")], filters=[printable, one_line])
    only = SelectField("보일 것", choices=[SelectChoice(*one) for one in ONLY], default="")


class SettingForm(FlaskForm):
    """One field, `value`, whose kind the setting decides; what was typed is kept as it was typed.

    seen: how many bookings a change touches, as it was shown.
    """

    value: Field
    seen = HiddenField()


def form_for(setting: Setting, text: str) -> SettingForm:
    """The form of a setting, with `text` as its value until something is submitted."""

    class Form(SettingForm):
        value = _field(setting)

    form = Form(data={"value": text})
    form.value.flags.required = setting.type == "int" or (setting.minimum != 0 and setting.type != "reminders")
    return form


def _field(setting: Setting) -> Field:
    choices = YES_NO if setting.type == "bool" else setting.choices
    if choices:
        return RadioField(setting.title, choices=[SelectChoice(*choice) for choice in choices], validate_choice=False)
    widget, keys = TextInput(), {"autocomplete": "off"}
    if setting.type == "int":
        keys["inputmode"] = "numeric"
    elif setting.type in WIDGETS:
        widget = WIDGETS[setting.type]()
    kind = AddressField if setting.type in ADDRESSES else StringField
    return kind(setting.title, widget=widget, render_kw=keys)
