"""What the log calls what is done with score sheets, monitors and training."""

ACTIONS = {
    "survey.comments_destroyed": "방문 설문의 의견 파기",
    "score_sheet.added": "친절 채점표 만들기",
    "score_sheet.copied": "친절 채점표 복사",
    "score_sheet.changed": "친절 채점표 변경",
    "score_sheet.removed": "친절 채점표 지움",
    "score_item.added": "채점 항목 추가",
    "score_item.changed": "채점 항목 변경",
    "score_item.removed": "채점 항목 뺌",
    "monitor.appointed": "시민 모니터 위촉",
    "monitor.changed": "시민 모니터의 위촉 기간 변경",
    "monitor.assigned": "시민 모니터에게 부서 배정",
    "monitor.reassigned": "시민 모니터의 채점 건수와 기한 변경",
    "monitor.unassigned": "시민 모니터의 배정 거둠",
    "monitor.handed_over": "시민 모니터의 자리 인계",
    "contact.submitted": "친절 점수 제출",
    "contact.corrected": "제출한 친절 점수 고침",
    "contact.remarks_destroyed": "보관 기간이 지난 시민 모니터의 말 파기",
    "training.planned": "친절교육 계획에 넣음",
    "training.changed": "친절교육 계획 변경",
    "training.removed": "친절교육 계획에서 뺌",
}

SUBJECTS = {
    "survey": "설문",
    "visits": "방문 설문",
    "score_sheet": "친절 채점표",
    "monitor": "시민 모니터",
    "contact": "친절 점수",
    "training": "친절교육",
    "remarks": "덧붙인 말",
}

VALUES = {
    "half": "반기",
    "version": "판",
    "stages": "단계",
    "stage": "단계",
    "copied": "복사한 채점표",
    "text": "항목",
    "weight": "가중치",
    "most": "만점",
    "labels": "점수의 뜻",
    "sheet": "채점표",
    "department": "부서",
    "due_count": "채점할 건수",
    "due_on": "채점 기한",
    "planned_on": "교육 예정일",
    "trainer": "강사",
    "done_on": "교육한 날",
}

CODES = {
    "phone": "전화 친절도 조사",
    "visit": "시민 모니터 방문",
}
