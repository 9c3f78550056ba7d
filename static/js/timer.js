/* Counts down the time for which a place is held. The page says the end in words without it. */
(function () {
  "use strict";
  var box = document.querySelector("[data-timer]");
  var left = document.querySelector("[data-left]");
  if (!box || !left || !box.dataset.until) return;
  // The server's clock counts, not the reader's: only the span between the two is used.
  var end = performance.now() + (Date.parse(box.dataset.until) - Date.parse(box.dataset.now));
  var said = false;
  var status = document.createElement("p");
  status.className = "sr-only";
  status.setAttribute("role", "status");
  box.appendChild(status);

  function show() {
    var seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    var minutes = Math.floor(seconds / 60);
    left.textContent = seconds ? "(" + minutes + "분 " + (seconds % 60) + "초 남음)" : "(시간이 지났습니다)";
    if (!seconds) {
      status.className = "";
      status.textContent = "시간이 지났습니다. 시간 연장을 누르시거나 이어서 진행해 보세요.";
    } else if (seconds <= 120 && !said) {
      said = true;
      box.classList.add("is-short");
      status.textContent = "2분 남았습니다. 시간이 더 필요하면 시간 연장을 눌러 주세요.";
    }
    if (seconds) window.setTimeout(show, 1000);
  }
  show();
})();
