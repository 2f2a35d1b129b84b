// The review: ticks and their count, rows from the keyboard, forms that open under a row, naming words that were selected.
// Everything here is comfort: without it the page works by its forms.
(() => {
  "use strict";

  const root = document.querySelector("[data-review]");
  if (root === null) return;
  const find = (selector) => root.querySelector(selector);
  const all = (selector) => [...root.querySelectorAll(selector)];
  const boxes = (within = root) => [...within.querySelectorAll('input[name="m"]')];

  // --- ticks: kept over swaps, counted in the bar -----------------------------------------------------------------
  const chosen = new Map(); // ref -> ticked by hand or not

  function count() {
    const ticked = boxes().filter((box) => box.checked).length;
    for (const place of all("[data-ticked]")) place.textContent = ticked;
    for (const label of all("[data-tick-all]")) {
      const own = boxes(label.closest(".group") ?? root);
      const box = label.querySelector("input");
      box.checked = own.length > 0 && own.every((each) => each.checked);
      box.indeterminate = !box.checked && own.some((each) => each.checked);
    }
  }

  function ready() {
    for (const label of all("[data-tick-all]")) label.hidden = false;
    for (const box of boxes()) if (chosen.has(box.value)) box.checked = chosen.get(box.value);
    count();
    prepareMarking();
  }

  root.addEventListener("change", (event) => {
    const box = event.target;
    const label = box.closest("[data-tick-all]");
    const touched = label ? boxes(label.closest(".group") ?? root) : box.name === "m" ? [box] : [];
    for (const each of touched) {
      if (label) each.checked = box.checked;
      chosen.set(each.value, each.checked);
    }
    if (touched.length > 0) count();
  });

  // --- swaps: the page stays where it was -------------------------------------------------------------------------
  let kept = [];
  let focused = "";
  let openFolds = [];

  root.addEventListener("htmx:beforeSwap", (event) => {
    const detail = event.detail;
    if (detail.xhr.status === 422 || detail.xhr.status === 409) {
      detail.shouldSwap = true;
      detail.isError = false;
    }
    if (new URL(detail.xhr.responseURL || location.href, location.href).pathname !== detail.pathInfo.finalRequestPath.split("?")[0]) {
      detail.shouldSwap = false; // led elsewhere: only the page for signing in does that
      tell("登录已过期。请在新标签页里登录，再回到这里重按一次，您填写的内容还在。");
      return;
    }
    kept = all("[data-side]").map((side) => side.scrollTop);
    focused = document.activeElement?.closest("[data-row]")?.id ?? "";
    openFolds = all("#beside details[open][id]").map((fold) => fold.id);
  });

  root.addEventListener("htmx:afterSettle", () => {
    all("[data-side]").forEach((side, at) => {
      if (kept[at] !== undefined) side.scrollTop = kept[at];
    });
    for (const id of openFolds) document.getElementById(id)?.setAttribute("open", "");
    ready();
    if (focused && document.activeElement === document.body) document.getElementById(focused)?.querySelector("a")?.focus();
  });

  root.addEventListener("htmx:responseError", (event) => tell(`没有办成（${event.detail.xhr.status}）。请刷新页面后再试，您填写的内容还在。`));
  root.addEventListener("htmx:sendError", () => tell("连不上服务器。请检查网络后再试，您填写的内容还在。"));

  function tell(sentence) {
    const line = document.createElement("p");
    line.textContent = sentence;
    find("#told").replaceChildren(line);
  }

  // --- forms under a row -----------------------------------------------------------------------------------------
  root.addEventListener("click", (event) => {
    const close = event.target.closest("[data-panel-close]");
    if (close) {
      event.preventDefault();
      const row = close.closest("[data-row]");
      close.closest(".panel-slot").replaceChildren();
      row.querySelector("[data-panel]")?.focus();
    }
    const fill = event.target.closest("[data-fill]");
    if (fill) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const field = document.getElementById(fill.dataset.fill);
      field.value = fill.value;
      field.focus();
    }
  }, true);

  root.addEventListener("htmx:load", (event) => {
    const panel = event.detail.elt.closest?.(".item-panel") ?? event.detail.elt.querySelector?.(".item-panel");
    if (!panel) return;
    const wrong = panel.querySelector('[aria-invalid="true"]');
    if (wrong) wrong.focus();
    else if (!panel.contains(document.activeElement)) panel.querySelector('[name="lead"]')?.focus(); // who already writes in it stays there
  });

  // Several bodies: the list of names goes on behind what is there already.
  root.addEventListener("input", (event) => {
    const field = event.target;
    if (field.dataset.several === undefined) return;
    field.setAttribute("list", "bodies-more");
    const before = field.value.replace(/[^、]*$/, "");
    const names = [...document.getElementById("bodies").options].map((option) => option.value);
    document.getElementById("bodies-more").replaceChildren(...names.map((name) => new Option("", before + name)));
  });

  // --- keys ------------------------------------------------------------------------------------------------------
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && !marking().hidden && floating()) closeMarking();
  });

  function mark(event) {
    const words = document.activeElement.closest("[data-source] [data-keys]");
    const range = words ? whole(words) : selectedRange();
    if (range === null) return;
    event.preventDefault();
    openMarking(range, true);
  }

  const press = (selector) => (event) => {
    event.preventDefault();
    window.keys.row()?.querySelector(selector)?.click();
  };
  const there = (selector) => () => find(`[data-row] ${selector}`) !== null;
  const BOX = 'input[name="m"]';
  window.keys.add(
    { keys: ["x"], words: "勾选这一件", here: there(BOX), act: press(BOX) },
    { keys: ["a"], words: "采用建议", here: there("[data-adopt]"), act: press("[data-adopt]") },
    { keys: ["e"], words: "补充、修改这一件", here: there("[data-panel]"), act: press("[data-panel]") },
    { keys: ["m"], words: "标注选中的原文", here: () => find("[data-source]") !== null, act: mark },
  );

  // --- naming words ----------------------------------------------------------------------------------------------
  const marking = () => find("#marking");
  const floating = () => marking().classList.contains("floating");
  const points = (words) => [...words].length; // the page counts code points, not the script's UTF-16

  function prepareMarking() {
    const section = marking();
    section.querySelector("[data-mark-close]").hidden = false;
    section.classList.add("floating");
    if (section.querySelector('[role="alert"]') === null) section.hidden = true;
    else place(null);
  }

  // How many code points of the text stand before a point in the page; null outside of the source.
  function offset(node, at) {
    const line = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-source] [data-start]");
    if (line === null) return null;
    const before = document.createRange();
    before.selectNodeContents(line);
    before.setEnd(node, at);
    return Number(line.dataset.start) + points(before.toString());
  }

  function selectedRange() {
    const selection = window.getSelection();
    if (selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    return range.toString().trim() !== "" && offset(range.startContainer, range.startOffset) !== null && offset(range.endContainer, range.endOffset) !== null ? range : null;
  }

  // All pieces of the statement in which a piece of the source stands.
  function whole(words) {
    const key = words.dataset.keys.split(" ")[0];
    const pieces = all("[data-source] [data-keys]").filter((piece) => piece.dataset.keys.split(" ").includes(key));
    const range = document.createRange();
    range.setStartBefore(pieces[0].firstChild ?? pieces[0]);
    const last = pieces.at(-1);
    range.setStart(pieces[0].firstChild, 0);
    range.setEnd(last.firstChild, last.firstChild.length);
    return range;
  }

  function openMarking(range, withFocus) {
    fillMarking(offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset), range.toString());
    place(range.getBoundingClientRect());
    if (withFocus) marking().querySelector('button[name="word"]').focus();
  }

  function fillMarking(start, end, words) {
    const form = find("#mark");
    form.elements.start.value = start;
    form.elements.end.value = end;
    form.elements.words.value = words;
    for (const wrong of form.querySelectorAll('[role="alert"]')) wrong.remove();
  }

  function place(box) {
    const section = marking();
    section.hidden = false;
    const height = Math.min(section.offsetHeight, window.innerHeight * 0.7);
    const below = box ? box.bottom + 8 : 80;
    const top = below + height < window.innerHeight ? below : Math.max(8, (box ? box.top : 80) - height - 8);
    const left = Math.min(box ? box.left : 80, window.innerWidth - section.offsetWidth - 8);
    section.style.top = `${top}px`;
    section.style.left = `${Math.max(8, left)}px`;
  }

  function closeMarking() {
    marking().hidden = true;
  }

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      const range = marking().contains(document.activeElement) ? null : selectedRange();
      if (range) openMarking(range, false);
    }, 250);
  });

  root.addEventListener("click", (event) => {
    if (event.target.closest("[data-mark-close]")) closeMarking();
    const opener = event.target.closest("[data-mark-open]");
    if (opener) {
      event.preventDefault();
      fillMarking("", "", "");
      place(opener.getBoundingClientRect());
      find("#mark").elements.words.focus();
    }
    const found = event.target.closest("[data-mark]");
    if (found) {
      event.preventDefault();
      const [start, end] = found.dataset.mark.split("-");
      fillMarking(start, end, found.closest("li").querySelector(".chip").textContent);
      place(found.getBoundingClientRect());
      marking().querySelector('button[name="word"]').focus();
    }
  });

  ready();
})();
