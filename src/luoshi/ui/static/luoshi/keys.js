// Keys of every page: j and k walk through the rows of a table, / goes to the search field, a row is one large link.
(() => {
  "use strict";

  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  const link = (row) => row.querySelector("a[href]");
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  function walk(step) {
    const all = rows();
    if (all.length === 0) return;
    const now = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[Math.min(all.length - 1, Math.max(0, now + step))] ?? all[0];
    link(next)?.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "/") {
      const search = document.querySelector("[data-search]");
      if (search === null) return;
      event.preventDefault();
      search.focus();
    }
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener !== null) document.getElementById(opener.dataset.opens)?.showModal();
    const row = event.target.closest("tr[data-row]");
    if (row === null || event.target.closest("a, button, input, label, summary")) return;
    if (window.getSelection().toString() !== "") return; // somebody is copying words
    link(row)?.click();
  });
})();
