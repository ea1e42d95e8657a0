import type { AllocatedLine, ReceiptClaim, RowException, WantedBack } from '../../domain/receipt/receipt-claim.ts';
import type { ReceiptDocument } from './models.ts';
import { tillOf } from '../../domain/receipt/receipt.ts';
import { inMilli } from './read-old-form.ts';

/** What of a return's lines is stored with each change of them. */
export const returnFields = ({ wanted, branchIds, returnId, revision, places, kind, allocation }: ReceiptClaim) => ({
  ...(branchIds.length > 0 && { branchIds }),
  ...(wanted.length > 0 && { wanted, returnId, revision, takesBack: true as const }),
  ...(places.length > 0 && { places }),
  ...(kind === 'sale' && allocation.length > 0 && { exchanged: true as const }),
});

/** Most claims are of sales that nothing was ever wrong with: what is empty is not stored. */
export const toDocument = (whole: ReceiptClaim): ReceiptDocument => {
  const {
    id,
    parts,
    dayOnly,
    others,
    wanted: _wanted,
    branchIds: _branches,
    returnId: _return,
    revision: _revision,
    places: _places,
    ...claim
  } = whole;
  return {
    _id: id,
    ...claim,
    exceptionRows: claim.exceptions.length,
    differingRows: claim.differing.length,
    ...(parts.length > 0 && { parts }),
    ...(dayOnly && { dayOnly }),
    ...(others.length > 0 && { others, joined: others.length }),
    ...returnFields(whole),
  };
};

/** A claim as it is today, from a document of any form. */
export const toClaim = (document: ReceiptDocument): ReceiptClaim => {
  const {
    _id: id,
    exceptionRows: _rows,
    differingRows: _differing,
    joined: _joined,
    takesBack: _back,
    exchanged: _exchanged,
    ...claim
  } = document;
  return {
    parts: [],
    places: [],
    branchIds: [],
    others: [],
    revision: 0,
    dayOnly: false,
    returnId: claim.kind === 'return' ? claim.owner : '',
    ...claim,
    // Claims of before kept the zeros in front.
    till: tillOf(claim.till ?? ''),
    id,
    wanted: (claim.wanted ?? []).map((one) => inMilli<WantedBack>(one)),
    exceptions: claim.exceptions.map((one) => inMilli<RowException>(one)),
    allocation: claim.allocation.map((one) => inMilli<AllocatedLine>(one)),
  };
};
