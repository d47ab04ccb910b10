// Small comforts; every page works without them, and browsers of 2016 can read this.
(function () {
  "use strict";

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();

  // A row that excludes the others takes their ticks away, and gives way to them.
  each("[data-exclusive]", function (list) {
    list.addEventListener("change", function (event) {
      const target = event.target;
      if (!target.checked) return;
      Array.prototype.forEach.call(list.querySelectorAll("input:checked"), function (box) {
        const unsureWithTick = box.value === "?" || target.value === "?";
        const excluded = box.value === "-" || target.value === "-";
        if (box !== target && excluded) box.checked = false;
        else if (box !== target && unsureWithTick && target.value !== "?") box.checked = false;
      });
    });
  });

  // Typing takes the tick off "do not know".
  each("[data-unsure]", function (unsure) {
    unsure.closest("fieldset").addEventListener("input", function (event) {
      if (event.target.type === "text" && event.target.value) unsure.checked = false;
    });
  });

  each("[data-print]", function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      window.print();
    });
  });

  // Paper shows everything: what is folded opens, and folds again afterwards.
  window.addEventListener("beforeprint", function () {
    each("main details:not([open])", function (fold) {
      fold.setAttribute("data-folded", "");
      fold.open = true;
    });
  });
  window.addEventListener("afterprint", function () {
    each("[data-folded]", function (fold) {
      fold.removeAttribute("data-folded");
      fold.open = false;
    });
  });
})();
