import { DomainError, type Clock } from '@vafa/kernel';
import { formerIdentities } from '../domain/former-forms.ts';
import { holds, readingNow, type Identity, type Member, type NewProfile } from '../domain/member.ts';
import type { Claimed, IdentityClaim, Members } from './members.ts';

/** A command writes its member within seconds of its claims; what is not written by then was left by a crash. */
const abandonedAfterMs = 15 * 60_000;

const triesMax = 20;

const taken = (kind: Identity['kind']): DomainError =>
  new DomainError('conflict', 'identity_taken', `another member has this ${kind}`, { kind });

/**
 * Identities belong to one member only. A claim comes before its member, so a crash between the two leaves one that
 * stands for nothing: whoever needs the value later takes it over.
 */
export class ClaimIdentities {
  constructor(
    private readonly members: Members,
    private readonly clock: Clock,
  ) {}

  /**
   * Claims all of them for one member, or gives up those that it did not have before. The external id last: whoever
   * ensures members answers with its owner at once, so a refusal must not give it up again. Raises `identity_taken`
   * (details: kind).
   */
  async claim(
    claims: readonly IdentityClaim[],
    giveUp = (given: readonly IdentityClaim[]) => this.members.withdraw(given),
  ): Promise<void> {
    const others = claims.filter(({ kind }) => kind !== 'external_id');
    for (const batch of [others, claims.filter(({ kind }) => kind === 'external_id')]) {
      const answers = await this.members.claim(batch, this.clock.now());
      const refused = await Promise.all(batch.map(async (claim, i) => !(await this.isHeld(claim, answers[i]))));
      const first = batch[refused.indexOf(true)];
      if (first === undefined) continue;
      await giveUp(others);
      throw taken(first.kind);
    }
  }

  /**
   * The same for a member that exists, which several commands may correct at once. What one of them claims is under its
   * key; a command that is refused raises the member's era before it gives anything up, so whoever counted on it claims
   * again.
   */
  async claimFor(memberId: string, claims: readonly IdentityClaim[]): Promise<void> {
    for (let tries = 1; tries <= triesMax; tries++) {
      await this.claim(claims, (given) => this.members.withdrawFrom(memberId, given));
      if (await this.members.adopt(claims)) return;
    }
    throw new DomainError('unavailable', 'contention', 'too many changes of the same member at once');
  }

  /**
   * Raises `identity_taken` when a member enrolled under the former rules is known by what this text was read as then.
   */
  async refuseFormer(
    clubId: string,
    owner: string,
    asked: Pick<NewProfile, 'phone' | 'email' | 'externalId'>,
    timeZone: string,
    today: readonly Identity[],
  ): Promise<void> {
    for (const identity of formerIdentities(asked, timeZone, today)) {
      const member = await this.formerOwner(clubId, identity);
      if (member !== undefined && member.id !== owner) throw taken(identity.kind);
    }
  }

  /** The member enrolled under the former rules that holds this identity. */
  async formerOwner(clubId: string, identity: Identity): Promise<Member | undefined> {
    const member = await this.ownerOf(clubId, identity);
    return member !== undefined && member.reading < readingNow ? member : undefined;
  }

  /** The member that holds this identity; none where the claim was left by a crash. */
  async ownerOf(clubId: string, identity: Identity): Promise<Member | undefined> {
    const owner = await this.members.owner(clubId, identity);
    const member = owner === undefined ? undefined : (await this.members.load([owner])).get(owner);
    return member !== undefined && holds(member, identity) ? member : undefined;
  }

  /** Takes the claim over when its owner left it behind; false when somebody has it. */
  async takeOver(claim: IdentityClaim, seen: Claimed): Promise<boolean> {
    const owner = (await this.members.load([seen.owner])).get(seen.owner);
    if (owner !== undefined && holds(owner, claim)) return false;
    const now = this.clock.now();
    if (seen.at !== undefined && now.getTime() - seen.at.getTime() >= abandonedAfterMs)
      return this.members.takeOver(claim, seen, now);
    // A claim of before claims had a moment gets one, and its owner the time to write.
    if (seen.at === undefined) await this.members.takeOver({ ...claim, owner: seen.owner }, seen, now);
    return false;
  }

  private async isHeld(claim: IdentityClaim, answer: Claimed | undefined): Promise<boolean> {
    if (answer === undefined || answer.owner === claim.owner) return true;
    return this.takeOver(claim, answer);
  }
}
