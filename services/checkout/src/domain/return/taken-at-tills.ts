import { goodsKey } from '@vafa/contracts/goods';
import { dayMs, identifier } from '@vafa/kernel';
import type { ReceiptClaim, WantedBack } from '../receipt/receipt-claim.ts';
import { isNear, type Span } from '../receipt/same-receipt.ts';
import type { Return, Session } from '../session/session.ts';

/** What a till, or a person, took back from a line under a receipt of its own, and no claim stands for yet. */
interface TakenUnits {
  readonly receipt: string;
  readonly at: Date;
  readonly unitPrice: string;
  left: bigint;
}

type ToldReturn = Pick<ReceiptClaim, 'receipt' | 'at' | 'dayOnly'>;

const momentOf = (at: Date, dayOnly: boolean): Span => ({
  from: at,
  until: dayOnly ? new Date(at.getTime() + dayMs) : at,
  dayOnly: false,
});

/**
 * The same receipt near in time is the same return, at whatever price. Later, it is a person who accepted a row that no
 * sale has at its price; at an equal price it is another return with that number.
 */
const isSameReturn = (taken: TakenUnits, { receipt, at, dayOnly }: ToldReturn, wanted: WantedBack): boolean => {
  if (at === undefined || taken.receipt !== identifier(receipt)) return false;
  return (
    isNear(momentOf(taken.at, false), momentOf(at, dayOnly)) || (taken.at > at && taken.unitPrice !== wanted.unitPrice)
  );
};

/**
 * Units of a member's sales that were taken back by themselves; each counts for one row of one return that is told
 * later.
 */
export class TakenAtTills {
  private readonly byGoods: ReadonlyMap<string, TakenUnits[]>;

  /** `claimed` are the ids of returns that claims stand for. */
  constructor(sessions: readonly Session[], claimed: ReadonlySet<string>) {
    const unitsOf = ({ lines }: Session, one: Return): (TakenUnits & { readonly goods: string })[] =>
      one.lines.flatMap(({ position, quantityMilli }) => {
        const line = lines.find((sold) => sold.position === position);
        return line
          ? [
              {
                goods: goodsKey(line.sku),
                receipt: identifier(one.receipt),
                at: one.at,
                unitPrice: line.unitPrice,
                left: quantityMilli,
              },
            ]
          : [];
      });
    const own = sessions.flatMap((session) =>
      session.returns
        .filter(({ id, receipt }) => receipt !== '' && !claimed.has(id))
        .flatMap((one) => unitsOf(session, one)),
    );
    this.byGoods = Map.groupBy(
      own.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
      ({ goods }) => goods,
    );
  }

  /** How much of the row is back already. */
  take(claim: ToldReturn, wanted: WantedBack): bigint {
    let found = 0n;
    for (const units of this.byGoods.get(goodsKey(wanted.sku)) ?? []) {
      if (found === wanted.quantityMilli) break;
      if (!isSameReturn(units, claim, wanted)) continue;
      const missing = wanted.quantityMilli - found;
      const part = units.left < missing ? units.left : missing;
      units.left -= part;
      found += part;
    }
    return found;
  }
}
