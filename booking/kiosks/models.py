"""Tables of the kiosks: the places, the documents that they issue, and which machine lacks which."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from booking.db import Key, Model, Token, UtcDateTime, new_token
from booking.kiosks.rules import ALWAYS, Week, read_point, week_of
from booking.kiosks.rules.hours import ALL_DAY


class Kiosk(Model):
    """A place with an unmanned document kiosk (무인민원발급기).

    token: its name in addresses. key: its name in the file that it came from, NULL for what staff added. source_key:
    its number in the government's list of kiosks, once an import has named it.
    name_en: what it is called in English, empty where nobody said so.
    address, spot: where it stands, and where in the building. coordinates: `35.18031, 128.10805`. All texts are empty
    where nothing is on record. manager, phone: who looks after it.
    weekday_hours, saturday_hours, holiday_hours: as `rules.hours` keeps them. hours: what else there is to say of them,
    as citizens read it. is_24h: open day and night, whatever the hours say.
    features: names of `rules.FEATURES` that are on record. unsure: which of its values are a sample (`rules.UNSURE`).
    is_working: False while staff report it out of order (고장·점검); back_on: when it is expected back, if they know.
    is_sample: the whole place is made up. lacks: business keys of the documents that it does not issue.
    removed_at: when staff took it off the list. The row stays, so that the file does not bring the place back.
    """

    __tablename__ = "kiosk"
    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token: Mapped[str] = mapped_column(Token, unique=True, default=new_token)
    key: Mapped[str | None] = mapped_column(String(40), unique=True)
    source_key: Mapped[str | None] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100), default="", server_default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    spot: Mapped[str] = mapped_column(String(200), default="", server_default="")
    coordinates: Mapped[str] = mapped_column(String(40), default="", server_default="")
    phone: Mapped[str] = mapped_column(String(20), default="", server_default="")
    manager: Mapped[str] = mapped_column(String(100), default="", server_default="")
    is_24h: Mapped[bool] = mapped_column(default=False)
    weekday_hours: Mapped[str] = mapped_column(String(60), default="", server_default="")
    saturday_hours: Mapped[str] = mapped_column(String(60), default="", server_default="")
    holiday_hours: Mapped[str] = mapped_column(String(60), default="", server_default="")
    hours: Mapped[str] = mapped_column(String(200), default="")
    features: Mapped[str] = mapped_column(String(100), default="", server_default="")
    is_working: Mapped[bool] = mapped_column(default=True)
    back_on: Mapped[date | None]
    is_sample: Mapped[bool] = mapped_column(default=False)
    unsure: Mapped[str] = mapped_column(String(100), default="", server_default="")
    position: Mapped[int] = mapped_column(default=0)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    exceptions: Mapped[list["KioskException"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="KioskException.business_key"
    )

    @property
    def week(self) -> Week:
        """When the machine can be used."""
        return ALWAYS if self.is_24h else week_of(self.weekday_hours, self.saturday_hours, self.holiday_hours)

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees."""
        return read_point(self.coordinates)

    @property
    def lacks(self) -> str:
        """The exceptions as one text: business keys in alphabetical order, separated by spaces."""
        return " ".join(sorted(one.business_key for one in self.exceptions))

    @lacks.setter
    def lacks(self, text: str) -> None:
        had = {one.business_key: one for one in self.exceptions}
        self.exceptions = [had.get(key) or KioskException(business_key=key) for key in text.split()]


class KioskDocument(Model):
    """A document (a kind of business) that kiosks issue: all of them, but for their exceptions.

    fee: won, 0 for none, NULL where it is not on record. identification: how people show who they are there.
    weekday_hours, saturday_hours, holiday_hours: when it is issued, empty for as long as the machine is open; kept
    apart from the machine's, for the server of the ministry behind a document may close at night. note: for citizens.
    """

    __tablename__ = "kiosk_document"
    __table_args__ = (
        CheckConstraint("fee >= 0", name="fee"),
        CheckConstraint("identification IN ('fingerprint', 'other', 'none', 'unknown')", name="identification"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    business_key: Mapped[str] = mapped_column(ForeignKey("business.key"), unique=True)
    fee: Mapped[int | None]
    identification: Mapped[str] = mapped_column(String(20), default="unknown")
    weekday_hours: Mapped[str] = mapped_column(String(60), default="")
    saturday_hours: Mapped[str] = mapped_column(String(60), default="")
    holiday_hours: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)
    is_sample: Mapped[bool] = mapped_column(default=False)

    @property
    def week(self) -> Week:
        """When it is issued by a machine that is open."""
        return week_of(self.weekday_hours or ALL_DAY, self.saturday_hours or ALL_DAY, self.holiday_hours or ALL_DAY)


class KioskException(Model):
    """A document that one machine does not issue, though the others do."""

    __tablename__ = "kiosk_exception"
    __table_args__ = (UniqueConstraint("kiosk_id", "business_key"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kiosk_id: Mapped[int] = mapped_column(ForeignKey("kiosk.id"))
    business_key: Mapped[str] = mapped_column(ForeignKey("kiosk_document.business_key"), index=True)
