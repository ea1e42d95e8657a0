import { useSyncExternalStore } from 'react';

let isNewer = false;
const watchers = new Set<() => void>();

/** Whether a later version of the till is on the device: it is shown once the page is loaded again. */
export const tellNewer = (isLater: boolean): void => {
  isNewer = isLater;
  for (const watcher of watchers) watcher();
};

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

export const useNewer = (): boolean => useSyncExternalStore(watch, () => isNewer);
