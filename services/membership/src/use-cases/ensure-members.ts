import { DomainError, newId, type Clock } from '@vafa/kernel';
import { normaliseExternalId } from '../domain/member.ts';
import type { FindClub } from './find-club.ts';
import type { Members } from './members.ts';

const externalIdsMax = 1_000;

export class EnsureMembers {
  constructor(
    private readonly members: Members,
    private readonly club: FindClub,
    private readonly clock: Clock,
  ) {}

  /** Enrols the external ids that are unknown; answers a member id for each, in the order asked. Raises `invalid_member`, `too_many`, `club_not_found`. */
  async execute(clubId: string, asked: readonly string[]): Promise<string[]> {
    if (asked.length > externalIdsMax) throw new DomainError('invalid', 'too_many', `at most ${String(externalIdsMax)} external ids at once`);
    const { id: club } = await this.club.execute(clubId);
    const externalIds = asked.map(normaliseExternalId);
    if (externalIds.includes('')) throw new DomainError('invalid', 'invalid_member', 'an external id is not empty', { field: 'external_id' });
    const owners = new Map(await this.members.owners(club, externalIds));
    const unknown = [...new Set(externalIds)].filter((externalId) => !owners.has(externalId));
    const claims = unknown.map((value) => ({ kind: 'external_id' as const, value, clubId: club, owner: newId('member'), key: 'e:import' }));
    (await this.members.claim(claims)).forEach(({ owner }, i) => owners.set(unknown[i] ?? '', owner));
    // Claimed is not yet enrolled: a crash may lie between the two, here or in an earlier call.
    const existing = await this.members.existing([...new Set(owners.values())]);
    const missing = [...owners].filter(([, id]) => !existing.has(id)).map(([externalId, id]) => ({ externalId, id }));
    await this.members.enrolBare(club, missing, this.clock.now());
    return externalIds.map((externalId) => owners.get(externalId) ?? '');
  }
}
