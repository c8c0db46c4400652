// Going through the rows of a review with j and k, deciding with a, b and n. Without
// this file the rows are links and forms.
"use strict";
const rows = [...document.querySelectorAll("[data-step]")];
for (const row of rows) row.tabIndex = -1;
for (const hint of document.querySelectorAll("[data-keys]")) hint.hidden = rows.length === 0;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const here = event.target.closest("[data-step]");
  if (event.key === "Enter" && here === event.target && here) {
    const link = here.querySelector("a[href]");
    if (link) { event.preventDefault(); link.click(); }
    return;
  }
  if (here && "abn".includes(event.key) && decide(here, event.key)) {
    event.preventDefault();
    return;
  }
  const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
  if (!step || rows.length === 0) return;
  let at = rows.indexOf(here);
  at = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
  while (rows[at] && !shown(rows[at])) at += step;
  if (!rows[at]) return;
  event.preventDefault();
  rows[at].focus();
  rows[at].scrollIntoView({ block: "center" });
});

// Rows of a list that is folded have a place in some browsers, and are not seen.
function shown(row) {
  return row.checkVisibility ? row.checkVisibility() : row.offsetParent !== null;
}

// a: right, as the button says; b and n lead to where the reason is written.
function decide(row, key) {
  const form = row.querySelector(".opinion form");
  if (!form) return false;
  form.closest("details").open = true;
  const { who, reason } = form.elements;
  if (who && !who.value.trim()) who.focus();
  else if (key === "a") form.querySelector("button[value=accept]").click();
  else {
    form.dataset.next = key === "b" ? "false_alarm" : "";
    reason.focus();
  }
  return true;
}
// Enter in the reason of a false alarm goes to its button; it never decides by itself.
for (const form of document.querySelectorAll(".opinion form")) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.name !== "reason" || !form.dataset.next) return;
    event.preventDefault();
    form.querySelector(`button[value=${form.dataset.next}]`).focus();
  });
}
