import type { PutUnitRequest, Unit } from '@vafa/contracts/ledger';
import { z } from 'zod';
import type { Asked } from '../contract/asked.ts';
import { controllerOf } from '../contract/controller-of.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';
import { unitName } from './ledger-books.ts';
import { expiry } from './unit-expiry.ts';

const days = z.int().min(0).max(3_650);
const amount = z.int().min(1).max(1_000_000_000_000);

export const unit = overlay<Unit>(
  'vafa.ledger.v1.Unit',
  {
    clubId: { hidden: true },
    version: { given: z.int().min(0), byDefault: 0 },
    kind: { given: true },
    decimals: { given: z.int().min(0).max(4), byDefault: 0 },
    timeZone: {
      given: z.string().min(1).max(64),
      otherwise: '',
      says: "IANA zone that decides days and months; default: the club's.",
    },
    expiry: { given: true, codec: expiry, byDefault: { model: 'never' } },
    activationDays: { given: days, byDefault: 0 },
    negativePolicy: { given: true, byDefault: 'unlimited' },
    least: { given: amount, byDefault: 1 },
    most: { given: amount, byDefault: 1_000_000_000_000 },
    graceDays: { given: days, byDefault: 0 },
    approvalAbove: { given: z.int().min(0) },
  },
  { id: 'Unit' },
);

const inZoneOfClub = ({ unit: rules }: PutUnitRequest, { club }: Asked): Promise<PutUnitRequest> =>
  Promise.resolve({ unit: rules && { ...rules, timeZone: rules.timeZone === '' ? club.timeZone : rules.timeZone } });

export const UnitsController = controllerOf('Ledger', [
  route('GET /v1/units', 'ledger.listUnits', {
    id: 'listUnits',
    summary: 'What the accounts of a club count, with its rules',
    description: '`points` is there from the start, with version 0.',
    access: 'administrator',
    answer: unit,
  }),
  route('PUT /v1/units/:unit', 'ledger.putUnit', {
    id: 'putUnit',
    summary: 'Make a unit, or change its rules for what comes',
    description:
      'What is earned keeps the life that it got. The same rules again change nothing: no Idempotency-Key is needed.',
    access: 'administrator',
    path: { unit: unitName() },
    body: { of: unit },
    prepare: inZoneOfClub,
    answer: unit,
    errors: ['body_too_large', 'unsupported_media_type'],
  }),
]);
