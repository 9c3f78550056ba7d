/* Typing is work too: it keeps a log-in alive, which else hears of whole pages only, so that a long form is not lost. */
(function () {
  "use strict";
  var EVERY = 60000;
  var address = document.currentScript.dataset.address;
  var last = performance.now();
  document.addEventListener("input", function () {
    if (performance.now() - last < EVERY) return;
    last = performance.now();
    // A log-in that is over leads elsewhere, and stays over. The form says so when it is sent.
    fetch(address, { method: "HEAD", redirect: "manual" }).catch(function () {});
  });
})();
