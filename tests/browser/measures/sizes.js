// What a resident's page must measure: A1-A4, A7, A13 and A14 of the anchors.
({ simple }) => {
  const unseen = '.unseen, .skip';
  const seen = (e) => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !e.closest(unseen);
  const faults = [];
  const floor = simple ? 24 : 18;
  const body = simple ? 24 : 20;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
    if (!text || !seen(element)) continue;
    const style = getComputedStyle(element), size = parseFloat(style.fontSize);
    const line = parseFloat(style.lineHeight) / size;
    if (size < floor) faults.push(`${size}px: ${text}`);
    if (!element.matches('p, li, dd')) continue;
    if (size < body && element.parentElement.matches('main > *, .sheet, .card')) faults.push(`body text of ${size}px: ${text}`);
    if (line < 1.59) faults.push(`line ${line}: ${text}`);
    if (element.getBoundingClientRect().width > 36 * size) faults.push(`long: ${text}`);
  }
  for (const e of document.querySelectorAll('a, button, summary, label.choice, input[type=text]')) {
    const box = e.getBoundingClientRect();
    if (!seen(e) || !box.width) continue;
    const least = e.matches('.primary, label.choice, .places > summary, input[type=text]') ? 60 : 44;
    if (box.height < least) faults.push(`${box.height}px high: ${e.textContent || e.id}`);
    const full = innerWidth > 500 || box.width > innerWidth * 0.65;
    if (e.matches('.primary') && !full) faults.push(`narrow: ${e.textContent}`);
  }
  const width = document.documentElement.scrollWidth;
  if (width > innerWidth) faults.push(`scrolls sideways: ${width}`);
  for (const e of document.querySelectorAll('body *'))
    if (['fixed', 'sticky'].includes(getComputedStyle(e).position)) faults.push(`floats: ${e.className}`);
  return faults;
}
