"use strict";
(() => {
  // On paper nothing can be opened: the sentences that findings quote are printed too.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    opened.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((one) => { one.open = false; }));

  const table = document.getElementById("claims");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const filter = document.getElementById("filter");
  const kind = document.getElementById("kind");
  const count = document.getElementById("count");

  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const flash = (element) => {
    document.querySelectorAll(".flash").forEach((one) => one.classList.remove("flash"));
    element.classList.add("flash");
    element.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  };
  const toText = (row) => {
    const anchor = document.getElementById("a" + row.dataset.row);
    if (anchor) { flash(anchor); anchor.focus({ preventScroll: true }); }
  };
  const toRow = (number) => {
    const row = document.getElementById("r" + number);
    if (!row) return;
    if (row.hidden) { filter.value = ""; kind.value = ""; show(); }
    flash(row);
    row.querySelector("a").focus({ preventScroll: true });
  };
  const show = () => {
    const words = filter.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.normalize("NFKC").toLowerCase();
      row.hidden = (kind.value && row.dataset.kind !== kind.value) || !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    }
    count.textContent = `${shown} of ${rows.length} rows`;
  };

  table.tHead.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const header = button.closest("th");
    const down = header.getAttribute("aria-sort") === "ascending";
    table.tHead.querySelectorAll("th").forEach((one) => one.setAttribute("aria-sort", "none"));
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const column = Number(button.dataset.column);
    const cell = (row) => row.cells[column].textContent.trim();
    const compare = "number" in button.dataset
      ? (one, other) => Number(one) - Number(other)
      : new Intl.Collator("zh", { numeric: true }).compare;
    rows.sort((one, other) => {
      const left = cell(one), right = cell(other);
      if (left === "" || right === "") return (left === "") - (right === "");
      return (down ? -1 : 1) * compare(left, right);
    });
    body.append(...rows);
  });

  body.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-row]");
    if (!row || String(getSelection())) return;
    event.preventDefault();
    toText(row);
  });
  body.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const shown = rows.filter((row) => !row.hidden);
    const next = shown[shown.indexOf(event.target.closest("tr")) + (event.key === "ArrowDown" ? 1 : -1)];
    const link = next && next.querySelector("a");
    if (link) { event.preventDefault(); link.focus(); }
  });
  if (!filter) return;

  document.getElementById("text").addEventListener("click", (event) => {
    const anchor = event.target.closest("a[href^='#r']");
    if (!anchor) return;
    event.preventDefault();
    toRow(anchor.id.slice(1));
  });
  filter.form.addEventListener("submit", (event) => event.preventDefault());
  filter.addEventListener("input", show);
  kind.addEventListener("change", show);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      filter.focus();
    }
  });
  document.querySelectorAll(".source-button").forEach((button) => button.addEventListener("click", () => {
    const pressed = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(pressed));
    const reach = document.querySelectorAll(`.sentence[data-source="${button.dataset.source}"]`);
    reach.forEach((one) => one.classList.toggle("reach", pressed));
    if (pressed && reach.length) reach[0].scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }));
})();
