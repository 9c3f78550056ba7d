/* Counts down the time for which a place is held. The page says the end in words without it, and hands in the words. */
(function () {
  "use strict";
  var box = document.querySelector("[data-timer]");
  var left = document.querySelector("[data-left]");
  if (!box || !left) return;
  var data = box.dataset;
  // The server's clock counts, not the reader's: only the span between the two is used.
  var end = performance.now() + (Date.parse(data.until) - Date.parse(data.now));
  var said = false;
  var status = document.createElement("p");
  status.className = "sr-only";
  status.setAttribute("role", "status");
  box.appendChild(status);

  function show() {
    var seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    var words = seconds ? data.wordsLeft : data.wordsOver;
    left.textContent = words.replace("{m}", Math.floor(seconds / 60)).replace("{s}", seconds % 60);
    if (!seconds) {
      status.className = "";
      status.textContent = data.wordsEnd;
    } else if (seconds <= 120 && !said) {
      said = true;
      box.classList.add("is-short");
      status.textContent = data.wordsShort;
    }
    if (seconds) window.setTimeout(show, 1000);
  }
  show();
})();
