"""What the log calls what is done at the desk for who walks in or leaves early."""

ACTIONS = {
    "reservation.left": "중간 퇴실",
    "walk_in.arrived": "현장 접수",
    "walk_in.seated": "현장 접수에 자리 배정",
    "walk_in.left": "현장 접수에서 돌아감",
    "walk_in.viewed": "현장 접수 열람",
    "walk_in.destroyed": "상담받지 못한 현장 접수의 개인정보 파기",
}
