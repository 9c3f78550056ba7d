"""Names of what is done with the day's roster."""

ACTIONS = {
    "roster.viewed": "일정표 열람",
    "roster.searched": "일정표에서 찾기",
    "roster.followed": "열어 둔 일정표가 새로 고쳐짐",
    "roster.exported": "장애 대비 일정표 파일을 만듦",
    "roster.destroyed": "장애 대비 일정표 파일을 파기",
    "roster.password_set": "장애 대비 일정표의 비밀번호를 정함",
    "roster.printed": "일정표 인쇄 화면 열람",
    "roster.downloaded": "일정표를 파일로 받음",
}
