// Sending a form: once; and where the connection is lost every word stays, on the page or in this tab until the form is open again.
(() => {
  "use strict";

  // One entry, in this tab alone: never a password, a file or a tick; gone once the server took the form, on signing out, and before anybody else's eyes.
  const KEY = "unsent";
  const WHO = document.body.dataset.who ?? "";
  const AGAIN = 3000; // milliseconds; after an answer that is a file the page stays, and the form may be sent again
  const TYPED = "textarea, select, input:not([type=hidden], [type=password], [type=file], [type=checkbox], [type=radio])";

  function told(place, words, link) {
    const before = place.previousElementSibling;
    const notice = before?.matches("[data-unsent]") ? before : document.createElement("p");
    notice.className = "notice late";
    notice.setAttribute("role", "alert");
    notice.dataset.unsent = "";
    notice.textContent = words;
    if (link !== undefined) {
      const opener = document.createElement("a");
      opener.href = link;
      opener.textContent = "打开接着办";
      notice.append(" ", opener);
    }
    place.before(notice);
  }

  function keep(form) {
    const fields = [...form.querySelectorAll(TYPED)].filter((field) => field.name !== "");
    if (!fields.some((field) => field.tagName === "TEXTAREA" && field.value !== "")) return;
    const typed = fields.map((field) => [field.name, field.value]);
    sessionStorage.setItem(KEY, JSON.stringify({ path: new URL(form.action).pathname, who: WHO, typed }));
  }

  /** What was typed and never arrived goes back into its form. The server took it where it led on to another page, but for the sign-in. */
  function giveBack() {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    if (kept === null) return;
    if (document.querySelector("form[data-sign-in]") !== null) {
      sessionStorage.setItem(KEY, JSON.stringify({ ...kept, turnedAway: true }));
      return;
    }
    const taken = performance.getEntriesByType("navigation")[0]?.redirectCount > 0 && !kept.turnedAway;
    if (taken || kept.who !== WHO) {
      sessionStorage.removeItem(KEY);
      return;
    }
    const form = [...document.forms].find((each) => each.method === "post" && new URL(each.action).pathname === kept.path);
    const cameBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    if (form === undefined && cameBack) {
      told(document.querySelector("main h1, main > *"), "刚才填的内容没有发送成功，还留着。", kept.path);
      return;
    }
    sessionStorage.removeItem(KEY);
    if (form === undefined) return;
    let changed = false;
    for (const [name, value] of kept.typed) {
      const field = form.elements.namedItem(name);
      if (field === null || !("value" in field) || field.value === value) continue;
      field.value = value;
      changed = true;
    }
    if (changed) told(form, "刚才没有发送成功，填的内容已放回，请再按一次。");
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.signOut !== undefined) sessionStorage.removeItem(KEY);
    if (event.defaultPrevented || form.method !== "post") return;
    if (!navigator.onLine) {
      event.preventDefault();
      told(form, "网络不通，没有发送。填的内容都还在，网络恢复后再按一次。");
    } else if (form.dataset.sending !== undefined) {
      event.preventDefault();
    } else {
      form.dataset.sending = "";
      keep(form);
      setTimeout(() => delete form.dataset.sending, AGAIN);
    }
  });

  document.addEventListener("htmx:sendError", (event) => {
    told(event.detail.target ?? event.target, "网络不通，没有打开。网络恢复后再按一次。");
  });
  window.addEventListener("pageshow", (event) => {
    for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
    if (event.persisted) sessionStorage.removeItem(KEY); // the page came back as it was, with every word
    else giveBack();
  });
})();
