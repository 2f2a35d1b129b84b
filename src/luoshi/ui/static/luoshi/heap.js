// Handing in files to split or merge: drop them anywhere on the page; while they are sent and worked on, the page says so.
(() => {
  "use strict";

  const form = document.querySelector("[data-heap]");
  if (form === null) return;
  const input = form.querySelector('input[type="file"]');
  const button = form.querySelector("[data-said]");
  const progress = form.querySelector("[data-progress]");

  form.addEventListener("submit", () => {
    button.setAttribute("aria-busy", "true");
    progress.textContent = `正在处理 ${input.files.length} 个文件…`;
    progress.hidden = false;
  });
  window.addEventListener("pageshow", () => {
    button.removeAttribute("aria-busy");
    progress.hidden = true;
  });

  const carries = (event) => [...event.dataTransfer.types].includes("Files");
  let depth = 0;
  document.addEventListener("dragenter", (event) => {
    if (!carries(event)) return;
    depth += 1;
    form.classList.add("dragged");
  });
  document.addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    if (depth === 0) form.classList.remove("dragged");
  });
  document.addEventListener("dragover", (event) => {
    if (carries(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    depth = 0;
    form.classList.remove("dragged");
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
})();
