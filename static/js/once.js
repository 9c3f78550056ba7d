/* Sends a form once: who taps twice would else send it twice. The server bears that too, without this. */
(function () {
  "use strict";
  var sent = new WeakSet();
  document.addEventListener("submit", function (event) {
    if (sent.has(event.target)) event.preventDefault();
    else sent.add(event.target);
  });
  // Somebody who comes back to the page may send it again.
  window.addEventListener("pageshow", function () {
    sent = new WeakSet();
  });
})();
