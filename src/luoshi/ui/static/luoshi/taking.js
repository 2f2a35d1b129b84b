// Handing in a text: drop a file or words on the form; what is too large is said before it is sent, and nothing is lost.
(() => {
  "use strict";

  const area = document.querySelector("[data-taking]");
  if (area === null) return;
  const form = area.querySelector("form");
  const words = form.querySelector("textarea");
  const file = form.querySelector('input[type="file"]');
  const complaint = form.querySelector("[data-complaint]");
  const limit = Number(form.dataset.limit);

  const megabytes = (size) => `${(size / 1024 / 1024).toFixed(1)} MB`;

  function tooLarge() {
    const chosen = file.files[0];
    if (chosen && chosen.size > limit) return `“${chosen.name}”有 ${megabytes(chosen.size)}，超过 10 MB 的上限。请只保留一次会议的文字后再试。`;
    const size = new TextEncoder().encode(words.value).length;
    if (size > limit) return `文本有 ${megabytes(size)}，超过 10 MB 的上限。请只粘贴一次会议的文字后再试。`;
    return "";
  }

  form.addEventListener("submit", (event) => {
    const sentence = tooLarge();
    complaint.textContent = sentence;
    complaint.hidden = sentence === "";
    if (sentence !== "") {
      event.preventDefault();
      return;
    }
    const button = form.querySelector("[data-read]");
    button.setAttribute("aria-busy", "true");
    button.textContent = "正在读…";
  });

  // Back from the next page: the button is as it was.
  window.addEventListener("pageshow", () => {
    const button = form.querySelector("[data-read]");
    button.removeAttribute("aria-busy");
    button.textContent = button.dataset.read;
  });

  file.addEventListener("change", () => {
    if (file.files.length > 0) form.requestSubmit();
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
    if (event.dataTransfer.files.length > 0) {
      event.preventDefault();
      file.files = event.dataTransfer.files;
      form.requestSubmit();
    } else if (event.target !== words && event.dataTransfer.getData("text/plain") !== "") {
      event.preventDefault();
      words.value = event.dataTransfer.getData("text/plain");
      form.requestSubmit();
    }
  });
})();
