// Going through the rows of a review with j and k. Without this file they are links.
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
  const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
  if (!step || rows.length === 0) return;
  let at = rows.indexOf(here);
  at = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
  while (rows[at] && rows[at].offsetParent === null) at += step;
  if (!rows[at]) return;
  event.preventDefault();
  rows[at].focus();
  rows[at].scrollIntoView({ block: "center" });
});
