// The list: x ticks a row, v goes to the next view, p and n change the month, arrows walk through its days. All of it is comfort.
(() => {
  "use strict";

  const boxes = () => [...document.querySelectorAll('input[name="m"][type="checkbox"]')];
  const page = document.querySelector("[data-page]");
  const every = document.querySelector("[data-every]");
  const told = document.querySelector("[data-ticked]");

  function tell() {
    if (told === null) return;
    const ticked = boxes().filter((box) => box.checked).length;
    told.textContent = every.checked ? "" : ticked > 0 ? `已勾选 ${ticked} 件` : "";
    page.checked = ticked > 0 && ticked === boxes().length;
    page.indeterminate = ticked > 0 && ticked < boxes().length;
    boxes().forEach((box) => box.closest("tr").classList.toggle("chosen", box.checked || every.checked));
  }

  function tick() {
    const box = window.keys.row()?.querySelector('input[name="m"]');
    if (box === null || box === undefined) return;
    box.checked = !box.checked;
    tell();
  }

  function nextWay() {
    const ways = [...document.querySelectorAll("[data-way]")];
    const now = ways.findIndex((way) => way.hasAttribute("aria-current"));
    ways[(now + 1) % ways.length]?.click();
  }

  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

  function walk(event) {
    const days = [...document.querySelectorAll("[data-day]")];
    if (days.length === 0) return;
    const now = days.findIndex((day) => day.contains(document.activeElement));
    const today = days.findIndex((day) => day.classList.contains("today"));
    const next = now < 0 ? days[Math.max(0, today)] : days[now + STEPS[event.key]];
    if (next === undefined) return;
    event.preventDefault();
    (next.querySelector("a[href]") ?? next.querySelector(".date")).focus();
  }

  const month = (key) => document.querySelector(`[data-month="${key}"]`);
  window.keys.add(
    { keys: ["x"], words: "勾选这一行", here: () => boxes().length > 0, act: tick },
    { keys: ["v"], words: "换查看方式", here: () => document.querySelector("[data-way]") !== null, act: nextWay },
    { keys: Object.keys(STEPS), words: "换一天", here: () => document.querySelector("[data-day]") !== null, act: walk },
    { keys: ["p"], words: "上个月", here: () => month("p") !== null, act: () => month("p").click() },
    { keys: ["n"], words: "下个月", here: () => month("n") !== null, act: () => month("n").click() },
  );

  document.addEventListener("change", (event) => {
    if (event.target === page) boxes().forEach((box) => (box.checked = page.checked));
    tell();
  });

  document.addEventListener("submit", (event) => {
    const choice = event.target.closest(".choosing")?.querySelector('select[name="act"]');
    if (choice === undefined || choice === null || choice.value !== "") return;
    event.preventDefault();
    choice.focus();
  });
  tell();
})();
