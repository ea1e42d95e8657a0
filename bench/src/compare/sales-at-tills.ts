import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@vafa/client';
import { clientOf } from '../client-of.ts';
import type { ComparedWork } from './compared-work.ts';

const tills = 8;
const membersOfTills = 32;
const warmUp = 300;
const verbs = ['sessions:write', 'members:read'] as const;

/** A sale at a till; a member who has points pays one of it with one. */
const sell = async (till: Client, id: string, memberId: string, pays: boolean): Promise<void> => {
  const lines = [
    { sku: 'TEA', quantity: 4, unit_price: '12.50' },
    { sku: 'CUP', quantity: 1, unit_price: '7.95' },
  ];
  const basket = { branch: 'bench', till: '1', receipt: id, member_id: memberId, lines };
  const path = { session_id: id };
  await till.call('putSession', { path, body: basket });
  if (pays) await till.call('holdSession', { path, body: { points: 1 } });
  await till.call('closeSession', { path, body: {} });
};

interface Sales {
  readonly name: string;
  readonly count: number;
  readonly pays: boolean;
}

const sellAll = async (till: Client, { name, count, pays }: Sales, members: readonly string[]): Promise<void> => {
  let left = count;
  const one = async (): Promise<void> => {
    for (let place = --left; place >= 0; place = --left)
      await sell(till, `${name}-${String(place)}`, members[place % members.length] as string, pays);
  };
  await Promise.all(Array.from({ length: tills }, one));
};

/** Until the ledger has posted so many points under this name of the summary. */
const posted = async (club: Client, name: 'points_accrued' | 'points_burned', least: number): Promise<void> => {
  while (Number((await club.call('getSummary'))[name]) < least) await pause(100);
};

const enrol = async (club: Client): Promise<string[]> => {
  const ids: string[] = [];
  for (let place = 0; place < membersOfTills; place++) {
    const member = { external_id: `bench-${String(place)}`, name: 'Member of the bench' };
    ids.push((await club.call('enrolMember', { body: member })).id);
  }
  return ids;
};

/**
 * Sales at eight tills of one branch, whose key is bound to it: basket, hold, close. Some are made to warm up before it
 * counts. It ends when the ledger has posted what was paid.
 */
export const salesAtTills = (count: number): ComparedWork => ({
  unit: 'sale',
  prepare: async (measured) => {
    const club = clientOf(measured);
    await club.call('createBranch', { body: { code: 'bench', name: 'Bench' } });
    const members = await enrol(club);
    const made = await club.call('createApiKey', { body: { name: 'Tills', verbs, branches: ['bench'] } });
    const till = clientOf({ ...measured, key: made.secret });
    await sellAll(till, { name: 'warm-up', count: warmUp, pays: false }, members);
    await posted(club, 'points_accrued', warmUp);
    return async () => {
      const started = performance.now();
      await sellAll(till, { name: 'sale', count, pays: true }, members);
      await posted(club, 'points_burned', count);
      return { units: count, seconds: (performance.now() - started) / 1000 };
    };
  },
});
