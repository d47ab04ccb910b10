// The page of a benefit or a term: other controls and the rule read back come while it is edited; it works without this.
(() => {
  "use strict";

  const editor = () => document.getElementById("editor");
  if (!editor()) return;
  const form = editor().closest("form");
  const QUIET = 400; // milliseconds without typing before the rule is read back
  let waiting = 0;
  let latest = 0;
  let leaving = false;

  const content = () => new URLSearchParams(new FormData(form));

  const askFor = async (command) => {
    const body = content();
    body.append("_reshape", command);
    const answer = await fetch(form.action, { method: "POST", body });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  // What only a person can settle (signed out, changed by others) is shown as a page of its own.
  const showAsPage = (command) => {
    const button = document.createElement("button");
    button.name = "_reshape";
    button.value = command;
    button.formNoValidate = true;
    button.hidden = true;
    form.append(button);
    leaving = true;
    form.requestSubmit(button);
  };

  const keepFolds = (fresh) => {
    for (const fold of editor().querySelectorAll("details[id]")) {
      const same = fresh.querySelector(`#${CSS.escape(fold.id)}`);
      if (same && fold.open) same.open = true;
    }
  };

  const focusOn = (id, target) => {
    const added = target ? document.getElementById(target) : null;
    const field = added?.querySelector("input:not([type=hidden]), select, textarea") || document.getElementById(id);
    field?.focus({ preventScroll: !added });
    added?.scrollIntoView({ block: "nearest" });
  };

  const reshape = async (command) => {
    const turn = ++latest;
    const focused = document.activeElement?.id;
    const before = new Set([...editor().querySelectorAll("fieldset[id], article[id]")].map((one) => one.id));
    editor().setAttribute("aria-busy", "true");
    try {
      const sent = content().toString();
      const fresh = (await askFor(command)).getElementById("editor");
      if (turn !== latest) return;
      if (content().toString() !== sent) {
        reshape(command);
        return;
      }
      keepFolds(fresh);
      editor().replaceWith(document.adoptNode(fresh));
      const added = [...editor().querySelectorAll("fieldset[id], article[id]")].find((one) => !before.has(one.id));
      focusOn(focused, command.startsWith("add:") ? added?.id : "");
    } catch {
      if (!leaving) showAsPage(command);
    }
  };

  // A save cuts off what is still being asked for; that must not take the save's place.
  form.addEventListener("submit", () => {
    leaving = true;
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
  });

  const readBack = async () => {
    const turn = ++latest;
    try {
      const said = await askFor("say");
      if (turn !== latest) return;
      for (const rule of editor().querySelectorAll("[data-rule]")) {
        const now = said.getElementById(rule.id);
        if (now) rule.replaceChildren(...now.childNodes);
      }
    } catch {
      // The rule is read back again at the next change; a reshape or a save tells what is wrong.
    }
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=_reshape]");
    if (!button || leaving) return;
    event.preventDefault();
    clearTimeout(waiting);
    reshape(button.value);
  });

  form.addEventListener("change", ({ target }) => {
    if (!target.matches("#editor [data-reshape], #id_item")) return;
    clearTimeout(waiting);
    reshape("read");
  });

  form.addEventListener("input", ({ target }) => {
    if (!target.closest("#editor") || target.matches("[data-reshape]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(readBack, QUIET);
  });

  // What was added in another window is there on coming back.
  let elsewhere = false;
  form.addEventListener("click", ({ target }) => {
    if (target.closest("[data-then-reshape]")) elsewhere = true;
  });
  window.addEventListener("focus", () => {
    if (!elsewhere) return;
    elsewhere = false;
    reshape("read");
  });

  const summary = document.getElementById("ed-summary");
  if (summary) {
    summary.focus();
    // The admin's own script, which is loaded when it may, puts the focus into the first field.
    window.addEventListener("load", () => summary.focus());
  }
  document.documentElement.classList.add("has-editor-script");
})();
