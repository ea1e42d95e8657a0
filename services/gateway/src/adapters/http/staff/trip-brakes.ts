import type { Clock } from '@vafa/kernel';
import { Limiter, type Rate } from '@vafa/limiter';
import type { TripBrakes } from '../../../ports/identity-providers.ts';
import { tooMany } from '../too-many.ts';
import { networkOf } from './sign-in-brakes.ts';

/** Brakes on failures of one address, as many as wrong passwords have. */
export const tripBrakes = (failures: Rate, clock: Clock): TripBrakes => {
  const addresses = new Limiter(failures, clock);
  return {
    enter: (address) => {
      const network = networkOf(address);
      const waitMs = addresses.wait(network);
      if (waitMs > 0) throw tooMany(waitMs, 'too many tries to sign in; try again later');
      addresses.charge(network);
      return { passed: () => addresses.charge(network, -1) };
    },
  };
};
