// Source and reading side by side: pointing at or focusing either lights up the other and brings it into view.
(() => {
  "use strict";

  const places = new Map(); // key -> elements on both sides
  let lit = [];
  let shown = "";
  let waiting = 0;

  function collect() {
    places.clear();
    for (const element of document.querySelectorAll("[data-keys]")) {
      for (const key of element.dataset.keys.split(" ")) {
        if (!places.has(key)) places.set(key, []);
        places.get(key).push(element);
      }
    }
  }

  collect();
  document.addEventListener("htmx:afterSettle", () => {
    dark();
    collect();
  });

  function light(element) {
    const keys = element.dataset.keys;
    if (keys === shown) return;
    dark();
    shown = keys;
    lit = keys.split(" ").flatMap((key) => places.get(key));
    for (const place of lit) place.classList.add("lit");
    waiting = window.setTimeout(() => bringIntoView(element), 120);
  }

  function dark() {
    window.clearTimeout(waiting);
    for (const place of lit) place.classList.remove("lit");
    lit = [];
    shown = "";
  }

  // Scrolls the other side only: the page stays where it is, and so does the side that is pointed at.
  function bringIntoView(element) {
    const own = element.closest("[data-side]");
    const last = element.dataset.keys.split(" ").at(-1);
    const other = places.get(last).find((place) => place.closest("[data-side]") !== own);
    const side = other?.closest("[data-side]");
    if (!side || side.scrollHeight <= side.clientHeight) return;
    open(other);
    const box = side.getBoundingClientRect();
    const at = other.getBoundingClientRect();
    if (at.top >= box.top + 24 && at.bottom <= box.bottom - 24) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    side.scrollBy({ top: at.top - box.top - box.height / 3, behavior: calm ? "auto" : "smooth" });
  }

  function open(element) {
    const folded = element.closest("details:not([open])");
    if (folded !== null) folded.open = true;
  }

  const pointed = (event) => (event.target instanceof Element ? event.target.closest("[data-keys]") : null);

  document.addEventListener("pointerover", (event) => {
    const element = pointed(event);
    if (element !== null) light(element);
    else if (event.target.closest?.("[data-side]")) dark();
  });
  document.addEventListener("focusin", (event) => {
    const element = pointed(event);
    if (element !== null) light(element);
  });
  document.addEventListener("focusout", dark);

  // A link into the other side or out of the table opens what holds its target.
  document.addEventListener("click", (event) => {
    const anchor = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    const target = anchor && document.getElementById(anchor.getAttribute("href").slice(1));
    if (!target) return;
    const panel = target.closest(".panel");
    const tab = panel && document.getElementById(panel.dataset.tab);
    if (tab) tab.checked = true;
    open(target);
  });
})();
