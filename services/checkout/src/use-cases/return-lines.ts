import { goodsKey } from '@vafa/contracts/goods';
import { receiptNameMax } from '@vafa/contracts/receipts';
import { derivedId, DomainError, isPlainLine, type Clock } from '@vafa/kernel';
import { idPrefixes } from '../domain/ids.ts';
import type { Booking } from '../domain/return/booking.ts';
import type { Return, Session } from '../domain/session/session.ts';
import { planReturn, recordReturn, type WantedLine } from '../domain/return/take-back.ts';
import { adjudicateRests } from './adjudicate-basket.ts';
import type { AskBooking } from './ask-booking.ts';
import type { Campaigns } from './campaigns.ts';
import { untilSaved } from './contention.ts';
import { sessionNotFound } from './get-session.ts';
import type { LoadedSession, Sessions } from './sessions.ts';
import type { SettleReturns } from './settle-returns.ts';

export interface ReturnOrder {
  readonly clubId: string;
  readonly sessionId: string;
  readonly key: string;
  /** The return's own receipt; may be empty. */
  readonly receipt: string;
  readonly lines: readonly WantedLine[];
}

interface Taken {
  readonly session: Session;
  readonly return: Return;
}

export interface LinesReturned extends Taken {
  readonly booking: Booking;
}

const sums = (lines: readonly WantedLine[]): string => {
  const byPosition = new Map<number, bigint>();
  for (const { position, quantityMilli } of lines)
    byPosition.set(position, (byPosition.get(position) ?? 0n) + quantityMilli);
  return [...byPosition]
    .map(([position, milli]) => `${String(position)}:${milli.toString()}`)
    .sort()
    .join();
};

/** Takes back lines of a closed sale, once per key, and tells what the ledger booked of it. */
export class ReturnLines {
  constructor(
    private readonly sessions: Sessions,
    private readonly campaigns: Campaigns,
    private readonly settling: SettleReturns,
    private readonly clock: Clock,
    private readonly bookings: AskBooking,
  ) {}

  /**
   * Raises `session_not_found`, `key_reused` and what planReturn raises; after `unavailable` and `contention`: repeat.
   */
  async execute(order: ReturnOrder): Promise<LinesReturned> {
    const taken = await this.settled(await this.takeOnce(order));
    return { ...taken, booking: await this.bookings.execute(order.clubId, taken.return) };
  }

  private takeOnce(order: ReturnOrder): Promise<Taken> {
    if (order.receipt !== '' && !isPlainLine(order.receipt, receiptNameMax))
      throw new DomainError('invalid', 'invalid_session', 'a receipt is 1 to 100 printable characters', {
        field: 'receipt',
      });
    const id = derivedId(idPrefixes.return, `${order.clubId}/${order.sessionId}/${order.key}`);
    return untilSaved(async () => {
      const session = await this.sessions.load(order.clubId, order.sessionId);
      if (session === undefined) throw sessionNotFound();
      const earlier = session.returns.find((one) => one.id === id);
      if (earlier === undefined) return this.take(session, id, order);
      if (earlier.receipt === order.receipt && sums(earlier.lines) === sums(order.lines))
        return { session, return: earlier };
      throw new DomainError('conflict', 'key_reused', 'the key was used for another return');
    });
  }

  /**
   * The same return may have been told by a file before, and taken from elsewhere: what is known now is settled anew.
   */
  private async settled(made: Taken): Promise<Taken> {
    const { clubId, sessionId, memberId, lines } = made.session;
    if (made.return.receipt === '' || memberId === '') return made;
    const positions = new Set(made.return.lines.map(({ position }) => position));
    const goods = new Set(lines.flatMap(({ position, sku }) => (positions.has(position) ? [goodsKey(sku)] : [])));
    const claims = await this.settling.execute(clubId, [{ memberId, goods }]);
    if (claims.size === 0) return made;
    return { ...made, session: (await this.sessions.load(clubId, sessionId)) ?? made.session };
  }

  /** Undefined: somebody else changed the session meanwhile. */
  private async take(
    session: LoadedSession,
    id: string,
    { clubId, receipt, lines }: ReturnOrder,
  ): Promise<Taken | undefined> {
    const plan = planReturn(session, lines);
    const [rest = session.adjudication] = await adjudicateRests(
      this.campaigns,
      clubId,
      [{ ...session, lines: plan.lines }],
      true,
    );
    const now = this.clock.now();
    const decision = recordReturn(session, plan, { id, receipt, at: now, historical: false }, rest, now);
    if (!(await this.sessions.save(session, decision))) return undefined;
    const after = { ...session, ...decision.set };
    const made = after.returns.at(-1);
    return made && { session: after, return: made };
  }
}
