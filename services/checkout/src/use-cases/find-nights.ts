import type { Clock } from '@vafa/kernel';
import { saleFingerprint, type Digest, type ReceiptIds } from '../domain/receipt/receipt.ts';
import type { ReceiptClaim } from '../domain/receipt/receipt-claim.ts';
import { isNear, momentOf, spanOfSession } from '../domain/receipt/same-receipt.ts';
import { hasEnded } from '../domain/session/session.ts';
import { untilSaved } from './contention.ts';
import type { Night, NightEntry, Nights } from './nights.ts';
import type { Sessions } from './sessions.ts';

export interface AskedClaim {
  readonly claim: ReceiptClaim;
  readonly ids: ReceiptIds;
}

const entriesMax = 200;

/**
 * Of one sale a till may tell the time of opening and a file that of closing, with midnight between them. Whoever comes
 * near midnight enters the night first, in one document for both days: the later finds the earlier and takes the number
 * of its day.
 */
export class FindNights {
  constructor(
    private readonly nights: Nights,
    private readonly sessions: Pick<Sessions, 'loadMany'>,
    private readonly digest: Digest,
    private readonly clock: Clock,
  ) {}

  /** The number that each receipt goes by, in the order asked. */
  async execute(asked: readonly AskedClaim[]): Promise<string[]> {
    const near = asked.filter(({ ids, claim }) => ids.night !== undefined && !claim.dayOnly && claim.at !== undefined);
    if (near.length === 0) return asked.map(({ ids }) => ids.number);
    const firsts = new Map([...near].reverse().map((one) => [one.ids.night ?? '', one]));
    const known = await this.nights.open([...firsts].map(([id, one]) => ({ id, entries: [this.entryOf(one)] })));
    const numbers = new Map<AskedClaim, string>();
    for (const one of near) {
      const night = one.ids.night ?? '';
      const isFirst = !known.has(night) && firsts.get(night) === one;
      numbers.set(one, isFirst ? one.ids.number : await this.enter(one, known.get(night)));
    }
    return asked.map((one) => numbers.get(one) ?? one.ids.number);
  }

  private entryOf({ claim, ids }: AskedClaim): NightEntry {
    const { kind, owner, till, fingerprint, at = new Date(0) } = claim;
    return {
      till,
      number: ids.number,
      at,
      ...(kind === 'session' ? { fingerprint: '', sessionId: owner } : { fingerprint, sessionId: '' }),
    };
  }

  private enter(one: AskedClaim, seen: Night | undefined): Promise<string> {
    const { claim, ids } = one;
    let night = seen;
    return untilSaved(async () => {
      night ??= (await this.nights.find([ids.night ?? ''])).get(ids.night ?? '');
      if (night === undefined) return ids.number;
      const { entries } = night;
      const entry = this.entryOf(one);
      if (
        entries.some(
          ({ till, number, fingerprint, sessionId }) =>
            till === entry.till &&
            number === ids.number &&
            fingerprint === entry.fingerprint &&
            sessionId === entry.sessionId,
        )
      )
        return ids.number;
      const twin = claim.kind === 'session' ? undefined : await this.twin(claim, entries);
      if (twin) return twin.number;
      if (entries.length >= entriesMax || (await this.nights.enter(night, entry))) return ids.number;
      night = undefined;
      return undefined;
    });
  }

  /** The same sale with a time on the other side. */
  private async twin(
    { clubId, till, fingerprint, at = new Date(0) }: ReceiptClaim,
    entries: readonly NightEntry[],
  ): Promise<NightEntry | undefined> {
    const possible = entries.filter((entry) => entry.till === till || entry.till === '' || till === '');
    const opened = await this.sessions.loadMany(
      clubId,
      possible.flatMap(({ sessionId }) => (sessionId === '' ? [] : [sessionId])),
    );
    return possible.find((entry) => {
      if (entry.sessionId === '') return entry.fingerprint === fingerprint && isNear(momentOf(at), momentOf(entry.at));
      const session = opened.get(entry.sessionId);
      return (
        session !== undefined &&
        !hasEnded(session) &&
        saleFingerprint(session, this.digest) === fingerprint &&
        isNear(momentOf(at), spanOfSession(session, this.clock.now()))
      );
    });
  }
}
