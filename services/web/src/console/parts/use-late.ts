import { useState, type ComponentType } from 'react';

interface Shown<Props> {
  /** What is shown, as soon as it is there. */
  readonly Part?: ComponentType<Props>;
  /** It could not be fetched, as during a cut. */
  readonly isFailed: boolean;
}

interface Late<Props> extends Shown<Props> {
  readonly open: (load: () => Promise<ComponentType<Props>>) => void;
  readonly close: () => void;
}

/**
 * A part of a page that comes when it is opened. React's own `lazy` keeps a failure for good and takes the page with
 * it; here the page stays, and opening it again asks again. Chromium keeps the failure too, until the page is loaded
 * anew: offer that beside it.
 */
export const useLate = <Props extends object>(): Late<Props> => {
  const [shown, set] = useState<Shown<Props>>({ isFailed: false });
  return {
    ...shown,
    open: (load) => {
      set((now) => ({ ...now, isFailed: false }));
      load().then(
        // What is open already stays, with what is typed into it.
        (Part) => set((now) => ({ Part, ...now, isFailed: false })),
        () => set((now) => ({ ...now, isFailed: true })),
      );
    },
    close: () => set({ isFailed: false }),
  };
};
