// What can be pressed or filled in and was never reached by Tab.
() => {
  const walked = window.walked || [], seen = (e) => e.checkVisibility({ checkVisibilityCSS: true });
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  return [...document.querySelectorAll(all)].filter((e) => {
    if (!seen(e) || e.disabled || e.tabIndex < 0 || walked.includes(e)) return false;
    return !(e.type === 'radio' && walked.some((one) => one.type === 'radio' && one.name === e.name && one.form === e.form));
  }).map((e) => `never reached: ${e.outerHTML.slice(0, 120)}`);
}
