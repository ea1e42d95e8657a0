import { dayMs, DomainError, type Clock } from '@vafa/kernel';
import { besideId, receiptIds, type Digest } from '../domain/receipt/receipt.ts';
import type { ReceiptClaim } from '../domain/receipt/receipt-claim.ts';
import type { Session } from '../domain/session/session.ts';
import type { KnownClubs } from './known-clubs.ts';
import type { Receipts } from './receipts.ts';
import type { Sessions } from './sessions.ts';

/** So long people bring things back. */
const daysBack = 120;

export interface ReceiptSought {
  readonly clubId: string;
  readonly branchId: string;
  readonly receipt: string;
}

/**
 * Sales by the number on their paper. A claim is named by branch, number and day: each day is one look by id, and no
 * index is kept for it.
 */
export class FindSessions {
  constructor(
    private readonly sessions: Pick<Sessions, 'load'>,
    private readonly receipts: Pick<Receipts, 'find'>,
    private readonly clubs: Pick<KnownClubs, 'terms'>,
    private readonly digest: Digest,
    private readonly clock: Clock,
  ) {}

  /** Newest first. Raises `club_not_found`, `invalid_session` without a number. */
  async execute({ clubId, branchId, receipt }: ReceiptSought): Promise<readonly Session[]> {
    if (receipt === '')
      throw new DomainError('invalid', 'invalid_session', 'a receipt has a number', { field: 'receipt' });
    const { timeZone } = await this.clubs.terms(clubId);
    const now = this.clock.now().getTime();
    const ids = Array.from({ length: daysBack + 1 }, (_, days) => {
      const at = new Date(now - days * dayMs);
      return receiptIds({ clubId, branchId, till: '', receipt, at, timeZone }, this.digest).number;
    });
    const first = await this.receipts.find(ids);
    const others = [...first.values()].flatMap((claim) =>
      claim.others.map((till) => besideId(claim.id, till, this.digest)),
    );
    const beside = others.length === 0 ? [] : (await this.receipts.find(others)).values();
    const owners = new Set([...first.values(), ...beside].filter(isOfSale).map(({ owner }) => owner));
    const found = await Promise.all([...owners].map((owner) => this.sessions.load(clubId, owner)));
    return found
      .filter((session) => session !== undefined)
      .toSorted((a, b) => momentOf(b).getTime() - momentOf(a).getTime());
  }
}

const isOfSale = ({ kind, accepted }: ReceiptClaim): boolean => kind === 'session' || (kind === 'sale' && accepted);

const momentOf = ({ soldAt, openedAt }: Session): Date => soldAt ?? openedAt;
