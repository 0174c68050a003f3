/**
 * Brings what waits in the page, before anybody has come so far. The other side is src/report/view/waiting.ts.
 */

/** So far from the view a section is made whole. */
const NEAR = '1500px';
/** Some browsers do not hold the view by themselves when something grows above it. */
const IS_HELD = CSS.supports('overflow-anchor', 'auto');

export function startWaiting() {
  /** @param {Element} section */
  const bring = (section) => {
    const isAbove = !IS_HELD && section.getBoundingClientRect().bottom < 0;
    const before = document.documentElement.scrollHeight;
    for (const template of section.querySelectorAll('template')) template.replaceWith(template.content);
    if (isAbove) scrollBy({ top: document.documentElement.scrollHeight - before, behavior: 'instant' });
  };
  const sections = new Set([...document.querySelectorAll('template.waits')].flatMap((template) => template.closest('section') ?? []));
  if (sections.size === 0) return;
  const watch = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        watch.unobserve(target);
        bring(target);
      }
    },
    { rootMargin: NEAR },
  );
  for (const section of sections) {
    for (const pointer of section.querySelectorAll('.scriptless.waits')) pointer.remove();
    watch.observe(section);
  }
  const bringAll = () => {
    watch.disconnect();
    for (const section of sections) bring(section);
  };
  // Paper has no view, and the browser finds only what stands in the page.
  addEventListener('beforeprint', bringAll);
  addEventListener('keydown', (event) => {
    if (event.key === 'F3' || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f')) bringAll();
  });
}
