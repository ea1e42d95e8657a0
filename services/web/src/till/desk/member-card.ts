import type { Client, Member, MemberCard as CardAnswer, MemberTier, Voucher } from '@vafa/client';
import type { Identity } from './find-members.ts';

/** What a cashier sees of a member at one glance. */
export interface MemberCard {
  readonly id: string;
  readonly member?: Member;
  readonly tier?: MemberTier;
  readonly points?: { readonly available: number; readonly pending: number };
  /** Of other units, what there is. */
  readonly credits?: readonly { readonly unit: string; readonly available: bigint; readonly decimals: number }[];
  /** Those that are good. Of each code only its end is known: who uses one brings it. */
  readonly vouchers?: readonly Voucher[];
  /** What there is to congratulate on, and in how many days; no date is known here. */
  readonly occasions?: CardAnswer['occasions'];
  /** How many wait for the club; what they say is not known here. */
  readonly openComplaints?: number;
  /** A part of it did not answer. */
  readonly isPartly?: boolean;
  /** Why nothing of it could be read. */
  readonly failed?: unknown;
}

const cardOf = ({
  member,
  tier,
  accounts,
  vouchers,
  occasions,
  open_complaints: open,
  unread,
}: CardAnswer): MemberCard => {
  const points = accounts.find(({ unit }) => unit === 'points');
  const credits = accounts.flatMap(({ unit, available, decimals }) =>
    unit === 'points' || BigInt(available) <= 0n ? [] : [{ unit, available: BigInt(available), decimals }],
  );
  const isRead = (part: string): boolean => !unread.includes(part);
  return {
    id: member.id,
    member,
    occasions,
    ...(tier !== null && { tier }),
    ...(points !== undefined && {
      points: { available: Number(points.available), pending: Number(points.pending) },
      credits,
    }),
    ...(isRead('vouchers') && { vouchers }),
    ...(open !== undefined && { openComplaints: open }),
    isPartly: unread.length > 0,
  };
};

/** The card of the one member it fits, in one answer; undefined: it is nobody's. */
export const readMemberCard = async (
  api: Pick<Client, 'call'>,
  { by, value }: Identity,
): Promise<MemberCard | undefined> => {
  const query = by === 'phone' ? { phone: value } : by === 'card' ? { card: value } : { member_id: value };
  const [found] = (await api.call('findMemberCards', { query })).items;
  return found && cardOf(found);
};
