// What a pair of eyes and a finger notice on a page, and axe does not. Each answers with sentences; none is good.
(() => {
  const seen = item => {
    const box = item.getBoundingClientRect();
    return item.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1 && !item.closest(".sr-only");
  };
  const name = item => {
    const words = (item.textContent || item.value || item.getAttribute("aria-label") || "").trim().replace(/\s+/g, " ");
    return `<${item.tagName.toLowerCase()} ${item.className || item.name || item.id}> ${words.slice(0, 40)}`;
  };
  const all = query => [...document.querySelectorAll(query)].filter(seen);

  // Colours as [r, g, b] on what lies behind them.
  const read = text => (text.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const over = (top, below) => {
    const alpha = top.length > 3 ? top[3] : 1;
    return [0, 1, 2].map(i => top[i] * alpha + below[i] * (1 - alpha));
  };
  const behind = item => {
    if (!item) return [255, 255, 255];
    const colour = read(getComputedStyle(item).backgroundColor);
    return colour[3] === 0 ? behind(item.parentElement) : over(colour, behind(item.parentElement));
  };
  const light = colour => {
    const [r, g, b] = colour.map(part => part / 255).map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const faint = item => {
    for (let one = item; one; one = one.parentElement) if (getComputedStyle(one).opacity < 1) return true;
    return false;
  };

  return {
    // Targets below 44 px, a link inside a line of text excepted (WCAG 2.5.8 does the same).
    small() {
      const boxes = all("a[href], button, select, textarea, summary, input:not([type=radio], [type=checkbox])").concat(
        [...document.querySelectorAll("input[type=radio], input[type=checkbox]")].flatMap(box => [...box.labels])
      );
      return boxes
        .filter(item => seen(item) && getComputedStyle(item).display !== "inline" && !item.matches(".skip-link"))
        .map(item => [item, item.getBoundingClientRect()])
        .filter(([, box]) => Math.min(box.width, box.height) < 43.5)
        .map(([item, box]) => `${name(item)}: ${Math.round(box.width)} x ${Math.round(box.height)}`);
    },

    // Text below 4.5 to 1. axe leaves out what cannot be used; people read that too: why can I not choose it?
    pale() {
      const found = [];
      const judge = (item, colour, ground) => {
        const ratio = contrast(over(read(colour), ground), ground);
        if (ratio < 4.5 || faint(item)) found.push(`${name(item)}: ${ratio.toFixed(2)}${faint(item) ? ", seen through" : ""}`);
      };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const judged = new Set();
      while (walker.nextNode()) {
        const item = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || judged.has(item) || !seen(item) || item.closest("script, option, .skip-link")) continue;
        judged.add(item);
        judge(item, getComputedStyle(item).color, behind(item));
      }
      for (const field of all("input:not([type=radio], [type=checkbox], [type=hidden]), select, textarea")) {
        judge(field, getComputedStyle(field).color, behind(field));
        if (field.placeholder) judge(field, getComputedStyle(field, "::placeholder").color, behind(field));
        const edge = contrast(over(read(getComputedStyle(field).borderTopColor), behind(field.parentElement)), behind(field.parentElement));
        if (edge < 3) found.push(`${name(field)}: its border has only ${edge.toFixed(2)}`);
      }
      return found;
    },

    // What runs out of the window, or is cut off by its own box.
    cut() {
      const room = document.documentElement.clientWidth;
      const found = [];
      for (const item of all("body *")) {
        if (item.closest(".table-frame, svg, option")) continue;
        if (item.getBoundingClientRect().right > room + 1) found.push(`${name(item)}: runs out of the window`);
        const style = getComputedStyle(item);
        const hides = /hidden|clip/.test(style.overflowX + style.overflowY) || style.textOverflow === "ellipsis";
        const more = item.scrollWidth > item.clientWidth + 1 || item.scrollHeight > item.clientHeight + 1;
        if (hides && more && item.textContent.trim()) found.push(`${name(item)}: cut off`);
        // A button or a label may be wide enough, and its words may not.
        if (item.matches("a, button, label, .badge") && item.scrollWidth > item.clientWidth + 1 && item.clientWidth)
          found.push(`${name(item)}: its words stick out`);
      }
      if (document.documentElement.scrollWidth > room) found.push("the page scrolls sideways");
      const [brand, phone] = [".brand", ".help-phone"].map(query => document.querySelector(query)?.getBoundingClientRect());
      if (brand && phone && phone.left < brand.right - 1 && phone.top < brand.bottom - 1) found.push("the telephone covers the name");
      return found;
    },

    // What has the focus now, and whether somebody who looks sees it.
    focused() {
      const item = document.activeElement;
      if (!item || item === document.body) return null;
      const shown = [item, ...(item.labels || [])].some(one => {
        const style = getComputedStyle(one);
        const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        const ground = behind(one.parentElement);
        return ring && contrast(over(read(style.outlineColor), ground), ground) >= 3 && !faint(one);
      });
      const box = (item.labels?.[0] || item).getBoundingClientRect();
      const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      return { name: name(item), seen: shown && inside };
    },

    // How often Tab must be pressed to have been everywhere: a group of radio buttons is one stop.
    stops() {
      const groups = new Set();
      return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
        .filter(item => item.checkVisibility({ visibilityProperty: true }) && !item.disabled && item.tabIndex >= 0)
        .filter(item => {
          if (item.type !== "radio") return true;
          const group = `${item.form?.id} ${item.name}`;
          return !groups.has(group) && groups.add(group);
        }).length;
    },

    // What every page has alike, to be compared with the others.
    frame() {
      const spot = query => {
        const box = document.querySelector(query)?.getBoundingClientRect();
        return box ? [box.left + scrollX, box.top + scrollY].map(Math.round).join(",") : "missing";
      };
      return { telephone: spot(".help-phone"), menu: spot(".menu"), links: [...document.querySelectorAll("footer a")].map(link => link.pathname).join(" ") };
    },

    // Fields that a browser could fill in, and does not know how. Answers to a city's own questions are none of those.
    unnamed() {
      return all("input[type=text]:not([name^='answer-']), input[type=tel], input[type=email]").filter(field => !field.autocomplete).map(name);
    },

    // In forced colours backgrounds vanish: what can be pressed needs an edge or a line, what is drawn needs a border.
    vanished() {
      const edged = item => ["Top", "Bottom"].some(side => {
        const style = getComputedStyle(item);
        return style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) >= 1;
      });
      const drawn = [...document.querySelectorAll(".krds-form-check input")].filter(box => getComputedStyle(box).opacity < 1);
      const edge = item => [getComputedStyle(item).borderBottomColor, getComputedStyle(item).borderTopWidth].join();
      const alike = all(".menu a[aria-current], .tabs a[aria-current], .slot input:checked ~ label").filter(item => {
        const others = all(item.matches("label") ? ".slot input:enabled:not(:checked) ~ label" : ":is(.menu, .tabs) a:not([aria-current])");
        return others.some(other => other.closest("ul, form") === item.closest("ul, form") && edge(other) === edge(item));
      });
      return [
        ...all("button, a.krds-btn, .slot label, .notice, .badge").filter(item => !edged(item)).map(name),
        ...drawn.map(box => `${name(box)}: a drawn box loses its mark`),
        ...alike.map(item => `${name(item)}: chosen, and looks like the others`),
      ];
    },

    // The spacing that WCAG 1.4.12 lets readers ask for. A sheet made here needs no leave of the content policy.
    space() {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
      document.adoptedStyleSheets = [sheet];
    },
    unspace() { document.adoptedStyleSheets = []; },
  };
})()
