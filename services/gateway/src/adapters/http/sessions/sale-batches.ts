import type {
  AdjudicateLateRequest,
  AdjudicateLateResponse,
  BatchItem,
  BatchOutcome,
  FittingLine,
  LineException,
  NewLine,
  SubmitBatchRequest,
  SubmitBatchResponse,
} from '@vafa/contracts/checkout';
import { z } from 'zod';
import { SendBatch, type MadeElsewhere } from '../../grpc/send-batch.ts';
import { requireTill } from '../../../domain/api-key.ts';
import type { Asked } from '../contract/asked.ts';
import { overlay } from '../contract/overlay.ts';
import { identifierText, quantityOut, signedPrice, signedQuantity } from '../scalars.ts';
import { toNumber, toQuantity } from '../values.ts';
import { quantityGiven, quantityTold } from './quantities.ts';
import { lineGiven, sessionId } from './sessions.ts';

/** More than a receipt may have: one that is too long must not hold up the others. */
const linesOfItemMax = 100_000;

const line = overlay<NewLine>('vafa.checkout.v1.NewLine', {
  ...lineGiven,
  quantityMilli: quantityGiven(signedQuantity()),
  unitPrice: { given: signedPrice() },
});

const item = overlay<BatchItem>(
  'vafa.checkout.v1.BatchItem',
  {
    sessionId: {
      given: sessionId(),
      otherwise: '',
      says: 'Id under which the sale can be read. Default: derived from branch, till, receipt and day.',
    },
    branchId: { as: 'branch', given: identifierText(120), says: 'Code or id.' },
    till: {
      given: identifierText(60),
      otherwise: '',
      says: 'Not given: not known. The sale is then the known one of any till of the branch with its number, day and lines.',
    },
    receipt: { given: identifierText(90) },
    memberId: { given: true, otherwise: '' },
    at: { given: true },
    lines: {
      given: true,
      of: line,
      items: [1, linesOfItemMax],
      says: 'Beyond 10,000 the item is the exception too_many_lines. A sale with quantities of both signs is an exchange: the negative ones go back to earlier sales of the member.',
    },
    isReturn: {
      name: 'kind',
      given: true,
      otherwise: false,
      codec: { body: z.enum(['sale', 'return']), toMessage: (kind: string) => kind === 'return' },
      says: 'Default sale. The lines of a return go back to the latest sales of its member with the same SKU and price.',
    },
  },
  {
    also: {
      externalId: {
        given: identifierText(64),
        otherwise: '',
        says: 'Enrolled when first seen in an item of which a line can be accepted by what it says.',
      },
    },
    judged: [
      ({ member_id: memberId, external_id: externalId }) => memberId === undefined || externalId === undefined,
      'name a member by member_id or by external_id',
    ],
  },
);

export const saleBatch = overlay<SubmitBatchRequest>('vafa.checkout.v1.SubmitBatchRequest', {
  items: { of: item, items: [1, 500] },
});

const exception = overlay<LineException>('vafa.checkout.v1.LineException', {
  row: {
    name: 'line',
    says: 'From 1; null: the item as a whole.',
    codec: { answer: z.int().nullable(), toRest: (row: bigint) => (row > 0n ? toNumber(row) : null) },
  },
  quantityMilli: {
    name: 'quantity',
    says: 'What found no line.',
    codec: {
      answer: quantityOut().nullable(),
      toRest: (milli: bigint) => (milli > 0n ? toQuantity(milli) : null),
    },
  },
  fits: {
    of: overlay<FittingLine>('vafa.checkout.v1.FittingLine', { leftMilli: { ...quantityTold, name: 'left' } }),
    says: 'Of price_differs: lines of earlier sales that may be meant. A return of the session accepts one.',
  },
});

const outcome = overlay<BatchOutcome>('vafa.checkout.v1.BatchOutcome', {
  saleId: { orNull: true },
  exceptions: { of: exception },
  differs: {
    says: 'Of receipt_differs: in what the receipt is known otherwise.',
    codec: { answer: z.enum(['member', 'time', 'lines', 'kind', 'session_id', 'state']) },
  },
  repeated: {
    says: 'The same request was answered before; this is its first outcome, with the exceptions that still stand.',
  },
  completed: {
    says: 'The receipt was known and has been completed: by rows that had been refused, or by its member.',
  },
});

export const outcomes = overlay<SubmitBatchResponse>(
  'vafa.checkout.v1.SubmitBatchResponse',
  { outcomes: { name: 'items', of: outcome } },
  { id: 'SaleBatchOutcomes' },
);

/** Branch and till of each till that a batch is of. */
const tillsIn = (items: readonly MadeElsewhere[]): readonly (readonly [string, string])[] => {
  const tills = items.map(({ branchId, till }) => [JSON.stringify([branchId, till]), [branchId, till]] as const);
  return [...new Map(tills).values()];
};

/** Raises `too_many_requests`. */
export const submitted = async (
  request: SubmitBatchRequest,
  { services, clubs, club, caller, clock, limits }: Asked,
): Promise<SubmitBatchResponse> => {
  const items: readonly MadeElsewhere[] = request.items;
  for (const [branch, till] of tillsIn(items)) {
    requireTill(caller, till);
    limits.till(caller.id, branch, till);
  }
  return { outcomes: await new SendBatch(services, clubs, clock).execute(club, caller, request.source, items) };
};

export const lateOrder = overlay<AdjudicateLateRequest>('vafa.checkout.v1.AdjudicateLateRequest', {
  after: {
    given: z.string().min(1).max(200),
    otherwise: '',
    says: '`next` of an answer that did not come to the end.',
  },
});

export const lateQuery = overlay<AdjudicateLateRequest>('vafa.checkout.v1.AdjudicateLateRequest', {
  dry: { given: true, says: 'true: counts what would be given, and gives nothing.' },
});

export const lateAnswer = overlay<AdjudicateLateResponse>(
  'vafa.checkout.v1.AdjudicateLateResponse',
  {
    points: { whole: true },
    next: { orNull: true, says: 'Where to go on; null: all sales of the period were looked at.' },
  },
  { id: 'LateAdjudication' },
);
