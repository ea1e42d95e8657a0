import { ApiProblem, NotReachable, type Client, type Session } from '@vafa/client';
import type { Decline, PaidSale } from '../sale/paid-sale.ts';
import type { clubClock } from './club-clock.ts';

/** What became of a sale that was sent. `waiting`: nobody knows, or nobody could be asked; it is sent again. */
export type Sent =
  | { readonly outcome: 'taken'; readonly session?: Session }
  | { readonly outcome: 'declined'; readonly decline: Decline; readonly session?: Session }
  | { readonly outcome: 'waiting'; readonly error: unknown };

/** A sale that is older tells its own time: rules and figures of that time hold for it. */
const freshMs = 120_000;

export const isUndecided = (error: unknown): boolean =>
  !(error instanceof ApiProblem) ||
  error.status >= 500 ||
  [401, 408, 429].includes(error.status) ||
  error.code === 'idempotency_key_running';

const declineOf = (error: ApiProblem): Decline => ({
  code: error.code,
  text: error.message,
  ...(error.traceId !== undefined && { traceId: error.traceId }),
});

const hasEnded = ({ state }: Session): boolean => state === 'cancelled' || state === 'expired';

/**
 * Brings a paid sale to the club, however often it takes: each step may be repeated, and none is done twice. A sale
 * that the club has open is closed. One that it does not know is told as it was made, with its time.
 */
export class SaleSender {
  constructor(
    private readonly api: Pick<Client, 'call'>,
    private readonly clock: Pick<typeof clubClock, 'now' | 'aheadMs'>,
    /** Until it is kept nothing of it is told. */
    private readonly keep: (paid: PaidSale) => Promise<void>,
  ) {}

  /** `isFirst`: the till was connected when it was paid, and nothing of it has been sent but its basket. */
  async send(paid: PaidSale, isFirst: boolean): Promise<Sent> {
    let session: Session | undefined;
    try {
      session = isFirst ? await this.finish(paid, await this.put(paid)) : await this.goOn(paid);
      for (const { code, redemptionId } of paid.vouchers)
        await this.api.call('useVoucher', {
          path: { code },
          body: {
            till: paid.basket.till,
            receipt: paid.basket.receipt,
            ...(session !== undefined && { sale_id: session.sale_id }),
          },
          key: `${paid.keys.close}:${redemptionId}`,
        });
      return { outcome: 'taken', ...(session && { session }) };
    } catch (error) {
      if (isUndecided(error)) return { outcome: 'waiting', error };
      return { outcome: 'declined', decline: declineOf(error as ApiProblem), ...(session && { session }) };
    }
  }

  /** Looks what the club has of it, and does what is missing. */
  private async goOn(paid: PaidSale): Promise<Session | undefined> {
    const known = await this.find(paid.id);
    if (known?.state === 'closed') return known;
    const isLate = this.clock.now().getTime() - Date.parse(this.timeOf(paid)) > freshMs;
    if (known !== undefined && !hasEnded(known)) {
      const isHeld = known.state !== 'open';
      if (isHeld || paid.points > 0 || !isLate) return this.finish(paid, isHeld ? known : await this.put(paid));
      await this.api.call('cancelSession', { path: { session_id: paid.id }, body: {}, key: paid.keys.cancel });
    } else if (paid.points > 0 && known === undefined) return this.finish(paid, await this.put(paid));
    return this.tell(paid);
  }

  private async find(sessionId: string): Promise<Session | undefined> {
    try {
      return await this.api.call('getSession', { path: { session_id: sessionId } });
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'session_not_found') return undefined;
      throw error;
    }
  }

  private put(paid: PaidSale): Promise<Session> {
    return this.api.call('putSession', { path: { session_id: paid.id }, query: {}, body: paid.basket });
  }

  private async finish(paid: PaidSale, session: Session): Promise<Session> {
    const path = { session_id: paid.id };
    if (paid.points > 0 && session.state === 'open')
      await this.api.call('holdSession', { path, body: { points: paid.points }, key: paid.keys.hold });
    try {
      return await this.api.call('closeSession', { path, body: {}, key: paid.keys.close });
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'session_closed') return this.api.call('getSession', { path });
      throw error;
    }
  }

  /** As a sale that was made elsewhere: the club was not there. */
  private async tell(paid: PaidSale): Promise<undefined> {
    const { branch, till, receipt, lines } = paid.basket;
    const item = { branch, till, receipt, lines, ...(paid.told ?? (await this.settle(paid))) };
    const { items } = await this.api.call('submitSales', { body: { items: [item] }, key: paid.keys.batch });
    const [outcome] = items;
    if (outcome === undefined || outcome.status === 'exception') {
      const [first] = outcome?.exceptions ?? [];
      throw new ApiProblem(409, first?.code ?? 'not_taken', first?.code ?? 'the club took nothing of the sale');
    }
    return undefined;
  }

  /** Time and member may be found otherwise later: a repeat under the same key has to say what was said first. */
  private async settle(paid: PaidSale): Promise<NonNullable<PaidSale['told']>> {
    const memberId = paid.basket.member_id ?? (await this.lookUp(paid));
    const told = { at: this.timeOf(paid), ...(memberId !== undefined && { member_id: memberId }) };
    await this.keep({ ...paid, told });
    return told;
  }

  /**
   * A guessed clock gives way to what the club has told since. A device whose clock was ahead has noted a time that is
   * still to come: the club takes none.
   */
  private timeOf({ paidAt, guessedAheadMs, told }: PaidSale): string {
    if (told !== undefined) return told.at;
    const { aheadMs } = this.clock;
    const offMs = guessedAheadMs === undefined ? 0 : guessedAheadMs - aheadMs;
    const at = new Date(Date.parse(paidAt) + offMs).toISOString();
    const now = this.clock.now().toISOString();
    return at > now ? now : at;
  }

  /** Who that was, as it was read while nobody could be asked. */
  private async lookUp({ lookUp }: PaidSale): Promise<string | undefined> {
    if (lookUp === undefined) return undefined;
    const query = lookUp.by === 'phone' ? { phone: lookUp.value } : { card: lookUp.value };
    const { items } = await this.api.call('findMembers', { query });
    const [found] = items;
    if (found === undefined) throw new ApiProblem(404, 'member_not_found', 'the club has no such member');
    return found.id;
  }
}

export const isOffline = (error: unknown): boolean => error instanceof NotReachable;
export const isKeyRefused = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;
