import { useSyncExternalStore } from 'react';

/** Where a member is: a page of the club, and the thing that it shows. */
export interface Place {
  /** Empty: the club is not in the address. */
  readonly club: string;
  readonly page: string;
  readonly id: string;
}

const placeOf = (path: string): Place => {
  const [, club = '', page = '', id = ''] =
    /^\/club(?:\/([a-z0-9-]{2,40}))?(?:\/([a-z-]+))?(?:\/([\w-]+))?\/?$/.exec(path) ?? [];
  return { club, page, id };
};

/** The club of this page; it changes with the page alone. */
export const clubCode = placeOf(location.pathname).club;

export const addressOf = (page: string): string => `/club/${clubCode}${page === '' ? '' : `/${page}`}`;

const listeners = new Set<() => void>();
const tell = (): void => {
  for (const listener of listeners) listener();
};
addEventListener('popstate', tell);

/** How the page was left when it was gone to, so that going back finds it so. */
export const goTo = (page: string, how: 'push' | 'replace' = 'push'): void => {
  history[how === 'push' ? 'pushState' : 'replaceState']({ isOurs: true }, '', addressOf(page));
  scrollTo(0, 0);
  tell();
};

/** Back to where the member came from, or to a page when the address was opened by itself. */
export const goBack = (page: string): void => {
  if ((history.state as { isOurs?: boolean } | null)?.isOurs === true) history.back();
  else goTo(page, 'replace');
};

export const usePlace = (): Place =>
  placeOf(
    useSyncExternalStore(
      (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      () => location.pathname,
    ),
  );
