// How a page is made, whatever its size: headings, names, windows, pop-ups, hover, autoplay.
() => {
  const faults = [];
  const seen = (e) => e.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(seen).map((e) => Number(e.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) faults.push(`headings of the first level: ${levels.join(' ')}`);
  levels.forEach((level, at) => {
    if (at && level > levels[at - 1] + 1) faults.push(`a heading's level is skipped: ${levels.join(' ')}`);
  });
  if (!document.title.trim()) faults.push('no title');
  if (document.documentElement.lang !== 'zh-Hans') faults.push(`language: ${document.documentElement.lang}`);
  for (const e of document.querySelectorAll('[target=_blank]'))
    if (!/新窗口|新页/.test(e.textContent)) faults.push(`opens a window without words: ${e.textContent}`);
  for (const e of document.querySelectorAll('dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true], [popover]'))
    if (seen(e)) faults.push(`pops up: ${e.textContent.trim()}`);
  for (const e of document.querySelectorAll('[autoplay], marquee, blink')) faults.push(`moves by itself: ${e.tagName}`);
  for (const e of document.querySelectorAll('[tabindex]')) if (e.tabIndex > 0) faults.push(`out of order: ${e.outerHTML}`);
  for (const e of document.querySelectorAll('*'))
    for (const { name } of e.attributes) if (/^on|^style$/.test(name)) faults.push(`inline: ${e.outerHTML.slice(0, 99)}`);
  const viewport = document.querySelector('meta[name=viewport]');
  if (!viewport || /user-scalable|maximum-scale/.test(viewport.content)) faults.push('cannot be pinched');
  const skip = document.querySelector('body a');
  if (document.querySelector('nav') && (!skip || !skip.matches('.skip') || !document.querySelector(skip.hash))) faults.push('does not begin with the way to the text');
  // What only shows under a pointer is not there for a finger or a key.
  const rules = (list) => [...list].flatMap((rule) => (rule.cssRules && rule.cssRules.length ? rules(rule.cssRules) : [rule]));
  for (const sheet of document.styleSheets)
    for (const rule of rules(sheet.cssRules))
      if (/:hover/.test(rule.selectorText) && !/:focus/.test(rule.selectorText))
        for (const what of ['display', 'visibility', 'opacity', 'content'])
          if (rule.style[what]) faults.push(`only for a pointer: ${rule.cssText}`);
  return faults;
}
