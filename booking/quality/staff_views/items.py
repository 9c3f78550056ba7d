"""The staff pages of a score sheet's items."""

from flask import render_template, request, url_for

from booking.answering import Answer, act, answer, by
from booking.quality import queries, service
from booking.quality.forms.sheets import ItemForm
from booking.quality.service.items import values_of
from booking.quality.staff_views.sheets import pages
from booking.web import staff_page


@pages.route("/<token>/items/new", methods=["GET", "POST"])
@staff_page
def new_item(token: str) -> Answer:
    """A new item of a sheet, behind all others; and the form for the next of its stage, where one more is asked for."""
    sheet = queries.get_sheet(token)
    form = ItemForm(data={"stage": request.args.get("stage"), "weight": 1, "most": 5, "position": len(sheet.items) + 1})
    form.offer(sheet)
    done, stage = url_for("sheet_desk.sheet", token=token), form.stage.data
    after = url_for("sheet_desk.new_item", token=token, stage=stage) if "more" in request.form else done
    return answer(
        form, lambda: render_template("quality/item.html", form=form, sheet=sheet, item=None),
        lambda: service.add_item(token, form.values(), **by()), "항목을 넣었습니다.", after,
    )  # fmt: skip


@pages.route("/<token>/items/<item>", methods=["GET", "POST"])
@staff_page
def item(token: str, item: str) -> Answer:
    """One item."""
    sheet = queries.get_sheet(token)
    found = queries.get_item(sheet, item)
    values = values_of(sheet, found)
    form = ItemForm(obj=values, data={"stage": str(values.stage)})
    form.offer(sheet)
    return answer(
        form, lambda: render_template("quality/item.html", form=form, sheet=sheet, item=found),
        lambda: service.change_item(token, item, form.values(), **by()), "저장했습니다.",
        url_for("sheet_desk.sheet", token=token),
    )  # fmt: skip


@pages.post("/<token>/items/<item>/remove")
@staff_page
def remove_item(token: str, item: str) -> Answer:
    """Take an item off its sheet."""
    return act(
        lambda: service.remove_item(token, item, **by()), "항목을 뺐습니다.", url_for("sheet_desk.sheet", token=token)
    )
