import { Body, Controller, Delete, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import { DomainError, isDomainError } from '@vafa/kernel';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ApiKey, Caller } from '../../../domain/api-key.ts';
import { ApiKeys } from '../../../use-cases/api-keys.ts';
import { Tills } from '../../../use-cases/tills.ts';
import { RememberedClubs } from '../../grpc/remembered-clubs.ts';
import { Limits } from '../limits.ts';
import { ownPage } from '../../own-page.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub } from '../request-context.ts';
import { identifierText, instantOut, pageOf, PageQuery, reference, toPage } from '../scalars.ts';
import { toInstant, toInstantOrNull } from '../values.ts';

const NewTillCode = z
  .strictObject({ branch: identifierText(120).describe('Code or id.'), till: identifierText(60) })
  .meta({ id: 'NewTillCode', example: { branch: 'United Kingdom', till: '1' } });
const TillCodeAnswer = z
  .object({ code: z.string().describe('To be typed at the till, once.'), ends_at: instantOut() })
  .meta({ id: 'TillCode' });

const TillPairing = z
  .strictObject({ code: z.string().min(1).max(40).describe('Capitals, blanks and dashes do not count.') })
  .meta({ id: 'TillPairing', example: { code: '7Q2MK-0X9TD' } });

const shape = {
  id: z.string().describe('Of its key.'),
  branch_id: z.string(),
  till: z.string(),
  created_at: instantOut(),
  last_used_at: instantOut().nullable().describe('To the minute.'),
};
const TillAnswer = z.object(shape).meta({ id: 'Till' });
const TillPage = pageOf(TillAnswer, 'TillPage');
const PairedTill = z
  .object({ ...shape, club_id: z.string(), secret: z.string().describe('Its API key: shown now and never again.') })
  .meta({ id: 'PairedTill' });
const OwnTill = z
  .object({
    id: z.string().describe('Of its key.'),
    till: z.string(),
    branch: z.object({ id: z.string(), code: z.string(), name: z.string(), closed: z.boolean() }),
    club: z.object({
      id: z.string(),
      name: z.string(),
      currency: z.string().describe('ISO 4217.'),
      currency_digits: z.int().describe("Digits of the currency's minor unit."),
      time_zone: z.string().describe('IANA time zone; it decides days.'),
      country: z.string().nullable().describe('ISO 3166-1 alpha-2: whose national numbers its phones are.'),
      point_value: z.int().describe('What one point pays in a sale, in 1/10,000 of the minor unit.'),
    }),
  })
  .meta({ id: 'OwnTill' });
const TillPath = z.strictObject({ till_id: reference() });

const tillNotFound = (): DomainError => new DomainError('not_found', 'till_not_found', 'the club has no such till');

const toTill = ({ id, branchIds, till, createdAt, lastUsedAt }: ApiKey): z.infer<typeof TillAnswer> => ({
  id,
  branch_id: branchIds[0] ?? '',
  till: till ?? '',
  created_at: toInstant(createdAt),
  last_used_at: toInstantOrNull(lastUsedAt),
});

@ApiTags('Tills')
@Controller('v1')
export class TillsController {
  constructor(
    private readonly tills: Tills,
    private readonly keys: ApiKeys,
    private readonly clubs: RememberedClubs,
    private readonly limits: Limits,
  ) {}

  @Post('till-codes')
  @Operation({
    id: 'createTillCode',
    summary: 'Make a code by which a till is paired',
    description: 'It counts once, for ten minutes.',
    access: 'administrator',
    branches: 'judged',
    writes: true,
    status: 201,
    answer: TillCodeAnswer,
    asks: ['membership.getBranch'],
  })
  async offer(
    @Body({ schema: NewTillCode }) { branch, till }: z.infer<typeof NewTillCode>,
    @TheClub() { id: clubId }: Club,
    @TheCaller() caller: Caller,
  ): Promise<z.infer<typeof TillCodeAnswer>> {
    const { id: branchId } = await this.clubs.branchFor(caller, clubId, branch);
    const { code, endsAt } = await this.tills.offer({ clubId, branchId, till });
    return { code, ends_at: toInstant(endsAt) };
  }

  @Post('tills')
  @Operation({
    id: 'pairTill',
    summary: 'Pair a till by its code',
    description: 'Answers with a key that does what a cashier may, in this branch, as this till.',
    access: 'public',
    status: 201,
    answer: PairedTill,
    errors: [
      'till_code_unknown',
      'too_many_requests',
      'malformed_request',
      'unsupported_media_type',
      'body_too_large',
      'request_timeout',
      'service_unavailable',
    ],
  })
  async pair(
    @Body({ schema: TillPairing }) { code }: z.infer<typeof TillPairing>,
    @Req() request: FastifyRequest,
  ): Promise<z.infer<typeof PairedTill>> {
    try {
      const { key, secret } = await this.tills.pair(code);
      request.vafa.audit = { subject: { id: key.id, clubId: key.clubId, isActor: false } };
      return { ...toTill(key), club_id: key.clubId, secret };
    } catch (error) {
      if (isDomainError(error) && error.code === 'till_code_unknown') this.limits.wrongKey(request.ip);
      throw error;
    }
  }

  @Get('till')
  @Operation({
    id: 'getTill',
    summary: 'Where the till that asks stands, and how its club counts',
    access: 'sessions:read',
    branches: 'judged',
    answer: OwnTill,
    asks: ['membership.getBranch'],
    errors: ['till_not_found'],
  })
  async own(@TheClub() club: Club, @TheCaller() caller: Caller): Promise<z.infer<typeof OwnTill>> {
    const [branchId] = caller.branchIds;
    if (caller.till === undefined || branchId === undefined) throw tillNotFound();
    const { id, code, name, closed } = await this.clubs.branch(club.id, branchId);
    return {
      id: caller.id,
      till: caller.till,
      branch: { id, code, name, closed },
      club: {
        id: club.id,
        name: club.name,
        currency: club.currency,
        currency_digits: club.currencyDigits,
        time_zone: club.timeZone,
        country: club.country === '' ? null : club.country,
        point_value: Number(club.pointValue),
      },
    };
  }

  @Get('tills')
  @Operation({
    id: 'listTills',
    summary: 'The tills that are paired',
    description: 'Who is bound to branches sees those of these.',
    access: 'administrator',
    branches: 'judged',
    answer: TillPage,
    errors: ['invalid_page_token'],
  })
  async list(
    @Query({ schema: PageQuery }) query: PageQuery,
    @TheClub() { id: clubId }: Club,
    @TheCaller() { branchIds }: Caller,
  ) {
    const { items, nextPageToken } = await ownPage(toPage(query), {
      by: 'after',
      list: (after = '', limit) => this.keys.listTills({ clubId, branchIds, after, limit }),
      toMessage: toTill,
      valueOf: ({ id }) => id,
    });
    return { items, next_page_token: nextPageToken };
  }

  @Delete('tills/:till_id')
  @Operation({
    id: 'revokeTill',
    summary: "Revoke a till's key",
    description: 'It is refused within a second. Revoking again changes nothing.',
    access: 'administrator',
    branches: 'judged',
    status: 204,
    errors: ['till_not_found'],
  })
  async revoke(
    @Param({ schema: TillPath }) { till_id: id }: z.infer<typeof TillPath>,
    @TheClub() { id: clubId }: Club,
    @TheCaller() { branchIds }: Caller,
  ): Promise<void> {
    if (!(await this.keys.revokeTill({ clubId, branchIds, id }))) throw tillNotFound();
  }
}
