import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import { DomainError } from '@vafa/kernel';
import { decodePageToken, pageSize, toPage as pageFrom } from '@vafa/mongo';
import { ApiKeys } from '../../../use-cases/api-keys.ts';
import { RememberedClubs } from '../../grpc/remembered-clubs.ts';
import { Operation } from '../operation.ts';
import { TheClub, TheCommandKey, TheSecret } from '../request-context.ts';
import { PageQuery, toPage } from '../scalars.ts';
import { ApiKeyPage, ApiKeyPath, MadeApiKey, NewApiKey, toApiKey } from './api-key-schemas.ts';

@ApiTags('API keys')
@Controller('v1/api-keys')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeys,
    private readonly clubs: RememberedClubs,
  ) {}

  @Post()
  @Operation({
    id: 'createApiKey',
    summary: 'Make an API key of the club',
    description: 'The secret is shown once, and to a repeat; only its hash is stored.',
    access: 'administrator',
    writes: true,
    status: 201,
    answer: MadeApiKey,
    asks: ['membership.getBranch'],
    errors: ['key_reused'],
  })
  async create(
    @Body({ schema: NewApiKey }) body: NewApiKey,
    @TheClub() { id: clubId }: Club,
    @TheCommandKey() command: string,
    @TheSecret() makersSecret: string,
  ) {
    const branches = await Promise.all((body.branches ?? []).map((branch) => this.clubs.branch(clubId, branch)));
    const order = { clubId, name: body.name, verbs: body.verbs, branchIds: branches.map(({ id }) => id) };
    const { key, secret } = await this.keys.make(order, command, makersSecret);
    return { ...toApiKey(key), secret };
  }

  @Get()
  @Operation({
    id: 'listApiKeys',
    summary: "The club's API keys",
    access: 'administrator',
    answer: ApiKeyPage,
    errors: ['invalid_page_token'],
  })
  async list(@Query({ schema: PageQuery }) query: PageQuery, @TheClub() { id: clubId }: Club) {
    const { pageToken, ...page } = toPage(query);
    const size = pageSize(page);
    const keys = await this.keys.list(clubId, decodePageToken(pageToken, ['after'])?.after ?? '', size + 1);
    const { items, nextPageToken } = pageFrom({
      found: keys.slice(0, size),
      more: keys.length > size,
      toMessage: toApiKey,
      behind: ({ id }) => ({ after: id }),
    });
    return { items, next_page_token: nextPageToken };
  }

  @Delete(':api_key_id')
  @Operation({
    id: 'revokeApiKey',
    summary: 'Revoke an API key',
    description: 'It is refused within a second. Revoking again changes nothing.',
    access: 'administrator',
    status: 204,
    errors: ['api_key_not_found'],
  })
  async revoke(
    @Param({ schema: ApiKeyPath }) { api_key_id: id }: ApiKeyPath,
    @TheClub() { id: clubId }: Club,
  ): Promise<void> {
    if (!(await this.keys.revoke(clubId, id)))
      throw new DomainError('not_found', 'api_key_not_found', 'the club has no such API key');
  }
}
