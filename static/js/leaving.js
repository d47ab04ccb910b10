// Leave quickly: a press, or Esc three times. The answers are erased on the server before another page comes.
(function () {
  "use strict";

  const body = document.body;
  let going = false;

  function away() {
    location.replace(body.getAttribute("data-away"));
  }

  function leave() {
    if (going) return;
    going = true;
    document.title = " ";
    document.documentElement.className += " is-left";
    const token = document.querySelector("#own [name=csrfmiddlewaretoken]");
    if (!token) {
      away();
      return;
    }
    const request = new XMLHttpRequest();
    request.open("POST", body.getAttribute("data-leave-at"));
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    request.setRequestHeader("X-CSRFToken", token.value);
    request.timeout = 3000;
    request.onloadend = away;
    request.send();
  }

  Array.prototype.forEach.call(document.querySelectorAll("button[data-leave]"), function (button) {
    button.addEventListener("click", function (event) {
      event.preventDefault();
      leave();
    });
  });

  let presses = 0;
  let last = 0;
  document.addEventListener("keydown", function (event) {
    const escape = event.key === "Escape" || event.key === "Esc";
    presses = escape && (presses === 0 || Date.now() - last < 5000) ? presses + 1 : Number(escape);
    last = Date.now();
    if (presses === 3) leave();
  });

  // A page that the browser kept as it was asks the server again: its answers may be gone.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) location.reload();
  });
})();
