import { isDomainError, type Clock } from '@vafa/kernel';
import { storedExternalId, type Member } from '../domain/member.ts';
import type { Members } from './members.ts';

const batchSize = 200;

export interface Renewed {
  readonly members: number;
  /** Members whose external id in its one form belongs to somebody else: a person has to decide. */
  readonly contested: readonly string[];
  /** Members that could not be read; the next start tries again. */
  readonly unreadable: readonly string[];
}

/**
 * Brings members of before to today's forms: the prefixes by which their names are found, and the one form of their
 * external ids. Each member says itself in which form it is, so that a run that ends goes on with the rest.
 */
export class RenewMembers {
  constructor(
    private readonly members: Members,
    private readonly clock: Clock,
  ) {}

  /** In small steps, until none is left or `stopped` says so. */
  async execute(stopped: () => boolean): Promise<Renewed> {
    const renewed = { members: 0, contested: [] as string[], unreadable: [] as string[] };
    for (let after = ''; !stopped(); ) {
      const ids = await this.members.outdated(after, batchSize);
      for (const id of ids) {
        if (stopped()) break;
        await this.one(id, renewed);
      }
      if (ids.length < batchSize) break;
      after = ids.at(-1) ?? after;
    }
    return renewed;
  }

  /** One that cannot be read must not keep the others from being found. */
  private async one(
    id: string,
    renewed: { members: number; contested: string[]; unreadable: string[] },
  ): Promise<void> {
    try {
      const member = (await this.members.load([id])).get(id);
      if (member !== undefined && !(await this.renew(member))) renewed.contested.push(id);
      renewed.members += 1;
    } catch (error) {
      if (isDomainError(error) && error.kind === 'unavailable') throw error;
      renewed.unreadable.push(id);
    }
  }

  private async renew(member: Member): Promise<boolean> {
    const { id, clubId, externalId } = member;
    const now = this.clock.now();
    const form = storedExternalId(externalId);
    if (form === externalId) {
      await this.members.renew(id, undefined, now);
      return true;
    }
    const claim = { kind: 'external_id' as const, clubId, owner: id, key: 'e:renew' };
    const [claimed] = await this.members.claim([{ ...claim, value: form }], now);
    const mine = claimed?.owner === id;
    await this.members.renew(id, mine ? form : undefined, now);
    if (mine) await this.members.release([{ ...claim, value: externalId }]);
    return mine;
  }
}
