/* Keeps a score sheet in the browser until the server has it, for monitors score where the line is bad.
   The page's form names where (data-scores). What could not be sent is sent again when the line is back or the page is
   opened again; the form's key makes it one answer, however often it arrives. Without this script 저장 does it. */
(function () {
  "use strict";
  var PREFIX = "scores:";
  var KEPT = 14 * 24 * 3600 * 1000;

  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function dropWhere(isOver) {
    Object.keys(localStorage).forEach(function (key) {
      if (!key.startsWith(PREFIX)) return;
      var entry = read(key);
      if (!entry || isOver(entry)) localStorage.removeItem(key);
    });
  }

  // The address that a sheet leads to once the server has it says which one arrived.
  var arrived = location.hash.match(/^#saved-([\w-]+)$/);
  dropWhere(function (entry) {
    return Date.now() - entry.at > KEPT || (arrived && entry.formKey === arrived[1]);
  });
  if (arrived) history.replaceState(null, "", location.pathname + location.search);
  document.querySelectorAll("[data-unsaved]").forEach(function (mark) {
    mark.hidden = !read(mark.dataset.unsaved);
  });

  var form = document.querySelector("form[data-scores]");
  if (!form) return;
  var key = form.dataset.scores;
  var notice = document.querySelector("[data-unsaved-notice]");

  function keep(pending) {
    var fields = [];
    new FormData(form).forEach(function (value, name) {
      if (name !== "csrf_token") fields.push([name, value]);
    });
    localStorage.setItem(
      key,
      JSON.stringify({ at: Date.now(), formKey: form.elements.form_key.value, fields: fields, pending: pending }),
    );
  }

  function putBack(entry) {
    entry.fields.forEach(function (pair) {
      var field = form.elements.namedItem(pair[0]);
      if (field) field.value = pair[1];
    });
  }

  function send(pending) {
    form.requestSubmit(form.querySelector('button[name="do"][value="' + pending + '"]'));
  }

  form.addEventListener("input", function () {
    keep("");
  });
  form.addEventListener("submit", function (event) {
    keep(event.submitter ? event.submitter.value : "save");
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopPropagation(); // once.js is not to count it as sent
    notice.hidden = false;
  });
  window.addEventListener("online", function () {
    var entry = read(key);
    if (entry && entry.pending) send(entry.pending);
  });

  var entry = read(key);
  if (!entry) return;
  if (document.getElementById("errors")) {
    keep(""); // the server has seen it and says what is wrong
    return;
  }
  putBack(entry);
  notice.hidden = false;
  if (entry.pending && navigator.onLine) send(entry.pending);
})();
