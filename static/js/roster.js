/* Keeps an open roster up to date: asks every few seconds whether anything has changed, replaces the lines alone, keeps the
   focus and what is unfolded, and says politely what changed. It stops when the log-in is over, and says so. */
(function () {
  "use strict";
  var live = document.getElementById("roster-live");
  if (!live) return;
  var data = live.dataset;
  // Who walked in stands on the page of today alone.
  var parts = ["roster-counts", "roster-walk-ins", "roster-list"].filter(function (id) {
    return document.getElementById(id);
  });
  var longest = 120000;
  var wait = Number(data.every) * 1000;
  var version = data.version;
  var pressed = false;
  var timer = 0;
  var shown = add("");
  var said = add("sr-only");
  shown.textContent = data.wordsOn;

  function add(name) {
    var line = document.createElement("p");
    line.className = name;
    line.setAttribute("role", "status");
    live.appendChild(line);
    return line;
  }

  function later(after) {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, after);
  }

  function ask() {
    if (document.hidden) return; // asked again when somebody looks
    fetch(data.address, { headers: { "If-None-Match": 'W/"' + version + '"' }, redirect: "manual", cache: "no-store" })
      .then(read)
      .catch(function () {
        shown.textContent = data.wordsOff;
        wait = Math.min(wait * 2, longest);
        later(wait);
      });
  }

  function read(answer) {
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      shown.textContent = data.wordsOver;
      return null;
    }
    if (answer.status !== 304 && !answer.ok) throw new Error(String(answer.status));
    wait = Number(data.every) * 1000;
    if (shown.textContent !== data.wordsOn) shown.textContent = data.wordsOn;
    if (answer.status === 304) return later(wait);
    return answer.text().then(function (text) {
      // What somebody is pressing or marking just now is not taken away from under them.
      if (!pressed && !isMarking()) {
        version = answer.headers.get("ETag").replace(/^W\//, "").replace(/"/g, "");
        replace(new DOMParser().parseFromString(text, "text/html"));
      }
      later(wait);
    });
  }

  function replace(fresh) {
    var before = lines(document);
    var focused = document.activeElement;
    var name = isShown(focused) ? nameOf(focused) : "";
    var line = name && focused.closest("tr[id]");
    var open = Array.from(document.querySelectorAll("#roster-list details[open]")).map(nameOf);
    parts.forEach(function (id) {
      document.getElementById(id).replaceChildren(...fresh.getElementById(id).childNodes);
    });
    document.querySelectorAll("#roster-list details").forEach(function (one) {
      if (open.includes(nameOf(one))) one.open = true;
    });
    if (name) focus(name, line && line.id);
    tell(before, lines(document));
  }

  /* The same thing in the old lines and the new ones: what it does, or whose line it is in. */
  function nameOf(item) {
    var line = item.closest("[id]");
    var form = item.closest("form");
    return [line ? line.id : "", item.tagName, form ? form.getAttribute("action") : item.getAttribute("href")].join(" ");
  }

  function isShown(item) {
    return parts.some(function (id) {
      return document.getElementById(id).contains(item);
    });
  }

  function focus(name, line) {
    var items = Array.from(document.querySelectorAll(":is(#roster-list, #roster-walk-ins) :is(a, button, summary, [tabindex])"));
    var same = items.find(function (item) {
      return nameOf(item) === name;
    });
    var own = line && document.querySelector("#" + CSS.escape(line) + " a");
    (same || own || document.querySelector("#roster-list [tabindex]")).focus({ preventScroll: true });
  }

  function isMarking() {
    var marked = document.getSelection();
    return Boolean(marked && !marked.isCollapsed && isShown(marked.anchorNode));
  }

  function lines(page) {
    var found = new Map();
    page.querySelectorAll("#roster-list tr[id]").forEach(function (line) {
      var text = function (part) {
        return line.querySelector(part).textContent.trim();
      };
      found.set(line.id, { when: text(".desk-time") + " " + text(".desk-field"), state: text(".desk-state .badge") });
    });
    page.querySelectorAll("#roster-walk-ins li strong").forEach(function (who) {
      found.set("walk-in " + who.textContent, { when: who.textContent, state: "", arrived: true });
    });
    return found;
  }

  function tell(before, after) {
    var news = [];
    after.forEach(function (line, id) {
      var old = before.get(id);
      if (!old) news.push(line.when + ": " + (line.arrived ? data.wordsArrived : data.wordsNew));
      else if (old.state !== line.state || old.when !== line.when) news.push(line.when + ": " + line.state);
    });
    before.forEach(function (line, id) {
      if (!after.has(id) && !line.arrived) news.push(line.when + ": " + data.wordsGone);
    });
    if (news.length) said.textContent = news.length > 3 ? data.wordsMany.replace("{n}", news.length) : news.join(", ");
  }

  document.addEventListener("pointerdown", function () {
    pressed = true;
  });
  ["pointerup", "pointercancel"].forEach(function (kind) {
    document.addEventListener(kind, function () {
      // The click comes after it.
      window.setTimeout(function () {
        pressed = false;
      }, 300);
    });
  });
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden && shown.textContent !== data.wordsOver) later(0);
  });
  later(wait);
})();
