import type { FindMemberCardsRequest, FindMemberCardsResponse } from '@vafa/contracts/gateway';
import type { Member } from '@vafa/contracts/membership';
import { VoucherStatus } from '@vafa/contracts/rewards';
import { isDomainError } from '@vafa/kernel';
import type { OtherServices } from './services.ts';

type Asked = Pick<OtherServices, 'membership' | 'ledger' | 'rewards' | 'feedback'>;

const vouchersRead = 50;

const memberOf = async (
  { membership }: Asked,
  { clubId, who }: FindMemberCardsRequest,
): Promise<Member | undefined> => {
  if (who?.$case === 'memberId') return (await membership.getMember({ clubId, memberId: who.value })).member;
  return (await membership.findMembers({ clubId, criterion: who, page: { pageSize: 1, pageToken: '' } })).members[0];
};

/** The card of whoever has an identity, read all at once. A service that does not answer takes nothing else away. */
export const findMemberCards = async (
  services: Asked,
  request: FindMemberCardsRequest,
): Promise<FindMemberCardsResponse> => {
  const member = await memberOf(services, request);
  if (member === undefined) return { cards: [] };
  const of = { clubId: request.clubId, memberId: member.id };
  const unread: string[] = [];
  const ifAnswered = <T>(part: string, asked: Promise<T>): Promise<T | undefined> =>
    asked.catch((error: unknown) => {
      if (!isDomainError(error) || error.kind !== 'unavailable') throw error;
      unread.push(part);
      return undefined;
    });
  const [tier, occasions, accounts, vouchers, complaints] = await Promise.all([
    ifAnswered('tier', services.membership.getMemberTier({ ...of, at: undefined })),
    ifAnswered('occasions', services.membership.getOccasions(of)),
    ifAnswered('accounts', services.ledger.getBalances({ ...of, asOf: undefined })),
    ifAnswered('vouchers', services.rewards.listVouchers({ ...of, page: { pageSize: vouchersRead, pageToken: '' } })),
    ifAnswered('open_complaints', services.feedback.countOpenComplaints(of)),
  ]);
  return {
    cards: [
      {
        member,
        tier,
        occasions: occasions?.occasions ?? [],
        accounts: accounts?.balances ?? [],
        vouchers: (vouchers?.vouchers ?? []).filter(({ status }) => status === VoucherStatus.VOUCHER_STATUS_ISSUED),
        openComplaints: complaints?.open,
        unread: unread.toSorted(),
      },
    ],
  };
};
