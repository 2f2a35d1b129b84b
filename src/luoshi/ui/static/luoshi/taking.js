// Handing in texts: drop files or words anywhere on the page; what is too large is said before it is sent, and nothing is lost.
// Where there is more to choose ([data-chosen]) the files are named first; else what was dropped or chosen is sent at once.
(() => {
  "use strict";

  const area = document.querySelector("[data-taking]");
  if (area === null) return;
  const form = area.querySelector("form");
  const words = form.querySelector("textarea");
  const input = form.querySelector('input[type="file"]');
  const button = form.querySelector("[data-busy]");
  const complaint = form.querySelector("[data-complaint]");
  const chosen = form.querySelector("[data-chosen]");
  const said = button.textContent;
  const limit = Number(form.dataset.limit);

  const megabytes = (size) => `${(size / 1024 / 1024).toFixed(1)} MB`;

  function tooLarge() {
    const file = [...input.files].find((each) => each.size > limit);
    if (file) return `“${file.name}”有 ${megabytes(file.size)}，超过 10 MB 的上限。请只保留一次会议的文字后再试。`;
    const size = new TextEncoder().encode(words.value).length;
    return size > limit ? `文本有 ${megabytes(size)}，超过 10 MB 的上限。请只粘贴一次会议的文字后再试。` : "";
  }

  function name() {
    if (chosen === null) return;
    const names = [...input.files].map((file) => file.name);
    chosen.textContent = names.length > 0 ? `已选 ${names.length} 个文件：${names.join("、")}` : "";
    chosen.hidden = names.length === 0;
  }

  function given() {
    name();
    if (chosen === null) form.requestSubmit();
    else button.focus();
  }

  form.addEventListener("submit", (event) => {
    const sentence = tooLarge();
    complaint.textContent = sentence;
    complaint.hidden = sentence === "";
    if (sentence !== "") {
      event.preventDefault();
      return;
    }
    button.setAttribute("aria-busy", "true");
    button.textContent = button.dataset.busy;
  });

  // Back from the next page: the button is as it was.
  window.addEventListener("pageshow", () => {
    button.removeAttribute("aria-busy");
    button.textContent = said;
    name();
  });

  input.addEventListener("change", () => {
    if (input.files.length > 0) given();
    else name();
  });

  const carries = (event) => [...event.dataTransfer.types].some((type) => type === "Files" || type === "text/plain");
  let depth = 0;

  document.addEventListener("dragenter", (event) => {
    if (!carries(event)) return;
    depth += 1;
    area.open = true;
    area.classList.add("dragged");
  });
  document.addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    if (depth === 0) area.classList.remove("dragged");
  });
  document.addEventListener("dragover", (event) => {
    if (carries(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    depth = 0;
    area.classList.remove("dragged");
    const dropped = event.dataTransfer.getData("text/plain");
    if (event.dataTransfer.files.length > 0) {
      event.preventDefault();
      input.files = event.dataTransfer.files;
      given();
    } else if (event.target !== words && dropped !== "") {
      event.preventDefault();
      words.value = dropped;
      given();
    }
  });
})();
