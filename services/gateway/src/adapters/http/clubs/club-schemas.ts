import type { Branch, Club, SetTiersResponse, Tier } from '@vafa/contracts/membership';
import { z } from 'zod';
import { count, identifierText, instantOut, pageOf, reference, text, WholeNumber, wholeUpTo } from '../scalars.ts';
import { orNull, toInstant, toNumber, toWhole } from '../values.ts';

const code = () => z.string().regex(/^[a-z0-9-]{2,40}$/, 'a code is 2 to 40 of a-z, 0-9 and "-"');

const country = () => z.string().regex(/^[A-Z]{2}$/, 'a country is two capital letters (ISO 3166-1)');

export const NewClub = z
  .strictObject({
    code: code(),
    name: text(120),
    currency: z.string().regex(/^[A-Z]{3}$/, 'a currency is three capital letters (ISO 4217)'),
    time_zone: text(60).describe('IANA name; it decides days.'),
    point_cost: count()
      .max(1_000_000_000_000)
      .optional()
      .describe('What one point costs the club, in 1/10,000 of the minor unit. Default 10,000: one penny.'),
    point_value: count()
      .max(1_000_000_000_000)
      .optional()
      .describe('What one point pays in a sale, in 1/10,000 of the minor unit. Default: what it costs.'),
    country: country()
      .optional()
      .describe('Whose national phone numbers its members have. Default: the country of the time zone.'),
  })
  .meta({
    id: 'NewClub',
    example: { code: 'demo', name: 'Demo club', currency: 'GBP', time_zone: 'Europe/London', point_cost: 10_000 },
  });
export type NewClub = z.infer<typeof NewClub>;

export const ClubPath = z.strictObject({ club_code: reference() });
export type ClubPath = z.infer<typeof ClubPath>;

export const ClubChange = z
  .strictObject({
    name: text(120).optional(),
    country: country().optional(),
    reason: text(200).optional().describe('Why; kept with the change.'),
  })
  .refine(({ name, country: named }) => name !== undefined || named !== undefined, 'name what changes')
  .meta({ id: 'ClubChange', example: { country: 'GB', reason: 'made without one' } });
export type ClubChange = z.infer<typeof ClubChange>;

export const ClubAnswer = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    currency: z.string(),
    currency_digits: z
      .int()
      .describe("Digits of the currency's minor unit (ISO 4217 when the club was made); they stay."),
    time_zone: z.string(),
    country: z.string().nullable(),
    point_cost: z.int(),
    point_value: z.int(),
    created_at: instantOut(),
    changes: z
      .array(z.object({ at: instantOut(), by: z.string(), fields: z.array(z.string()), reason: z.string() }))
      .describe('Of name and country: the latest 20, newest first.'),
  })
  .meta({ id: 'Club' });
export const ClubPage = pageOf(ClubAnswer, 'ClubPage');

export const toClub = (club: Club): z.infer<typeof ClubAnswer> => ({
  id: club.id,
  code: club.code,
  name: club.name,
  currency: club.currency,
  currency_digits: club.currencyDigits,
  time_zone: club.timeZone,
  country: orNull(club.country),
  point_cost: toNumber(club.pointCost),
  point_value: toNumber(club.pointValue),
  created_at: toInstant(club.createdAt),
  changes: club.changes.map(({ at, by, fields, reason }) => ({ at: toInstant(at), by, fields, reason })),
});

export const NewBranch = z
  .strictObject({ code: identifierText(60), name: text(60).optional().describe('Default: the code.') })
  .meta({ id: 'NewBranch', example: { code: 'oxford-street', name: 'Oxford Street' } });
export type NewBranch = z.infer<typeof NewBranch>;

export const BranchAnswer = z.object({ id: z.string(), code: z.string(), name: z.string() }).meta({ id: 'Branch' });
export const BranchPage = pageOf(BranchAnswer, 'BranchPage');

export const toBranch = ({ id, code: branchCode, name }: Branch): z.infer<typeof BranchAnswer> => ({
  id,
  code: branchCode,
  name,
});

/** Spend of a period sums many sales: it may pass the most of one. */
const spendMax = 10n ** 18n;

export const TierAnswer = z
  .object({ code: z.string(), name: z.string(), spend_from: WholeNumber })
  .meta({ id: 'Tier' });

const TierSchema = z.strictObject({
  code: code(),
  name: text(80),
  spend_from: wholeUpTo(spendMax).describe(
    'Spend within the period that reaches this tier, in minor units. The first tier has 0.',
  ),
});

export const Tiers = z
  .strictObject({ period_days: z.int().min(1).max(3_660), tiers: z.array(TierSchema).min(1).max(20) })
  .meta({
    id: 'Tiers',
    example: {
      period_days: 365,
      tiers: [
        { code: 'blue', name: 'Blue', spend_from: 0 },
        { code: 'gold', name: 'Gold', spend_from: 100_000 },
      ],
    },
  });
export type Tiers = z.infer<typeof Tiers>;

export const toTier = ({ code: tierCode, name, spendFrom }: Tier): z.infer<typeof TierAnswer> => ({
  code: tierCode,
  name,
  spend_from: toWhole(spendFrom),
});

export const toTiers = ({
  periodDays,
  tiers,
}: SetTiersResponse): { period_days: number; tiers: z.infer<typeof TierAnswer>[] } => ({
  period_days: periodDays,
  tiers: tiers.map(toTier),
});

export const TiersAnswer = z.object({ period_days: z.int(), tiers: z.array(TierAnswer) }).meta({ id: 'TiersAnswer' });
