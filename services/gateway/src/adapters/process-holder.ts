import { processIdentity } from '@vafa/events';

let holders = 0;

/** A name for a holder of leases in this process; `isGone` of @vafa/events tells whether its process has ended for certain. */
export const newHolder = (): string => `${processIdentity()}|${String(++holders)}`;
