import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { DomainError, newId, type Clock } from '@vafa/kernel';
import { formerExternalId } from '../domain/former-forms.ts';
import { normaliseExternalId, storedExternalId } from '../domain/member.ts';
import type { ClaimIdentities } from './claim-identities.ts';
import type { FindClub } from './find-club.ts';
import type { Claimed, IdentityClaim, Members } from './members.ts';

const externalIdsMax = 1_000;

export class EnsureMembers {
  constructor(
    private readonly members: Members,
    private readonly identities: ClaimIdentities,
    private readonly club: FindClub,
    private readonly clock: Clock,
  ) {}

  /** Ids of those that are enrolled, in the order asked; empty for others. Raises `too_many`, `club_not_found`. */
  async known(clubId: string, asked: readonly string[]): Promise<string[]> {
    if (asked.length > externalIdsMax)
      throw new DomainError('invalid', 'too_many', `at most ${String(externalIdsMax)} external ids at once`);
    const { id: club } = await this.club.execute(clubId);
    const externalIds = asked.map(normaliseExternalId);
    const owners = new Map(
      await this.members.owners(
        club,
        externalIds.filter((externalId) => externalId !== ''),
      ),
    );
    return externalIds.map((externalId) => owners.get(externalId)?.owner ?? '');
  }

  /**
   * Enrols the external ids that are unknown; answers a member id for each, in the order asked. Raises
   * `invalid_member`, `too_many`, `club_not_found`.
   */
  async execute(clubId: string, asked: readonly string[]): Promise<string[]> {
    if (asked.length > externalIdsMax)
      throw new DomainError('invalid', 'too_many', `at most ${String(externalIdsMax)} external ids at once`);
    const { id: club } = await this.club.execute(clubId);
    const externalIds = asked.map(normaliseExternalId);
    if (externalIds.includes(''))
      throw new DomainError('invalid', 'invalid_member', 'an external id is not empty', { field: 'external_id' });
    const claims = new Map(await this.members.owners(club, externalIds));
    const unknown = [...new Set(externalIds)].filter((externalId) => !claims.has(externalId));
    const former = await this.formerOwners(
      club,
      asked.filter((text, i) => unknown.includes(externalIds[i] ?? '') && formerExternalId(text) !== externalIds[i]),
    );
    const proposed = unknown.map((value) => ({
      kind: 'external_id' as const,
      value,
      clubId: club,
      owner: former.get(value) ?? newId(sharedIdPrefixes.member),
      key: 'e:ensure',
    }));
    (await this.members.claim(proposed, this.clock.now())).forEach((claim, i) => claims.set(unknown[i] ?? '', claim));
    return this.enrolled(club, externalIds, claims);
  }

  /** Members known by the form in which these texts were kept before, by today's form. */
  private async formerOwners(clubId: string, texts: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const text of texts) {
      const member = await this.identities.formerOwner(clubId, { kind: 'external_id', value: formerExternalId(text) });
      if (member !== undefined) found.set(normaliseExternalId(text), member.id);
    }
    return found;
  }

  /** Claimed is not yet enrolled: a crash may lie between the two, here or in an earlier call. */
  private async enrolled(
    clubId: string,
    externalIds: readonly string[],
    claims: ReadonlyMap<string, Claimed>,
  ): Promise<string[]> {
    const known = await this.members.externalIds([...new Set([...claims.values()].map(({ owner }) => owner))]);
    const owners = new Map<string, string>();
    for (const [externalId, seen] of claims) {
      const stored = known.get(seen.owner);
      const left = stored !== undefined && storedExternalId(stored) !== externalId;
      owners.set(
        externalId,
        left
          ? await this.ownerAfter(
              {
                kind: 'external_id',
                value: externalId,
                clubId,
                owner: newId(sharedIdPrefixes.member),
                key: 'e:ensure',
              },
              seen,
            )
          : seen.owner,
      );
    }
    const missing = [...owners].filter(([, id]) => !known.has(id)).map(([externalId, id]) => ({ externalId, id }));
    await this.members.enrolBare(clubId, missing, this.clock.now());
    return externalIds.map((externalId) => owners.get(externalId) ?? '');
  }

  /** The owner has another external id: it is being corrected, or a crash came before it gave this one up. */
  private async ownerAfter(claim: IdentityClaim, seen: Claimed): Promise<string> {
    return (await this.identities.takeOver(claim, seen)) ? claim.owner : seen.owner;
  }
}
