/* Keeps a score sheet in the browser until the server has it, for monitors score where the line is bad.
   The page's form names where (data-scores). What could not be sent is sent again when the line is back or the page is
   opened again; the form's key makes it one answer, however often it arrives. Without this script 저장 does it.
   Phones are shared: what is kept is sealed by a key that only pages of the own account bring along (data-seal), so after
   the log-out nobody reads it, and after the next log-in it is still there. Where a browser cannot seal, nothing is kept. */
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
    return !entry.sealed || Date.now() - entry.at > KEPT || (arrived && entry.formKey === arrived[1]);
  });
  if (arrived) history.replaceState(null, "", location.pathname + location.search);
  document.querySelectorAll("[data-unsaved]").forEach(function (mark) {
    mark.hidden = !read(mark.dataset.unsaved);
  });

  var form = document.querySelector("form[data-scores]");
  if (!form || !window.crypto || !crypto.subtle) return; // sealing needs HTTPS
  var key = form.dataset.scores;
  var notice = document.querySelector("[data-unsaved-notice]");
  var waiting = ""; // which button was pressed while the line was cut
  var isKept = false; // what is being sent is sealed already
  var turn = Promise.resolve();

  var hex = form.dataset.seal.match(/../g).map(function (pair) {
    return parseInt(pair, 16);
  });
  var seal = crypto.subtle.importKey("raw", new Uint8Array(hex), "AES-GCM", false, ["encrypt", "decrypt"]);

  function cipher(iv) {
    return { name: "AES-GCM", iv: new Uint8Array(iv) };
  }

  // One after the other, and each with what the form says when its turn comes: the last one typed is the one that stays.
  function keep(pending) {
    waiting = pending;
    turn = turn.then(store).catch(function () {});
    return turn;
  }

  async function store() {
    var fields = [];
    new FormData(form).forEach(function (value, name) {
      if (name !== "csrf_token") fields.push([name, value]);
    });
    var iv = Array.from(crypto.getRandomValues(new Uint8Array(12)));
    var text = new TextEncoder().encode(JSON.stringify({ fields: fields, pending: waiting }));
    var sealed = Array.from(new Uint8Array(await crypto.subtle.encrypt(cipher(iv), await seal, text)));
    var entry = { at: Date.now(), formKey: form.elements.form_key.value, iv: iv, sealed: sealed };
    localStorage.setItem(key, JSON.stringify(entry));
  }

  async function open(entry) {
    var text = await crypto.subtle.decrypt(cipher(entry.iv), await seal, new Uint8Array(entry.sealed));
    return JSON.parse(new TextDecoder().decode(text));
  }

  function putBack(fields) {
    fields.forEach(function (pair) {
      var field = form.elements.namedItem(pair[0]);
      if (field) field.value = pair[1];
    });
  }

  function press(button) {
    form.requestSubmit(form.querySelector('button[name="do"][value="' + button + '"]'));
  }

  form.addEventListener("input", function () {
    keep("");
  });
  form.addEventListener("submit", function (event) {
    if (isKept) return;
    event.preventDefault();
    event.stopPropagation(); // once.js is not to count it as sent
    var button = event.submitter ? event.submitter.value : "save";
    keep(button).then(function () {
      notice.hidden = navigator.onLine;
      if (!navigator.onLine) return;
      isKept = true;
      press(button);
    });
  });
  window.addEventListener("online", function () {
    if (waiting) press(waiting);
  });
  window.addEventListener("pageshow", function () {
    isKept = false;
  });

  var entry = read(key);
  if (!entry) return;
  if (document.getElementById("errors")) {
    keep(""); // the server has seen it and says what is wrong
    return;
  }
  open(entry).then(
    function (kept) {
      putBack(kept.fields);
      notice.hidden = false;
      waiting = kept.pending;
      if (waiting && navigator.onLine) press(waiting);
    },
    function () {
      localStorage.removeItem(key); // sealed under a key that is no more
    },
  );
})();
