// A long list of ticks: words typed above it leave only what holds them; what is ticked stays in sight. Without script the whole list is there.
(() => {
  "use strict";

  function narrow(field) {
    const list = document.getElementById(field.dataset.narrows);
    const wanted = field.value.trim().toLowerCase().split(/\s+/);
    let shown = 0;
    let ticked = 0;
    for (const label of list.querySelectorAll("label")) {
      const words = label.textContent.toLowerCase();
      const box = label.querySelector("input");
      label.hidden = !box.checked && !wanted.every((each) => words.includes(each));
      shown += label.hidden ? 0 : 1;
      ticked += box.checked ? 1 : 0;
    }
    const told = [shown === 0 ? "没有找到，换个词试试。" : "", ticked > 0 ? `已勾选 ${ticked} 件。` : ""].join("");
    document.querySelector(`[data-narrowed="${field.dataset.narrows}"]`).textContent = told;
  }

  function ready() {
    for (const field of document.querySelectorAll("[data-narrows]")) {
      field.hidden = false;
      narrow(field);
    }
  }

  document.addEventListener("input", (event) => {
    const list = event.target.closest(".choice-list");
    const field = event.target.matches("[data-narrows]")
      ? event.target
      : list && document.querySelector(`[data-narrows="${list.id}"]`);
    if (field) narrow(field);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-narrows]")) event.preventDefault(); // looking for is not sending
  });
  document.addEventListener("htmx:load", ready);
  ready();
})();
