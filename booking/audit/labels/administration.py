"""Names of what administrators do."""

ACTIONS = {
    "masterdata.imported": "설정과 기준 자료를 파일에서 가져옴",
    "masterdata.exported": "설정과 기준 자료를 파일로 내려받음",
    "job.run": "자동 작업을 손으로 실행",
    "account.handed_over": "후임자에게 업무 인계",
    "account.took_over": "전임자의 업무 인수",
    "setting.changed": "설정 변경",
    "setting.reset": "설정을 기본값으로",
}

VALUES = {
    "rows_of_settings": "설정",
    "rows_of_fields": "상담 분야",
    "rows_of_questions": "분야별 질문",
    "rows_of_experts": "상담위원",
    "rows_of_doors": "다른 상담 창구",
    "rows_of_outcomes": "상담 결과",
    "rows_of_departments": "부서",
    "rows_of_businesses": "업무 종류",
    "rows_of_night_tasks": "야간민원실 업무",
    "rows_of_counter_tasks": "원스톱 창구 업무",
    "rows_of_kiosk_documents": "무인민원발급기 서류",
    "rows_of_kiosks": "무인민원발급기",
    "rows_of_holidays": "공휴일 수정",
    "rows_of_texts": "안내 문안",
    "buffer": "상담 사이에 비울 시간(분)",
    "successor": "후임자",
    "predecessor": "전임자",
}
