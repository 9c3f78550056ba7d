/* Sends a form once: who taps twice would else send it twice. The server bears that too, without this.
   A form that answers a file (data-again) leaves its page where it is, and may be sent again. */
(function () {
  "use strict";
  var sent = new WeakSet();
  document.addEventListener("submit", function (event) {
    if (event.target.hasAttribute("data-again")) return;
    if (sent.has(event.target)) event.preventDefault();
    else sent.add(event.target);
  });
  // Somebody who comes back to the page may send it again.
  window.addEventListener("pageshow", function () {
    sent = new WeakSet();
  });
})();
