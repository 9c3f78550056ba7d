"""Names of what administrators do."""

ACTIONS = {
    "account.handed_over": "후임자에게 업무 인계",
    "account.took_over": "전임자의 업무 인수",
    "setting.changed": "설정 변경",
    "setting.reset": "설정을 기본값으로",
}

VALUES = {
    "successor": "후임자",
    "predecessor": "전임자",
}
