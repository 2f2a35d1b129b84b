// One tick for all rows; without script every row is ticked already.
(() => {
  "use strict";

  document.querySelectorAll("[data-all]").forEach((all) => {
    const rows = [...document.querySelectorAll(`input[name="${all.dataset.all}"]`)];
    all.addEventListener("change", () => rows.forEach((row) => (row.checked = all.checked)));
    rows.forEach((row) => row.addEventListener("change", () => (all.checked = rows.every((each) => each.checked))));
  });
})();
