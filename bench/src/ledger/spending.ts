import { burn, capture, hold, lot, points, postAll, postOne } from './commands.ts';
import { Expectation } from './expectation.ts';
import { freshClub } from './fresh-club.ts';
import type { OpenLedger } from './open-ledger.ts';
import type { Work } from './work.ts';

const lotsPerRedeem = 5;
const redeemsPerAccount = 5;
const perLot = 10n;
const oneInRefused = 10;

/** A redemption a call: it empties five lots, or asks for more than there ever was and is refused, one in ten. */
export const redeemOverLots = (ledger: OpenLedger, inFlight: number): Work => ({
  name: `redeem over five lots, a tenth refused, ${String(inFlight)} in flight`,
  inFlight,
  prepare: async (calls) => {
    const club = freshClub();
    const expected = new Expectation();
    const accounts = Array.from({ length: Math.ceil(calls / redeemsPerAccount) }, (_, n) =>
      points(club, `mem_${String(n)}`),
    );
    const earned = accounts.flatMap((account) =>
      Array.from({ length: lotsPerRedeem * redeemsPerAccount }, (_, n) =>
        lot(account, `lot${String(n)}`, perLot, 30 + n),
      ),
    );
    for (const { account } of earned) expected.add(account, { available: perLot });
    await postAll(ledger.post, earned);
    return {
      operate: (call) => {
        const account = accounts[call % accounts.length] as (typeof accounts)[number];
        const isTooMuch = call % oneInRefused === oneInRefused - 1;
        const amount = perLot * BigInt(isTooMuch ? 1_000 : lotsPerRedeem);
        expected.add(account, isTooMuch ? {} : { available: -amount });
        return postOne(ledger.post, burn(account, `n${String(call)}`, amount), isTooMuch ? 'balance_too_low' : '');
      },
      check: () => expected.differences(ledger),
    };
  },
});

const heldUnits = 7n;

/** Two commands a call: a session's hold, and its capture in full. */
export const holdAndCapture = (ledger: OpenLedger, inFlight: number, members: number): Work => ({
  name: `hold, then capture, ${String(inFlight)} in flight`,
  inFlight,
  weight: 2,
  prepare: async (calls) => {
    const club = freshClub();
    const expected = new Expectation();
    const accounts = Array.from({ length: members }, (_, n) => points(club, `mem_${String(n)}`));
    const endowment = heldUnits * BigInt(calls);
    const earned = accounts.map((account) => lot(account, 'lot', endowment, 30));
    for (const account of accounts) expected.add(account, { available: endowment });
    await postAll(ledger.post, earned);
    return {
      operate: async (call) => {
        const account = accounts[call % accounts.length] as (typeof accounts)[number];
        expected.add(account, { available: -heldUnits });
        expected.add(account, {});
        await postOne(ledger.post, hold(account, `n${String(call)}`, heldUnits));
        await postOne(ledger.post, capture(account, `n${String(call)}`, heldUnits));
      },
      check: () => expected.differences(ledger),
    };
  },
});
