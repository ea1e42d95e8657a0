import { clubCode } from './place.ts';

/** Tells the worker which files this page is made of, once they are all there. */
const tellFiles = async (): Promise<void> => {
  const { active } = await navigator.serviceWorker.ready;
  const files = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`${location.origin}/assets/`));
  active?.postMessage([...new Set(files)]);
};

const settledMs = 1_000;

/** Has the pages kept for when there is no network. Browsers that keep nothing go on without. */
export const keepOffline = (): void => {
  if (clubCode === '' || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker
    .register('/club/sw.js', { scope: '/club/' })
    .then(() => setTimeout(() => void tellFiles(), settledMs))
    .catch(() => undefined);
};
