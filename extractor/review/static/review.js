"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const token = location.hash.slice(1);
  // Offsets count code points, JavaScript's strings UTF-16 units.
  let points = [], rows = [], proposals = [], rejected = [], version = "", columns = [], words = {}, doc = "", chosen = -1, editing = null;
  // Saving goes one after the other: each save needs the version that the one before made.
  let saving = Promise.resolve(), unsaved = false;

  const say = (message, bad = false) => { at("status").textContent = message; at("status").classList.toggle("bad", bad); };
  const call = async (path, options = {}) => {
    let response;
    try {
      response = await fetch("/api/" + path, { ...options, headers: { "X-Token": token, ...options.headers } });
    } catch {
      throw Object.assign(new Error("the server does not answer; what was saved is in the file"), { status: 0 });
    }
    const content = await response.json();
    if (!response.ok) throw Object.assign(new Error(content.error), { status: response.status });
    return content;
  };
  const all = () => [...rows.map((row) => ({ row, saved: true })), ...proposals.map((row) => ({ row, saved: false }))]
    .sort((one, other) => one.row.start - other.row.start || one.row.end - other.row.end);

  const draw = () => {
    const list = all();
    chosen = Math.min(Math.max(chosen, list.length ? 0 : -1), list.length - 1);
    at("rows").replaceChildren(...list.map(({ row, saved }, number) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = saved ? "saved" : "proposal";
      button.lang = "zh-Hans";
      const figure = [row.growth && row.growth + row.growth_unit, row.rank && "rank " + row.rank].filter(Boolean).join(" ");
      button.textContent = [row.text, row.indicator, row.action, row.period, row.agency, figure].filter(Boolean).join(" · ") + (saved ? "" : " ?");
      button.setAttribute("aria-current", String(number === chosen));
      button.addEventListener("click", () => choose(number));
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
    const pieces = [];
    let position = 0;
    list.forEach(({ row, saved }, number) => {
      const start = Number(row.start), end = Number(row.end);
      if (start < position) return;
      pieces.push(points.slice(position, start).join(""));
      const mark = document.createElement("mark");
      mark.className = (saved ? "saved" : "proposal") + (number === chosen ? " chosen" : "");
      mark.textContent = points.slice(start, end).join("");
      mark.addEventListener("click", () => { if (getSelection().isCollapsed) choose(number); });
      pieces.push(mark);
      position = end;
    });
    pieces.push(points.slice(position).join(""));
    at("text").replaceChildren(...pieces);
    at("accept").disabled = !(list[chosen] && !list[chosen].saved);
    at("accept-all").disabled = !proposals.length;
    at("delete").disabled = chosen < 0;
    at("again").disabled = !rejected.length;
    at("again").textContent = `Propose rejected again (${rejected.length})`;
  };
  const choose = (number) => {
    const list = all();
    if (!list.length) return;
    chosen = Math.min(Math.max(number, 0), list.length - 1);
    close();
    draw();
    document.querySelector("#text .chosen")?.scrollIntoView({ block: "nearest" });
    const button = at("rows").children[chosen].firstChild;
    button.focus({ preventScroll: true });
    button.scrollIntoView({ block: "nearest" });
  };

  const save = () => {
    unsaved = true;
    const sent = doc;
    saving = saving.then(async () => {
      if (sent !== doc || !unsaved) return;
      say("Saving");
      const kept = new Set(rows.map((row) => JSON.stringify(anchor(row))));
      rejected = rejected.filter((one) => !kept.has(JSON.stringify(anchor(one))));
      const body = JSON.stringify({ rows, rejected, version });
      unsaved = false;
      try {
        const answer = await call("article/" + encodeURIComponent(sent), { method: "PUT", body, headers: { "Content-Type": "application/json" } });
        version = answer.version;
        at("retry").hidden = at("reload").hidden = true;
        say(`Saved: ${answer.rows} rows` + (rejected.length ? `, ${rejected.length} rejected` : ""));
        for (const option of at("articles").options) if (option.value === sent) option.text = `${sent} (${answer.rows})`;
      } catch (error) {
        unsaved = true;
        say("Not saved: " + error.message, true);
        at("reload").hidden = error.status !== 409;
        at("retry").hidden = error.status === 409;
      }
    });
    return saving;
  };
  const anchor = ({ kind, start, end, text }) => ({ kind, start: Number(start), end: Number(end), text });
  const reject = (row) => { rejected = [...rejected, anchor(row)]; };
  const accept = (number) => {
    const entry = all()[number];
    if (!entry || entry.saved) return;
    proposals = proposals.filter((row) => row !== entry.row);
    rows.push(entry.row);
    draw();
    save();
  };
  const remove = (number) => {
    const entry = all()[number];
    if (!entry) return;
    rows = rows.filter((row) => row !== entry.row);
    proposals = proposals.filter((row) => row !== entry.row);
    reject(entry.row);
    close();
    draw();
    save();
  };

  const open = (entry) => {
    editing = entry;
    at("cells").replaceChildren(...columns.filter((column) => column !== "doc_id").map((column) => {
      const label = document.createElement("label");
      let field;
      if (words[column]) {
        field = document.createElement("select");
        field.append(...["", ...words[column]].map((word) => new Option(word, word)));
      } else field = document.createElement("input");
      field.name = column;
      field.value = entry.row[column] ?? "";
      field.lang = "zh-Hans";
      field.readOnly = ["start", "end", "text"].includes(column);
      label.append(column, field);
      return label;
    }));
    at("form").hidden = false;
    at("form").elements.namedItem("indicator").focus();
  };
  const close = () => { at("form").hidden = true; editing = null; };
  const create = async () => {
    const selection = getSelection();
    if (selection.isCollapsed || !at("text").contains(selection.anchorNode) || !at("text").contains(selection.focusNode)) {
      say("Select the row's anchor in the text first");
      return;
    }
    const range = selection.getRangeAt(0);
    const before = document.createRange();
    before.setStart(at("text"), 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = Array.from(before.toString()).length;
    const text = Array.from(range.toString());
    const row = Object.fromEntries(columns.map((column) => [column, ""]));
    Object.assign(row, { doc_id: doc, kind: "quantity", start: String(start), end: String(start + text.length), text: text.join(""), modality: "reported" });
    try { Object.assign(row, await call("quantity/" + encodeURIComponent(row.text))); } catch (error) { say(error.message, true); }
    if (!row.value) row.bound = "";
    selection.removeAllRanges();
    open({ row, saved: false, fresh: true });
  };

  const load = async (name) => {
    await saving;
    const sheet = await call("article/" + encodeURIComponent(name));
    doc = name;
    ({ rows, proposals, rejected, version } = sheet);
    points = Array.from(sheet.text);
    at("text-heading").textContent = sheet.title || name;
    document.title = name + " · Review";
    at("articles").value = name;
    at("reload").hidden = at("retry").hidden = true;
    unsaved = false;
    chosen = 0;
    close();
    draw();
    say(`${rows.length} rows, ${proposals.length} proposed` + (rejected.length ? `, ${rejected.length} rejected` : ""));
  };
  const attempt = (work) => work().catch((error) => say(error.message, true));

  at("articles").addEventListener("change", () => {
    if (unsaved && !confirm("Changes are not saved. Leave them?")) { at("articles").value = doc; return; }
    attempt(() => load(at("articles").value));
  });
  at("accept").addEventListener("click", () => accept(chosen));
  at("accept-all").addEventListener("click", () => { rows.push(...proposals); proposals = []; draw(); save(); });
  at("again").addEventListener("click", () => attempt(async () => {
    rejected = [];
    await save();
    if (!unsaved) await load(doc);
  }));
  at("delete").addEventListener("click", () => remove(chosen));
  at("new").addEventListener("mousedown", (event) => event.preventDefault());
  at("new").addEventListener("click", () => attempt(create));
  at("reload").addEventListener("click", () => attempt(() => load(doc)));
  at("retry").addEventListener("click", save);
  at("cancel").addEventListener("click", close);
  at("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const changed = { ...editing.row, ...Object.fromEntries(new FormData(at("form"))) };
    if (editing.saved) rows = rows.map((row) => (row === editing.row ? changed : row));
    else {
      proposals = proposals.filter((row) => row !== editing.row);
      rows.push(changed);
    }
    close();
    chosen = all().findIndex((entry) => entry.row === changed);
    draw();
    save();
  });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") { close(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
    const keys = {
      j: () => choose(chosen + 1),
      k: () => choose(chosen - 1),
      a: () => accept(chosen),
      d: () => remove(chosen),
      e: () => { const entry = all()[chosen]; if (entry) open(entry); },
      n: () => attempt(create),
    };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  attempt(async () => {
    const list = await call("articles");
    ({ columns, words } = list);
    at("articles").append(...list.articles.map((one) => new Option(`${one.doc_id} (${one.rows ?? "no gold"})`, one.doc_id)));
    await load(list.articles[0].doc_id);
  });
})();
