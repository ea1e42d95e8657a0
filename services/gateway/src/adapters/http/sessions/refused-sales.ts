import type {
  ListRefusedSalesRequest,
  RefusedSale,
  ReportRefusedSaleRequest,
  SettleRefusedSaleRequest,
} from '@vafa/contracts/gateway';
import { DomainError } from '@vafa/kernel';
import { z } from 'zod';
import type { Asked } from '../contract/asked.ts';
import { controllerOf } from '../contract/controller-of.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';
import { count, identifierText, prose, reference } from '../scalars.ts';

const totalMax = 1_000_000_000_000_000;
const orNull = { orNull: true } as const;

const refusedSale = overlay<RefusedSale>(
  'vafa.gateway.v1.RefusedSale',
  {
    total: { money: true },
    memberId: orNull,
    traceId: orNull,
    asideNote: orNull,
    settledAt: orNull,
    settledBy: orNull,
    note: orNull,
  },
  { id: 'RefusedSale' },
);

const report = overlay<ReportRefusedSaleRequest>('vafa.gateway.v1.ReportRefusedSaleRequest', {
  sessionId: { given: reference() },
  receipt: { given: identifierText(60) },
  paidAt: { given: true },
  total: { given: count().max(totalMax) },
  memberId: { given: reference(), otherwise: '' },
  code: { given: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, 'a code is small letters, digits and "_"') },
  message: { given: prose(500) },
  traceId: { given: reference(), otherwise: '' },
  asideNote: { given: prose(500), otherwise: '' },
  taken: { given: true, otherwise: false },
});

const example = {
  session_id: '0b0f3c1e-6f0e-4b43-9d6e-1d2f7f1c9a10',
  receipt: '3-28512345',
  paid_at: '2026-11-26T15:12:00Z',
  total: 41_000,
  code: 'member_not_found',
  message: 'the club has no such member',
};

const ofTill = (request: ReportRefusedSaleRequest): Promise<ReportRefusedSaleRequest> =>
  request.till === '' || request.branchId === ''
    ? Promise.reject(new DomainError('not_found', 'till_not_found', 'the club has no such till'))
    : Promise.resolve(request);

const branchIds = ({ caller }: Asked): string[] => [...caller.branchIds];

export const RefusedSalesController = controllerOf('Sales', [
  route('POST /v1/refused-sales', 'gateway.reportRefusedSale', {
    id: 'reportRefusedSale',
    summary: 'Tell of a sale that was paid and that the club did not take',
    description:
      'By a till, for a shift lead to see to. Told again under its `session_id` it is as told last. `taken`: the club has the sale by now. `aside_note`: why the till sends it no more.',
    access: 'sessions:write',
    branches: 'judged',
    writes: true,
    body: { of: report, id: 'RefusedSaleReport', example },
    fill: {
      by: ({ caller }) => caller.id,
      till: ({ caller }) => caller.till ?? '',
      branchId: ({ caller }) => caller.branchIds[0] ?? '',
    },
    prepare: ofTill,
    answer: refusedSale,
  }),
  route('GET /v1/refused-sales', 'gateway.listRefusedSales', {
    id: 'listRefusedSales',
    summary: 'Sales that were paid and that the club did not take',
    description: 'The latest first. Who is bound to branches sees those of these.',
    access: 'administrator',
    branches: 'judged',
    fill: { branchIds },
    query: overlay<ListRefusedSalesRequest>('vafa.gateway.v1.ListRefusedSalesRequest', { settled: { given: true } }),
    answer: refusedSale,
  }),
  route('POST /v1/refused-sales/:refused_sale_id/settle', 'gateway.settleRefusedSale', {
    id: 'settleRefusedSale',
    summary: 'Note that a refused sale was settled by hand',
    description: 'Settling again changes nothing.',
    access: 'administrator',
    branches: 'judged',
    writes: true,
    fill: { branchIds, by: ({ caller }) => caller.id },
    body: {
      of: overlay<SettleRefusedSaleRequest>('vafa.gateway.v1.SettleRefusedSaleRequest', {
        note: { given: prose(500) },
      }),
      id: 'Settlement',
      example: { note: 'told again with the right card' },
    },
    answer: refusedSale,
  }),
]);
