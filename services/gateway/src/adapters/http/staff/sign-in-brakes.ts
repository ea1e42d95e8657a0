import type { Clock } from '@vafa/kernel';
import { GrowingDelays, Limiter, type Growth, type Rate } from '@vafa/limiter';
import { isIPv6 } from 'node:net';
import { tooMany } from '../too-many.ts';
import type { Attempt, SignInBrakes } from '../../../ports/passwords.ts';

/** Tries of one username from one address, or in one browser that it is known from. */
const perAccount: Growth = { free: 4, firstMs: 1_000, mostMs: 300_000, forgottenMs: 3_600_000 };

const networkGroups = 4;

/** A subscriber has a whole /64 of IPv6: its addresses count as one. */
export const networkOf = (address: string): string => {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = '', tail = ''] = address.split('::');
  const first = head.split(':').filter((group) => group !== '');
  const last = address.includes('::') ? tail.split(':').filter((group) => group !== '') : [];
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return [...first, ...zeros, ...last].slice(0, networkGroups).join(':');
};

/**
 * Brakes on guessing. A browser in which the person has signed in before has its own; all others share those of their
 * address. So no stranger, and no neighbour behind the same address, can keep anybody out of a browser that knows him.
 */
export const signInBrakes = (wrongPasswords: Rate, clock: Clock): SignInBrakes => {
  const accounts = new GrowingDelays(perAccount, clock);
  const addresses = new Limiter(wrongPasswords, clock);
  return {
    enter: ({ username, address, device }: Attempt) => {
      const network = networkOf(address);
      const name = JSON.stringify([username, device ?? network, device !== undefined]);
      const waitMs = Math.max(accounts.wait(name), device === undefined ? addresses.wait(network) : 0);
      if (waitMs > 0) throw tooMany(waitMs, 'too many tries to sign in; try again later');
      accounts.failed(name);
      if (device === undefined) addresses.charge(network);
      const passed = (): void => {
        accounts.forget(name);
        if (device === undefined) addresses.charge(network, -1);
      };
      return { passed };
    },
  };
};
