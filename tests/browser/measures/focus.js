// Where the keyboard is: called after each Tab. Remembers where it was, and says what a reader would miss.
() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const walked = (window.walked = window.walked || []);
  const faults = [], said = e.outerHTML.slice(0, 120);
  const last = walked[walked.length - 1];
  if (last === e) return { faults }; // the parts of a date are one thing
  if (walked.includes(e)) return null;
  if (last && !(last.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push(`jumps back: ${said}`);
  walked.push(e);
  // A row to choose from carries the ring of the button in it.
  const row = e.closest('.choice');
  const ringed = row && getComputedStyle(e).outlineStyle === 'none' ? row : e;
  const style = getComputedStyle(ringed);
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 3) faults.push(`a ring of ${style.outlineWidth}: ${said}`);
  let box = ringed.getBoundingClientRect();
  if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) faults.push(`out of sight: ${said}`);
  const behind = getComputedStyle(ringed.parentElement).backgroundColor;
  const kind = [e.tagName, e.type, e.className, style.color, style.backgroundColor, behind].join(' ');
  ringed.scrollIntoView({ block: 'center' });
  box = ringed.getBoundingClientRect();
  const part = ringed.getClientRects()[0] || box;
  const [x, y] = [part.left + part.width / 2, part.top + part.height / 2];
  const over = document.elementFromPoint(x, y);
  if (over && !ringed.contains(over) && !over.contains(ringed)) faults.push(`covered by ${over.outerHTML.slice(0, 60)}: ${said}`);
  return { kind, said, faults, box: { x: box.x, y: box.y, width: box.width, height: box.height } };
}
