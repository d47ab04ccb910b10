// What a reader loses when a page is squeezed or its text grows: sideways scroll, cut text, text over text, lost controls.
() => {
  const faults = [];
  const seen = (e) => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !e.closest('.unseen, .skip');
  const scrolls = (e) => {
    for (let at = e; at && at !== document.body; at = at.parentElement)
      if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX)) return true;
    return false;
  };
  const width = document.documentElement.scrollWidth;
  if (width > innerWidth) faults.push(`scrolls sideways: ${width} in ${innerWidth}`);
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement, text = node.textContent.trim();
    if (!text || !seen(element) || scrolls(element)) continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1) continue;
      // A line box is higher than its letters: what overlaps is the middle of it.
      const top = box.top + box.height * 0.25, bottom = box.bottom - box.height * 0.25;
      lines.push({ left: box.left, right: box.right, top, bottom, node, text });
      if (box.left < -1 || box.right > innerWidth + 1) faults.push(`leaves the page: ${text}`);
    }
  }
  lines.sort((one, other) => one.top - other.top);
  for (let at = 0; at < lines.length; at += 1)
    for (let next = at + 1; next < lines.length && lines[next].top < lines[at].bottom; next += 1) {
      const one = lines[at], other = lines[next];
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (one.node !== other.node && across > 2) faults.push(`over one another: ${one.text} / ${other.text}`);
    }
  for (const e of document.querySelectorAll('body *')) {
    const style = getComputedStyle(e);
    if (!seen(e) || !e.textContent.trim() || ['auto', 'scroll'].includes(style.overflowX)) continue;
    const cut = (style.overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 2)
      || (style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 2);
    if (cut && !e.matches('.hero, input, select, textarea')) faults.push(`cut: ${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 40)}`);
  }
  for (const e of document.querySelectorAll('a, button, summary, label, input:not([type=hidden]), select, textarea')) {
    const box = e.getBoundingClientRect();
    if (!seen(e) || scrolls(e) || !box.width) continue;
    if (box.left < -1 || box.right > innerWidth + 1) faults.push(`out of reach: ${e.outerHTML.slice(0, 99)}`);
  }
  return faults;
}
