// The link can be copied by hand; with script by one press.
(function () {
  "use strict";

  Array.prototype.forEach.call(document.querySelectorAll("[data-copy]"), function (button) {
    var field = document.getElementById(button.getAttribute("data-copy"));
    button.hidden = false;
    button.addEventListener("click", function () {
      field.focus();
      field.setSelectionRange(0, field.value.length);
      if (document.execCommand("copy")) button.textContent = button.getAttribute("data-copied");
    });
  });
})();
