import type { Client, Member, MemberTier, Voucher } from '@vafa/client';

/** What a cashier sees of a member at one glance. */
export interface MemberCard {
  readonly id: string;
  readonly member?: Member;
  readonly tier?: MemberTier;
  readonly points?: { readonly available: number; readonly pending: number };
  /** Those that are good. Of each code only its end is known: who uses one brings it. */
  readonly vouchers?: readonly Voucher[];
  /** Why something of it could not be read. */
  readonly failed?: unknown;
}

const vouchersSeen = 50;

/** Reads all of it at once, and tells each part as it comes. */
export const readMemberCard = async (
  api: Pick<Client, 'call'>,
  known: MemberCard,
  tell: (part: Partial<MemberCard>) => void,
): Promise<void> => {
  const path = { member_id: known.id };
  const parts: Promise<Partial<MemberCard>>[] = [
    api.call('getMemberTier', { path }).then((tier) => ({ tier })),
    api.call('getMemberAccounts', { path }).then(({ items }) => {
      const points = items.find(({ unit }) => unit === 'points');
      return { points: { available: Number(points?.available ?? 0), pending: Number(points?.pending ?? 0) } };
    }),
    api
      .call('listMemberVouchers', { path, query: { page_size: vouchersSeen } })
      .then(({ items }) => ({ vouchers: items.filter(({ status }) => status === 'issued') })),
  ];
  if (known.member === undefined) parts.push(api.call('getMember', { path }).then((member) => ({ member })));
  await Promise.all(parts.map((part) => part.then(tell, (failed: unknown) => tell({ failed }))));
};
