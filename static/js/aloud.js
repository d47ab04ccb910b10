// Reads the page aloud with the device's own voice; where it has none, the link to the help stays.
(function () {
  "use strict";

  const link = document.querySelector("[data-aloud]");
  const speech = window.speechSynthesis;
  if (!link || !speech || !window.SpeechSynthesisUtterance) return;

  const BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, label, legend, summary, caption, th, td, a, button";
  const chinese = document.documentElement.lang.slice(0, 2) === "zh";
  const wanted = chinese ? /^(zh|cmn)/i : /^en/i;
  let button = null;
  let reading = [];
  let spoken = null;

  function voice() {
    const voices = speech.getVoices().filter(function (one) {
      return wanted.test(one.lang);
    });
    return voices.filter(function (one) {
      return one.localService;
    })[0] || voices[0];
  }

  function seen(element) {
    const fold = element.closest("details:not([open])");
    const folded = fold && !(element.closest("summary") && element.closest("details") === fold);
    return !folded && !element.closest(".unseen, [hidden]") && element.getClientRects().length > 0;
  }

  // The page's texts in their order, each with the block that it stands in.
  function pieces() {
    const walker = document.createTreeWalker(document.getElementById("main"), NodeFilter.SHOW_TEXT, null, false);
    const found = [];
    while (walker.nextNode()) {
      const text = walker.currentNode.nodeValue.trim();
      const parent = walker.currentNode.parentElement;
      if (!text || !seen(parent)) continue;
      const block = parent.closest(BLOCKS) || parent;
      const before = found[found.length - 1];
      if (before && before.block === block) before.text += " " + text;
      else found.push({ block: block, text: text });
    }
    return found;
  }

  function unmark() {
    if (spoken) spoken.block.classList.remove("is-read");
    spoken = null;
  }

  function stop() {
    reading = [];
    unmark();
    speech.cancel();
    button.textContent = link.getAttribute("data-aloud");
  }

  function next() {
    unmark();
    if (!reading.length) {
      stop();
      return;
    }
    spoken = reading.shift();
    // Kept in the piece: a browser forgets an utterance that nothing holds, and its end with it.
    spoken.utterance = new SpeechSynthesisUtterance(spoken.text);
    spoken.utterance.voice = voice();
    spoken.utterance.lang = spoken.utterance.voice.lang;
    spoken.utterance.rate = 0.9;
    spoken.utterance.onend = spoken.utterance.onerror = function () {
      if (spoken && this === spoken.utterance) next();
    };
    spoken.block.classList.add("is-read");
    const box = spoken.block.getBoundingClientRect();
    if (box.top < 0 || box.bottom > window.innerHeight) spoken.block.scrollIntoView(true);
    speech.speak(spoken.utterance);
  }

  function offer() {
    if (button || !voice()) return;
    button = document.createElement("button");
    button.type = "button";
    button.textContent = link.getAttribute("data-aloud");
    button.addEventListener("click", function () {
      if (spoken) {
        stop();
        return;
      }
      button.textContent = link.getAttribute("data-stop");
      reading = pieces();
      next();
    });
    link.parentNode.replaceChild(button, link);
  }

  offer();
  // Many browsers look for their voices only after the page has asked.
  if ("onvoiceschanged" in speech) speech.onvoiceschanged = offer;
  window.addEventListener("pagehide", function () {
    speech.cancel();
  });
})();
