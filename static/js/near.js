/* Where somebody is, asked of the browser only when they press the button, and sent once, rounded to some 100 metres. */
(function () {
  "use strict";
  var form = document.querySelector("[data-near]");
  var button = form && form.querySelector("[data-locate]");
  if (!button || !navigator.geolocation) return;
  var status = form.querySelector("[data-near-status]");
  button.hidden = false;

  button.addEventListener("click", function () {
    button.disabled = true;
    status.textContent = status.dataset.waiting;
    navigator.geolocation.getCurrentPosition(
      function (found) {
        form.elements.latitude.value = found.coords.latitude.toFixed(3);
        form.elements.longitude.value = found.coords.longitude.toFixed(3);
        form.elements.town.value = "";
        form.submit();
      },
      function () {
        button.disabled = false;
        status.textContent = status.dataset.failed;
        form.elements.town.focus();
      },
      { maximumAge: 60000, timeout: 10000 }
    );
  });
})();
