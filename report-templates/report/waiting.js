/**
 * Brings what waits in the page, before anybody has come so far. The other side is src/report/view/waiting.ts.
 */

/** So far from the view a section is made whole. */
const NEAR = '1500px';

/** What must stay where it is while something grows above it: what a link has led to, or else what stands in the upper part of the view. */
function seen() {
  const ledTo = document.querySelector(':target');
  const top = ledTo?.getBoundingClientRect().top ?? -1;
  return top >= 0 && top < innerHeight ? ledTo : document.elementFromPoint(innerWidth / 2, innerHeight / 4);
}

export function startWaiting() {
  /** @param {Element} section */
  const bring = (section) => {
    const held = seen();
    const before = held?.getBoundingClientRect().top ?? 0;
    for (const template of section.querySelectorAll('template')) template.replaceWith(template.content);
    const grown = (held?.getBoundingClientRect().top ?? 0) - before;
    if (grown !== 0) scrollBy({ top: grown, behavior: 'instant' });
  };
  const sections = new Set([...document.querySelectorAll('template.waits')].flatMap((template) => template.closest('section') ?? []));
  if (sections.size === 0) return;
  // Not every browser holds the view by itself, and those that do hold the last line of the section above: it is done here.
  document.documentElement.style.overflowAnchor = 'none';
  const watch = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
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
