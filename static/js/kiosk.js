// A self-service terminal: after two idle minutes it asks, after one more it erases and goes back to the start.
(function () {
  "use strict";

  const ASK = 120;
  const ERASE = 180;
  const question = document.getElementById("idle");
  const main = document.getElementById("main");
  const shown = question.querySelector("[data-seconds]");
  let touched = Date.now();
  let place = 0;

  function stay() {
    touched = Date.now();
    if (question.hidden) return;
    question.hidden = true;
    main.classList.remove("is-idle");
    window.scrollTo(0, place);
  }

  function ask() {
    place = window.pageYOffset;
    main.classList.add("is-idle");
    question.hidden = false;
    window.scrollTo(0, 0);
    question.querySelector("[data-stay]").focus();
  }

  function over() {
    clearInterval(clock);
    location.replace(question.getAttribute("data-over"));
  }

  const clock = setInterval(function () {
    const idle = (Date.now() - touched) / 1000;
    if (idle >= ERASE) over();
    else if (idle >= ASK) {
      if (question.hidden) ask();
      shown.textContent = String(Math.ceil(ERASE - idle));
    }
  }, 1000);

  ["keydown", "click", "touchstart"].forEach(function (name) {
    document.addEventListener(name, stay, true);
  });
  ["mousemove", "wheel", "scroll"].forEach(function (name) {
    document.addEventListener(name, function () {
      if (question.hidden) touched = Date.now();
    });
  });
})();
