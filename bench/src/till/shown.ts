/** What a page is waited for, read from it as a person does. */
export type Wanted = { readonly of: 'card'; readonly name: string } | { readonly of: 'points'; readonly text: string };

/** Requests to the club, and how many of them waited for one another. */
export interface Asked {
  readonly count: number;
  readonly depth: number;
}

/**
 * Runs in the page before its own scripts, so that no listener of theirs keeps an Enter from it. `look` begins to wait
 * for something, `shownAfter` tells the milliseconds from the Enter to the frame that shows it. One request waited for
 * another where it began only after that had ended.
 */
export const inThePage = `
  let enteredAt = NaN;
  let shownAfter;
  addEventListener('keydown', ({ key }) => { if (key === 'Enter') enteredAt = performance.now(); }, true);
  const textOf = (selector) => document.querySelector(selector)?.textContent ?? '';
  // Tier and vouchers, too: the card is there once all of it is.
  const isCard = (name) =>
    textOf('[data-known=true] h2') === name &&
    /\\p{Nd}/u.test(textOf('[data-known=true] b')) &&
    document.querySelector('[data-known=true] dl dd') !== null &&
    document.querySelectorAll('[data-known=true] h3').length > 1;
  const arePoints = (text) =>
    [...document.querySelectorAll('[role=status] b:not([data-old])')].some((each) => each.textContent === text);
  const requests = () =>
    performance.getEntriesByType('resource')
      .filter(({ name }) => name.includes('/v1/'))
      .toSorted((a, b) => a.startTime - b.startTime);
  window.measuring = {
    look: ({ of, name, text }) => {
      enteredAt = NaN;
      performance.clearResourceTimings();
      shownAfter = new Promise((done) => {
        const watcher = new MutationObserver(() => {
          if (Number.isNaN(enteredAt) || !(of === 'card' ? isCard(name) : arePoints(text))) return;
          watcher.disconnect();
          requestAnimationFrame(() => done(performance.now() - enteredAt));
        });
        watcher.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      });
    },
    shownAfter: () => shownAfter,
    asked: () => {
      const depths = [];
      const all = requests();
      for (const { startTime } of all) {
        const before = depths.filter((_depth, at) => all[at].responseEnd <= startTime);
        depths.push(1 + Math.max(0, ...before));
      }
      return { count: all.length, depth: Math.max(0, ...depths) };
    },
  };
`;
