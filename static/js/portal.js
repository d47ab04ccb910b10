// Small comforts; every page works without them.
(() => {
  "use strict";

  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();

  // A row that excludes the others takes their ticks away, and gives way to them.
  for (const list of document.querySelectorAll("[data-exclusive]")) {
    list.addEventListener("change", ({ target }) => {
      if (!target.checked) return;
      for (const box of list.querySelectorAll("input:checked")) {
        const unsureWithTick = box.value === "?" || target.value === "?";
        const excluded = box.value === "-" || target.value === "-";
        if (box !== target && excluded) box.checked = false;
        else if (box !== target && unsureWithTick && target.value !== "?") box.checked = false;
      }
    });
  }

  // Typing takes the tick off "do not know".
  for (const unsure of document.querySelectorAll("[data-unsure]")) {
    const field = unsure.closest("fieldset");
    field.addEventListener("input", ({ target }) => {
      if (target.type === "text" && target.value) unsure.checked = false;
    });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // Paper shows everything: what is folded opens, and folds again afterwards.
  window.addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("main details:not([open])")) {
      fold.dataset.folded = "";
      fold.open = true;
    }
  });
  window.addEventListener("afterprint", () => {
    for (const fold of document.querySelectorAll("[data-folded]")) {
      delete fold.dataset.folded;
      fold.open = false;
    }
  });
})();
