import type { PutUnitRequest, Unit } from '@vafa/contracts/ledger';
import { z } from 'zod';
import type { Asked } from '../contract/asked.ts';
import { controllerOf } from '../contract/controller-of.ts';
import type { HoldBack } from '../contract/held.ts';
import { overlay } from '../contract/overlay.ts';
import { route } from '../contract/route.ts';
import { present } from '../values.ts';
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

/** Who raises the limit of approvals, or takes it away, waits for a second administrator as long as there is one. */
const loosened: HoldBack<PutUnitRequest> = async ({ unit: rules }, { services, club, caller }) => {
  const { unit: name, approvalAbove: next } = present(rules);
  if (caller.roles === undefined) return undefined;
  const { units } = await services.ledger.listUnits({ clubId: club.id });
  const limit = units.find((each) => each.unit === name)?.approvalAbove;
  if (limit === undefined || (next !== undefined && next <= limit)) return undefined;
  const askedBy = caller.madeBy ?? caller.id;
  const { otherAdministrators } = await services.gateway.getApprovalSettings({ clubId: club.id, askedBy });
  if (otherAdministrators === 0) return undefined;
  return { subject: name, before: { approval_above: limit }, after: { approval_above: next ?? null } };
};

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
      'What is earned keeps the life that it got. The same rules again change nothing: no Idempotency-Key is needed. Who raises `approval_above`, or takes it away, waits for a second administrator, as long as there is one.',
    access: 'administrator',
    stepUp: true,
    path: { unit: unitName() },
    body: { of: unit },
    prepare: inZoneOfClub,
    holdBack: loosened,
    asks: ['ledger.listUnits', 'gateway.getApprovalSettings'],
    answer: unit,
    errors: ['body_too_large', 'unsupported_media_type'],
  }),
]);
