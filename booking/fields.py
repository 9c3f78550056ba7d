"""Fields of forms that more than one room uses."""

import re

from wtforms import IntegerField


class WholeNumber(IntegerField):
    """A whole number of at most nine digits; what is none is refused in Korean.

    Longer ones would be read, and then break the comparison with a bound (`NumberRange`) or a column.
    """

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read `30`."""
        self.data = None
        if not valuelist:
            return
        text = valuelist[0].strip()
        if not re.fullmatch(r"[+-]?[0-9]{1,9}", text):
            raise ValueError("숫자만 적어 주세요. 예: 30" if len(text) < 10 else "9자리까지 숫자만 적어 주세요. 예: 30")
        self.data = int(text)
