import type { Giver } from './discounts/giver.ts';
import { unitsOf, type LineInWork, type Share } from './discounts/sale-in-work.ts';
import { spread } from '@vafa/kernel';
import type { Applied } from './giving/apply-promotions.ts';
import type { Given } from './giving/given.ts';
import { byLine } from './giving/points.ts';
import { taxesOf } from './giving/tax.ts';
import type { PromotionRejection } from './promotion-rejection.ts';
import type { StandingPromotion } from './standing-promotion.ts';

/** What one effect took off a line. */
export interface LineShare extends Giver {
  readonly amount: bigint;
}

/** One line of the sale, as it was sold. Net = gross − all shares. */
export interface PromotedLine {
  readonly position: number;
  readonly gross: bigint;
  readonly shares: readonly LineShare[];
  readonly net: bigint;
  readonly tax: bigint;
  readonly points: bigint;
}

export interface PromotedResult {
  /** By position. Reckoned when it is asked for. */
  readonly lines: () => readonly PromotedLine[];
  readonly shipping: { readonly net: bigint; readonly shares: readonly LineShare[] };
  /** What each promotion takes off the sale and its shipping. */
  readonly discounts: readonly { readonly promotion: StandingPromotion; readonly amount: bigint }[];
  readonly given: readonly Given[];
  readonly rejections: readonly PromotionRejection[];
  /** Of those promotions that this sale could not meet: why not. Reckoned when it is asked for. */
  readonly otherRejections: () => readonly PromotionRejection[];
}

const partShares = (line: LineInWork): ((share: Share, place: number) => bigint) => {
  unitsOf(line);
  return ({ parts }, place) => {
    const part = line.goods.parts[place];
    return (part && parts?.get(part)) ?? 0n;
  };
};

/** The lines as they were sold: what lines that are one got is told for each. */
export const linesOf = ({ work, given }: Applied): PromotedLine[] => {
  const taxes = taxesOf(
    work.lines.map(({ goods }) => goods),
    work.lines.map(({ net }) => net),
  );
  const points = byLine(
    work,
    given.filter((each) => each.kind === 'points'),
  );
  const lines = work.lines.flatMap((line, at): PromotedLine[] => {
    const [only, second] = line.goods.parts;
    if (only && !second) {
      const { gross, position } = only;
      return [{ position, gross, shares: line.shares, net: line.net, tax: taxes[at] ?? 0n, points: points[at] ?? 0n }];
    }
    const shareOf = partShares(line);
    const parts = line.goods.parts.map((part, place) => {
      const shares = line.shares
        .map((share) => ({ promotion: share.promotion, effect: share.effect, amount: shareOf(share, place) }))
        .filter(({ amount }) => amount > 0n);
      return { part, shares, net: shares.reduce((net, { amount }) => net - amount, part.gross) };
    });
    const nets = parts.map(({ net }) => net);
    const [ofTax, ofPoints] = [spread(taxes[at] ?? 0n, nets), spread(points[at] ?? 0n, nets)];
    return parts.map(
      ({ part: { position, gross }, shares, net }, place): PromotedLine => ({
        position,
        gross,
        shares,
        net,
        tax: ofTax[place] ?? 0n,
        points: ofPoints[place] ?? 0n,
      }),
    );
  });
  return lines.length === work.lines.length ? lines : lines.sort((one, other) => one.position - other.position);
};
