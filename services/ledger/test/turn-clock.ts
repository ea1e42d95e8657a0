import type { ManualClock } from '@vafa/kernel';

/** Turns a test's clock to a moment. */
export const turnClock = (clock: ManualClock, to: Date): void => {
  clock.advance(to.getTime() - clock.now().getTime());
};
