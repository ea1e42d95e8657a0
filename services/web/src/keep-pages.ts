const askedMs = 15 * 60_000;

/**
 * Has the pages of a room kept for when there is no network. `onNewer`: a later version is kept now, and shown the next
 * time that the page is loaded. Browsers that keep nothing go on without.
 */
export const keepPages = (room: 'till' | 'club', scope: string, onNewer: () => void = () => undefined): void => {
  if (!('serviceWorker' in navigator)) return;
  const { serviceWorker } = navigator;
  let isKept = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    if (isKept) onNewer();
    isKept = true;
  });
  serviceWorker
    .register(`/${room}/sw.js`, { scope })
    .then((registration) => setInterval(() => void registration.update().catch(() => undefined), askedMs))
    .catch(() => undefined);
};
