import type { Client, Member, MemberTier, Voucher } from '@vafa/client';

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
  /** Why something of it could not be read. */
  readonly failed?: unknown;
}

const vouchersSeen = 50;

/** Reads all of it at once, and tells each part as it comes. */
export const readMemberCard = async (
  ask: <T>(question: (api: Client) => Promise<T>) => Promise<T>,
  known: MemberCard,
  tell: (part: Partial<MemberCard>) => void,
): Promise<void> => {
  const path = { member_id: known.id };
  const parts: Promise<Partial<MemberCard>>[] = [
    ask((api) => api.call('getMemberTier', { path })).then((tier) => ({ tier })),
    ask((api) => api.call('getMemberAccounts', { path })).then(({ items }) => {
      const points = items.find(({ unit }) => unit === 'points');
      const credits = items.flatMap(({ unit, available, decimals }) =>
        unit === 'points' || BigInt(available) <= 0n ? [] : [{ unit, available: BigInt(available), decimals }],
      );
      return { points: { available: Number(points?.available ?? 0), pending: Number(points?.pending ?? 0) }, credits };
    }),
    ask((api) => api.call('listMemberVouchers', { path, query: { page_size: vouchersSeen } })).then(({ items }) => ({
      vouchers: items.filter(({ status }) => status === 'issued'),
    })),
  ];
  if (known.member === undefined)
    parts.push(ask((api) => api.call('getMember', { path })).then((member) => ({ member })));
  await Promise.all(parts.map((part) => part.then(tell, (failed: unknown) => tell({ failed }))));
};
