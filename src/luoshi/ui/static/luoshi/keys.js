// Keys of every page. One table says what a key does, where it works and in what words: what is pressed and what ? lists are the same.
// A page adds its own with window.keys.add({ keys, words, here, act }). A row is one large link.
(() => {
  "use strict";

  const table = [];
  const FIELD = "input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file]), textarea, select, [contenteditable]";
  const field = (target) => target.closest?.(FIELD) ?? null;
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null && link(row) !== null);
  const link = (row) => row.querySelector("a[href]");
  const search = () => document.querySelector("[data-search]");
  const row = () => document.activeElement?.closest("[data-row]") ?? null;

  window.keys = { add: (...entries) => table.push(...entries), row };

  function walk(step) {
    const all = rows();
    const now = all.findIndex((each) => each.contains(document.activeElement));
    const next = all[Math.min(all.length - 1, Math.max(0, now + step))];
    link(next).focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function find(event) {
    event.preventDefault();
    search().focus();
    search().select();
  }

  function help() {
    const dialog = document.createElement("dialog");
    dialog.className = "dialog";
    dialog.setAttribute("aria-labelledby", "keys-title");
    dialog.innerHTML = '<div class="dialog-body"><h2 id="keys-title">这一页能用的按键</h2><dl class="key-list"></dl></div>'
      + '<form method="dialog" class="dialog-foot"><button class="button">关闭</button></form>';
    for (const entry of table.filter((each) => each.here())) {
      const term = document.createElement("dt");
      term.append(...entry.keys.map((key) => Object.assign(document.createElement("kbd"), { textContent: SHOWN[key] ?? key })));
      dialog.querySelector("dl").append(term, Object.assign(document.createElement("dd"), { textContent: entry.words }));
    }
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  const SHOWN = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc" };
  const WIDE = { "？": "?", "／": "/" }; // as a Chinese input method gives them
  const some = () => rows().length > 0;
  const leave = (event) => {
    event.preventDefault(); // a search field would empty itself
    field(event.target).blur();
  };
  window.keys.add(
    { keys: ["j"], words: "下一行", here: some, act: () => walk(1) },
    { keys: ["k"], words: "上一行", here: some, act: () => walk(-1) },
    { keys: ["Enter"], words: "打开这一行", here: some }, // the link itself does it
    { keys: ["/"], words: "查找", here: () => search() !== null, act: find },
    { keys: ["Escape"], words: "离开输入框，填的字不动", here: () => document.querySelector(`main :is(${FIELD})`) !== null, act: leave, typing: true },
    { keys: ["?"], words: "列出按键", here: () => true, act: help },
  );

  document.addEventListener("keydown", (event) => {
    // an input method that is composing keeps its keys to itself; so does a dialog
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]:modal") !== null) return;
    const pressed = event.key.length === 1 ? (WIDE[event.key] ?? event.key.toLowerCase()) : event.key;
    const typing = field(event.target) !== null;
    const entry = table.find((each) => each.keys.includes(pressed) && typing === (each.typing ?? false) && each.here());
    entry?.act?.(event);
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener !== null) document.getElementById(opener.dataset.opens)?.showModal();
    if (event.target.closest("[data-keys-help]")) help();
    const pressed = event.target.closest("tr[data-row]");
    if (pressed === null || event.target.closest("a, button, input, label, summary, select, textarea")) return;
    if (window.getSelection().toString() !== "") return; // somebody is copying words
    link(pressed)?.click();
  });

  for (const button of document.querySelectorAll("[data-keys-help]")) button.hidden = false;
})();
