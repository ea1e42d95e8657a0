import type { Clock } from '@vafa/kernel';
import { Limiter, type Rate } from '@vafa/limiter';
import type { CodeBrakes } from '../../../ports/member-sign-ins.ts';
import { tooMany } from '../too-many.ts';
import { networkOf } from '../staff/sign-in-brakes.ts';

/** Five at once, then one in five minutes: as many codes as one person can want. */
const perNumber: Rate = { perSecond: 1 / 300, burst: 5 };
/** A shop's guests share an address: forty at once, then six a minute. */
const perAddress: Rate = { perSecond: 0.1, burst: 40 };

const pass = (waitMs: number, what: string): void => {
  if (waitMs > 0) throw tooMany(waitMs, `too many codes ${what}; try again later`);
};

/** A browser that the member has signed in with has a share of its own: strangers use up that of the number alone. */
export const codeBrakes = (clock: Clock): CodeBrakes => {
  const numbers = new Limiter(perNumber, clock);
  const addresses = new Limiter(perAddress, clock);
  return {
    ask: ({ clubId, phone, device }) =>
      pass(numbers.take(JSON.stringify([clubId, phone, device ?? null])), 'for this number'),
    address: (address) => pass(addresses.take(networkOf(address)), 'from this address'),
  };
};
