"""Forms of the pages that take master data in."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField


class UploadForm(FlaskForm):
    """A workbook, which is read and shown and not kept."""

    file = FileField("고친 엑셀 파일", [FileRequired("파일을 골라 주세요.")], render_kw={"accept": ".xlsx"})


class ConfirmForm(FlaskForm):
    """What was shown is made. difference: the rows that it comes from; seen: its name."""

    difference = HiddenField()
    seen = HiddenField()
