/* Progressive enhancement: pages work without this file and are quicker with it. */
(() => {
  "use strict";
  const doc = document;
  const find = (query, root = doc) => root.querySelector(query);
  const all = (query, root = doc) => [...root.querySelectorAll(query)];
  doc.documentElement.classList.add("scripted");

  /* Menus are <details>: one open at a time, closed by Escape and by clicking elsewhere. */
  const menus = () => all("details.menu[open]");
  doc.addEventListener("click", (event) => {
    for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
    if (event.target.closest("[data-print]")) print();
    const opener = event.target.closest("[data-open]");
    if (opener) find("#" + opener.dataset.open)?.showModal();
  });

  /* A form is sent once; a mistake in leaving a half-written one is asked about. */
  let changed = null;
  let sent = false;
  doc.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.method === "post" && !form.dataset.quiet) changed = form;
  });
  doc.addEventListener("submit", (event) => {
    if (sent && event.target.method === "post") { event.preventDefault(); return; }
    if (event.target.method !== "post" || event.target.dataset.download) return;
    sent = true;
    setTimeout(() => { sent = false; }, 5000);
  });
  addEventListener("pageshow", () => { sent = false; });
  addEventListener("beforeunload", (event) => { if (changed && !sent) event.preventDefault(); });

  /* On a phone the filters of a result are folded away. */
  if (matchMedia("(max-width: 760px)").matches && !location.hash.startsWith("#facet-")) for (const fold of all("details.facet-fold")) fold.open = false;

  /* Rows: j and k move, o opens, letters press the row's own buttons. */
  const rows = () => all("[data-row]").filter((row) => row.offsetParent !== null);
  let at = -1;
  const mark = (index) => {
    const list = rows();
    if (!list.length) return;
    list[at]?.classList.remove("at");
    at = Math.max(0, Math.min(index, list.length - 1));
    const row = list[at];
    row.classList.add("at");
    (find("a[href], button", row) || row).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    row.dispatchEvent(new CustomEvent("row", { bubbles: true }));
  };
  for (const row of all("[data-row]")) {
    row.addEventListener("focusin", () => {
      const list = rows();
      list[at]?.classList.remove("at");
      at = list.indexOf(row);
      row.classList.add("at");
    });
  }
  const press = (row, key) => {
    const targets = all(`[data-key="${key}"]`, row);
    const target = row === doc ? targets.find((node) => !node.closest("[data-row]")) : targets[0];
    if (!target) return false;
    if (target.type === "checkbox") target.checked = !target.checked;
    target.type === "checkbox" ? target.dispatchEvent(new Event("change", { bubbles: true })) : target.click();
    return true;
  };

  const typing = (node) => node.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  doc.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") { for (const menu of menus()) { menu.open = false; find("summary", menu).focus(); } return; }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.form || find("form[data-main]");
      if (!form || form.method !== "post") return;
      const area = event.shiftKey ? null : event.target.closest("[data-area]");
      const next = event.shiftKey ? find("[data-submit=next]", form) : area && find("[data-submit=area]", area);
      event.preventDefault();
      form.requestSubmit(next || find("button[type=submit], button:not([type])", form) || undefined);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || find("dialog[open]")) return;
    const acts = {
      "/": () => { const box = find("#find"); box?.focus(); box?.select(); return box; },
      "?": () => { find("#keys")?.showModal(); return true; },
      g: () => { const box = find("[data-jump]"); box?.focus(); box?.select?.(); return box; },
      j: () => { mark(at + 1); return rows().length; },
      k: () => { mark(at < 0 ? 0 : at - 1); return rows().length; },
      o: () => { const link = rows()[at] && find("a[href]", rows()[at]); link?.click(); return link; },
    };
    const row = rows()[at];
    const done = acts[event.key]?.() || (row && press(row, event.key)) || (/^[a-z]$/.test(event.key) && press(doc, event.key));
    if (done) event.preventDefault();
  });

  /* On a wide screen the sheet of the row at hand is shown beside the list. */
  const preview = find("[data-preview]");
  if (preview && matchMedia("(min-width: 1400px)").matches) {
    let wanted = "";
    doc.addEventListener("focusin", (event) => {
      const link = event.target.closest?.("[data-row]")?.querySelector("a[href]");
      if (!link || link.href === wanted) return;
      wanted = link.href;
      fetch(wanted).then((answer) => answer.text()).then((text) => {
        if (link.href !== wanted) return;
        const sheet = new DOMParser().parseFromString(text, "text/html").querySelector(".folio");
        preview.replaceChildren(...(sheet ? [doc.importNode(sheet, true)] : []));
      }, () => {});
    });
  }

  /* A letter that is looked at is marked as opened, so that its sender knows. */
  for (const form of all("form[data-seen]")) {
    fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" })
      .then(() => form.remove(), () => {});
  }

  /* The search box offers what may be meant (a combobox with a list box); without an answer it is a plain box. */
  for (const box of all("[data-suggest]")) {
    const make = (tag, name, role, place) => {
      const made = doc.createElement(tag);
      made.className = name;
      made.setAttribute("role", role);
      place.append(made);
      return made;
    };
    const list = make("ul", "offers", "listbox", box.parentNode);
    const said = make("p", "visually-hidden", "status", box.parentNode);
    list.id = `${box.id}-offers`;
    list.hidden = true;
    list.setAttribute("aria-label", find(`label[for=${box.id}]`)?.textContent || "");
    const states = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" };
    for (const [name, value] of Object.entries(states)) box.setAttribute(name, value);
    const known = new Map();
    let chosen = -1;
    let waits = 0;
    let asking = null;
    const choose = (index) => {
      chosen = index;
      for (const [n, line] of [...list.children].entries()) line.setAttribute("aria-selected", n === index);
      if (index < 0) box.removeAttribute("aria-activedescendant");
      else box.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index]?.scrollIntoView({ block: "nearest" });
    };
    const show = (items) => {
      list.replaceChildren();
      for (const [n, item] of items.entries()) {
        const line = make("li", "", "option", list);
        line.id = `${list.id}-${n}`;
        line.dataset.href = item.href;
        line.append(Object.assign(doc.createElement("small"), { textContent: item.label }), ` ${item.words}`);
      }
      choose(-1);
      list.hidden = !items.length;
      box.setAttribute("aria-expanded", String(!list.hidden));
      said.textContent = items.length ? box.dataset.suggested.replace("%n", items.length) : "";
    };
    const hide = () => { clearTimeout(waits); asking?.abort(); if (!list.hidden) show([]); };
    const ask = (words) => {
      asking = new AbortController();
      fetch(`${box.dataset.suggest}?${new URLSearchParams({ q: words })}`, { signal: asking.signal, redirect: "error" })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject()))
        .then(({ items }) => { known.set(words, items); if (doc.activeElement === box) show(items); }, () => {});
    };
    box.addEventListener("input", () => {
      const words = box.value.trim();
      clearTimeout(waits);
      asking?.abort();
      if (words.length < 2) show([]);
      else if (known.has(words)) show(known.get(words));
      else waits = setTimeout(ask, 180, words);
    });
    box.addEventListener("keydown", (event) => {
      const count = list.children.length;
      if (event.isComposing || list.hidden) return;
      if (event.key === "Escape") { event.preventDefault(); hide(); }
      if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); location.assign(list.children[chosen].dataset.href); }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1);
    });
    box.addEventListener("blur", hide);
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const line = event.target.closest("li");
      if (line) location.assign(line.dataset.href);
    });
    box.form?.addEventListener("submit", hide);
  }

  /* The pages of a draft as it is typed: asked for after a pause, where there is room for them beside the form. */
  const live = find("[data-live]");
  const written = live && find("form#draft");
  const beside = matchMedia("(min-width: 1200px)");
  if (written) {
    let pause;
    let drawing;
    const draw = async () => {
      const said = new FormData(written);
      for (const name of ["files", "word"]) said.delete(name);
      drawing?.abort();
      drawing = new AbortController();
      try {
        const answer = await fetch(live.dataset.live, { method: "POST", body: said, signal: drawing.signal, redirect: "error" });
        const pages = find("[data-pages]", new DOMParser().parseFromString(await answer.text(), "text/html"));
        if (pages) live.replaceChildren(doc.importNode(pages, true));
      } catch { /* the pages stay as they were; typing goes on */ }
    };
    written.addEventListener("input", () => { clearTimeout(pause); if (beside.matches) pause = setTimeout(draw, 1500); });
  }

  /* What is typed into a draft is kept after a pause, and when the page goes out of sight: nothing gets lost with it. */
  for (const form of all("form[data-kept]")) {
    const told = find("[data-kept-said]", form);
    let pause;
    let open = false;
    const fields = () => {
      const typed = new FormData(form);
      for (const name of ["files", "word"]) typed.delete(name);
      return typed;
    };
    const keep = async () => {
      open = false;
      try {
        const answer = await fetch(form.dataset.kept, { method: "POST", body: fields(), redirect: "error" });
        if (answer.ok && told) told.textContent = await answer.text();
      } catch { open = true; }
    };
    form.addEventListener("input", () => { open = true; clearTimeout(pause); pause = setTimeout(keep, 3000); });
    form.addEventListener("submit", () => { open = false; clearTimeout(pause); });
    doc.addEventListener("visibilitychange", () => {
      if (doc.visibilityState !== "hidden" || !open || sent) return;
      clearTimeout(pause);
      open = !navigator.sendBeacon(form.dataset.kept, fields());
    });
  }

  /* The words that a field was read from are marked while the field has the focus. */
  doc.addEventListener("focusin", (event) => {
    for (const old of all(".paper-text mark.on")) old.classList.remove("on");
    const words = event.target.name && find("#read-" + CSS.escape(event.target.name));
    if (!words) return;
    words.classList.add("on");
    words.scrollIntoView({ block: "nearest" });
  });

  /* What was read stands in view to be checked, also where all of it is sure and the button has the focus. */
  const read = find(".read-sum");
  if (read && !find("[data-focus]")) {
    const first = find(".receive-fields [autofocus]");
    first?.focus({ preventScroll: true });
    read.scrollIntoView({ block: "start" });
    if (first?.type !== "submit") first?.scrollIntoView({ block: "nearest" });
  }

  /* Files can be dropped onto their field. */
  for (const place of all("[data-drop]")) {
    const box = find("#" + place.dataset.drop);
    place.addEventListener("dragover", (event) => { event.preventDefault(); place.classList.add("dropping"); });
    place.addEventListener("dragleave", () => place.classList.remove("dropping"));
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      place.classList.remove("dropping");
      if (event.dataTransfer.files.length) box.files = event.dataTransfer.files;
    });
  }

  /* The summary of errors gets the focus, so that it is read out first. */
  find("[data-focus]")?.focus();
})();
