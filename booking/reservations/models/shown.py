"""How the people of a row are shown: masked for who looks, spelled out for who may know."""

from typing import TYPE_CHECKING

from booking.contacts import mask_name, mask_phone, spell_phone

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped


class ShownPerson:
    """What a row with `name` and `phone` is shown with. All of it is empty where there is no such value (any more)."""

    if TYPE_CHECKING:  # the tables have the columns
        name: Mapped[str | None]
        phone: Mapped[str | None]

    @property
    def masked_name(self) -> str:
        """The name with its middle hidden."""
        return mask_name(self.name) if self.name else ""

    @property
    def masked_phone(self) -> str:
        """The telephone with its middle hidden."""
        return mask_phone(self.phone) if self.phone else ""

    @property
    def shown_phone(self) -> str:
        """The telephone as Koreans write it."""
        return spell_phone(self.phone) if self.phone else ""


class ShownProxy:
    """The same for who booked for the person; empty where nobody did."""

    if TYPE_CHECKING:
        proxy_name: Mapped[str | None]
        proxy_phone: Mapped[str | None]

    @property
    def masked_proxy_name(self) -> str:
        """The proxy's name with its middle hidden."""
        return mask_name(self.proxy_name) if self.proxy_name else ""

    @property
    def masked_proxy_phone(self) -> str:
        """The proxy's telephone with its middle hidden."""
        return mask_phone(self.proxy_phone) if self.proxy_phone else ""

    @property
    def shown_proxy_phone(self) -> str:
        """The proxy's telephone as Koreans write it."""
        return spell_phone(self.proxy_phone) if self.proxy_phone else ""
