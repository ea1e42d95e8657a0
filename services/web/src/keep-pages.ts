const askedMs = 15 * 60_000;

/** The version of the worker that keeps the pages; never answered by one of before this was asked. */
const versionOf = (worker: ServiceWorker): Promise<unknown> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }) => {
      resolve(data);
      port1.close();
    });
    port1.start();
    worker.postMessage('version', [port2]);
  });

/**
 * Tells whether the pages that are kept are of another version than this page. `isNow`: whether the worker that was
 * asked is still the one that keeps them when it answers.
 */
const compare = async (
  { active, installing, waiting }: ServiceWorkerRegistration,
  isNow: (worker: ServiceWorker) => boolean,
  onNewer: (isNewer: boolean) => void,
): Promise<void> => {
  const own = document.documentElement.dataset.version;
  // A worker that is on its way may be this page's own: it tells when it is at work.
  if (own === undefined || active === null || installing !== null || waiting !== null) return;
  const kept = await versionOf(active);
  if (isNow(active)) onNewer(kept !== own);
};

/**
 * Has the pages of a room kept for when there is no network. `onNewer`: whether another version is kept than the one
 * that is seen, which is shown the next time that the page is loaded. Browsers that keep nothing go on without.
 */
export const keepPages = (room: 'till' | 'club', scope: string, onNewer?: (isNewer: boolean) => void): void => {
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  const keep = async (): Promise<void> => {
    const registration = await serviceWorker.register(`/${room}/sw.js`, { scope });
    const look = async (): Promise<void> => {
      if (onNewer !== undefined) await compare(registration, (worker) => registration.active === worker, onNewer);
    };
    // Without an answer nobody knows which version is the latest.
    const ask = (): Promise<void> => registration.update().then(look, () => undefined);
    serviceWorker.addEventListener('controllerchange', () => void look());
    setInterval(() => void ask(), askedMs);
    // A later version may have come between the page and this.
    if (onNewer !== undefined) await ask();
  };
  keep().catch(() => undefined);
};
