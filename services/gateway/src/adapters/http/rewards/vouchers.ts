import type { GetVoucherResponse, ListVouchersResponse, UseVoucherRequest, Voucher } from '@vafa/contracts/rewards';
import type { Asked } from '../contract/asked.ts';
import { InvalidRequest } from '../schema-pipe.ts';

const memberShown = 4;
const codeShown = 6;

const isBound = ({ caller }: Asked): boolean => caller.branchIds.length > 0;

/** Enough to compare with what a person says, too little to find the member by. */
export const withMemberMasked = (response: GetVoucherResponse, asked: Asked): GetVoucherResponse => {
  const { voucher } = response;
  return voucher && isBound(asked)
    ? { ...response, voucher: { ...voucher, memberId: `mem_…${voucher.memberId.slice(-memberShown)}` } }
    : response;
};

/** The last group of each code: enough to tell vouchers apart, too little to use one. */
export const codesMasked = (vouchers: readonly Voucher[]): Voucher[] =>
  vouchers.map((voucher) => ({ ...voucher, code: `…${voucher.code.slice(-codeShown)}` }));

export const withCodeMasked = (response: ListVouchersResponse, asked: Asked): ListVouchersResponse =>
  isBound(asked) ? { ...response, vouchers: codesMasked(response.vouchers) } : response;

/** Where a voucher is used: a key of one branch need not name it, every other has to. */
export const branchOfUse = async (
  request: UseVoucherRequest,
  { caller, club, clubs }: Asked,
): Promise<UseVoucherRequest> => {
  if (request.branchId !== '')
    return { ...request, branchId: (await clubs.branchFor(caller, club.id, request.branchId)).id };
  const [only, ...others] = caller.branchIds;
  if (only !== undefined && others.length === 0) return { ...request, branchId: only };
  throw new InvalidRequest([
    { pointer: '/branch', code: 'missing', detail: 'name the branch: this key is not of one branch' },
  ]);
};
