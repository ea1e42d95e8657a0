import type { Off } from '../terms/effects.ts';
import { least, shareOf } from './rounding.ts';

/** What comes off an amount: its share rounded half up, or so much, but never more than there is. */
export const offOf = (off: Off, net: bigint): bigint =>
  'percent' in off ? shareOf(net, off.percent) : least(off.amount, net);
