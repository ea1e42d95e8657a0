import type { Subscription } from '@vafa/events';
import type { Clock } from '@vafa/kernel';
import { Projection } from '@vafa/projection';
import type { KnownClubs } from '../../use-cases/known-clubs.ts';
import type { KeptFacts } from './kept-facts.ts';
import { MembershipFacts, type MembershipClient } from './membership-facts.ts';
import { ToldClubs } from './told-clubs.ts';

/** Of what is kept: 2, since branches may be closed. */
const form = 2;

/** Clubs, branches and members, kept as long as the subscription is consumed. */
export const keepClubs = (
  model: { readonly collection: unknown },
  membership: MembershipClient,
  clock: Clock,
): { readonly clubs: KnownClubs; readonly subscription: Subscription } => {
  const facts = new Projection<KeptFacts>(model, new MembershipFacts(membership), {
    group: 'checkout',
    form,
    clock,
  });
  return { clubs: new ToldClubs(facts), subscription: facts.subscription };
};
