import type { Fault, FaultyClub } from './faulty-club.ts';
import type { Shop } from './shop.ts';

const replica = 'ledger-2';

/** Something that makes the consumers share their work anew, at the moment when a batch of sales was taken. */
const whileInHand = (
  club: FaultyClub,
  shop: Shop,
  batch: number,
  what: string,
  change: () => Promise<void>,
): Fault => ({
  name: `${replica} ${what} with a batch in hand`,
  inject: async () => {
    await shop.sellBatch(batch);
    const [{ unrelayed, behind }] = await Promise.all([club.pending(), change()]);
    return { at: Date.now(), note: `${unrelayed + behind} events were under way` };
  },
});

/** A second replica of the ledger leaves in good order, joins, is killed and joins, again and again. */
export const rebalanceFaults = (
  club: FaultyClub,
  shop: Shop,
  { rounds, batch }: { readonly rounds: number; readonly batch: number },
): Fault[] =>
  Array.from({ length: rounds }, () => {
    const joins = async (): Promise<void> => {
      club.start(replica);
      await club.ready(replica);
    };
    return [
      whileInHand(club, shop, batch, 'leaves', () => club.end(replica, 'SIGTERM')),
      whileInHand(club, shop, batch, 'joins', joins),
      whileInHand(club, shop, batch, 'is killed', () => club.end(replica, 'SIGKILL')),
      whileInHand(club, shop, batch, 'joins', joins),
    ];
  }).flat();
