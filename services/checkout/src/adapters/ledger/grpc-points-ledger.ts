import type { Command, LedgerServiceService } from '@vafa/contracts/ledger';
import type { Client } from '@vafa/grpc';
import { DomainError } from '@vafa/kernel';
import type { PostingOutcome } from '../../domain/return/booking.ts';
import { voidKey } from '../../domain/session/postings.ts';
import type { Reservation } from '../../domain/session/reservation.ts';
import type { HoldCommand, PointsLedger } from '../../use-cases/points-ledger.ts';

/** The same command, byte for byte, whenever it is asked for: everything in it comes from the stored session. */
const toCommand = (
  { clubId, saleId, at }: HoldCommand,
  { account, unit, key }: Reservation,
  verb: Command['verb'],
): Command => ({
  account: { clubId, memberId: account, unit },
  key,
  cause: saleId,
  effectiveAt: at,
  reason: 'sale',
  reference: saleId,
  finished: false,
  terms: undefined,
  verb,
});

const toHold = (command: HoldCommand, reservation: Reservation): Command =>
  toCommand(command, reservation, { $case: 'hold', value: { amount: reservation.amount, owner: command.saleId } });

const toVoid = (command: HoldCommand, reservation: Reservation): Command =>
  toCommand(
    command,
    { ...reservation, key: voidKey(reservation) },
    { $case: 'void', value: { holdKey: reservation.key, owner: command.saleId } },
  );

/**
 * Refusals that say something of our command and not of the account: a defect, to be repaired rather than told to the
 * till.
 */
const defects = new Set(['key_reused', 'invalid']);

/** Keys that the ledger looks up at once. */
const keysMax = 100;
/** A till waits for it, and the return is saved: better no answer than a late one. */
const outcomesDeadlineMs = 750;

export class GrpcPointsLedger implements PointsLedger {
  constructor(private readonly ledger: Pick<Client<typeof LedgerServiceService>, 'post' | 'getOutcomes'>) {}

  async hold(command: HoldCommand): Promise<{ refusal?: string }> {
    const { reservations, saleId } = command;
    const { outcomes } = await this.ledger.post({
      commands: reservations.map((reservation) => toHold(command, reservation)),
    });
    if (outcomes.length !== reservations.length)
      throw new DomainError('internal', 'no_outcome', 'the ledger answered for another number of holds');
    const refused = outcomes.find(({ refusal }) => refusal !== '');
    if (!refused) return {};
    if (defects.has(refused.refusal))
      throw new DomainError('internal', 'hold_not_understood', 'the ledger does not accept this hold', {
        refusal: refused.refusal,
        sale: saleId,
      });
    // All or nothing: what the others hold is given up before the till hears of it.
    const held = reservations.filter((_one, index) => outcomes[index]?.refusal === '');
    if (held.length > 0) await this.ledger.post({ commands: held.map((reservation) => toVoid(command, reservation)) });
    return { refusal: refused.refusal };
  }

  async outcomes(
    clubId: string,
    ordered: Parameters<PointsLedger['outcomes']>[1],
  ): Promise<ReadonlyMap<string, PostingOutcome>> {
    const found = new Map<string, PostingOutcome>();
    const [first] = ordered;
    if (!first) return found;
    const account = { clubId, memberId: first.account, unit: first.unit };
    for (let from = 0; from < ordered.length; from += keysMax) {
      const keys = ordered.slice(from, from + keysMax).map(({ key }) => key);
      const { outcomes } = await this.ledger.getOutcomes({ account, keys }, { deadlineMs: outcomesDeadlineMs });
      for (const { key, outcome } of outcomes) {
        if (outcome)
          found.set(key, { refused: outcome.refusal !== '', booked: outcome.booked, shortfall: outcome.shortfall });
      }
    }
    return found;
  }
}
