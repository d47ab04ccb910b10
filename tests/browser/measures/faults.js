// What a form that was sent back must say, and how: A18, A20.
() => {
  const faults = [];
  if (!document.title.startsWith('错误：')) faults.push(`title: ${document.title}`);
  const summary = document.querySelector('main .error-summary, main .faults');
  if (!summary) return [...faults, 'no summary'];
  const form = document.querySelector('main form'), heading = document.querySelector('main h1');
  const before = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  const first = summary.closest('form') ? summary.closest('form').querySelector('input:not([type=hidden])') : form;
  if (!before(summary, first)) faults.push('the summary does not come first');
  if (heading && !summary.closest('form') && form.contains(heading) && !before(summary, heading)) faults.push('the heading comes first');
  if (summary.getAttribute('role') !== 'alert') faults.push('the summary is not announced');
  const words = (e) => e.textContent.trim();
  const links = [...summary.querySelectorAll('li a')];
  if (links.length !== summary.querySelectorAll('li').length || !links.length) faults.push('a fault without a link');
  for (const link of links) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target || !target.matches('input, select, textarea, button, summary')) {
      faults.push(`leads to no field: ${link.outerHTML}`);
      continue;
    }
    let described = false;
    for (let at = target; at && at !== document.body && !described; at = at.parentElement)
      described = (at.getAttribute('aria-describedby') || '').split(/\s+/).some((id) => {
        const one = id && document.getElementById(id);
        return one && words(one).includes(words(link));
      });
    if (!described) faults.push(`the field is not told of its fault: ${target.outerHTML.slice(0, 99)}`);
  }
  const inline = [...document.querySelectorAll('main p.error, main p.wrong')].map(words);
  for (const said of links.map(words)) if (!inline.includes(said)) faults.push(`not said at the field: ${said}`);
  for (const said of inline) if (!links.map(words).includes(said)) faults.push(`not said in the summary: ${said}`);
  return faults;
}
