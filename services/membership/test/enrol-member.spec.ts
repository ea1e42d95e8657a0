import { describe, expect, test } from '@jest/globals';
import { ManualClock, type Commands } from '@vafa/kernel';
import type { Club } from '../src/domain/club.ts';
import { nobody, type Identity, type Member, type NewProfile } from '../src/domain/member.ts';
import { readNumber } from '../src/adapters/phones/read-number.ts';
import { ClaimIdentities } from '../src/use-cases/claim-identities.ts';
import { EnrolMember } from '../src/use-cases/enrol-member.ts';
import { FindClub } from '../src/use-cases/find-club.ts';
import type { Clubs } from '../src/use-cases/clubs.ts';
import type { Members } from '../src/use-cases/members.ts';

const clock = new ManualClock('2026-03-10T12:00:00Z');
const club: Club = {
  id: 'clb_1',
  code: 'demo',
  name: 'Demo',
  currency: 'IRR',
  currencyDigits: 2,
  timeZone: 'Asia/Tehran',
  pointCost: 0n,
  pointValue: 0n,
  country: 'IR',
  createdAt: clock.now(),
  changes: [],
  revision: 1,
  tiersRevision: 1,
  brand: { brandColour: '', logoText: '', displayUnit: 'toman', calendar: 'persian' },
};

const another: Member = {
  ...nobody,
  id: '',
  clubId: club.id,
  phone: '+989123456789',
  externalId: 'X-9',
  consents: [],
  enrolledAt: clock.now(),
  revision: 1,
  reading: 2,
  era: 0,
};

/** Owners of identities; `everOwned` remembers those too that were given up again. */
class Ownership {
  readonly owners = new Map<string, string>();
  readonly everOwned = new Set<string>();
  readonly enrolled: Member[] = [];

  enrolment(): EnrolMember {
    const name = ({ kind, value }: Identity): string => `${kind} ${value}`;
    const members: Pick<Members, 'claim' | 'withdraw' | 'enrol' | 'owner' | 'load' | 'takeOver'> = {
      owner: () => Promise.resolve(undefined),
      load: (ids) => Promise.resolve(new Map(ids.map((id) => [id, { ...another, id }]))),
      takeOver: () => Promise.reject(new Error('nothing was left behind')),
      claim: (claims) =>
        Promise.resolve(
          claims.map((claim) => {
            const owner = this.owners.get(name(claim)) ?? claim.owner;
            this.owners.set(name(claim), owner);
            this.everOwned.add(`${owner} ${name(claim)}`);
            return { owner, mine: owner === claim.owner };
          }),
        ),
      withdraw: (claims) => {
        for (const claim of claims) if (this.owners.get(name(claim)) === claim.owner) this.owners.delete(name(claim));
        return Promise.resolve();
      },
      enrol: (member) => {
        this.enrolled.push(member);
        return Promise.resolve(member);
      },
    };
    const clubs = new FindClub({ find: () => Promise.resolve(club) } as Partial<Clubs> as Clubs);
    const commands: Commands = { enter: ({ key }) => Promise.resolve(`mem_${key}`) };
    return new EnrolMember(
      members as Members,
      commands,
      new ClaimIdentities(members as Members, clock),
      clubs,
      readNumber,
      clock,
    );
  }
}

const profile = (given: Partial<NewProfile>): NewProfile => ({ ...nobody, externalId: '', consents: [], ...given });

describe('an enrolment with an external id', () => {
  test('that is refused for another identity never held the external id, not even for a moment', async () => {
    const ownership = new Ownership();
    ownership.owners.set('phone +989123456789', 'mem_other');
    const refused = ownership
      .enrolment()
      .execute(club.id, 'a', profile({ phone: '09123456789', cardNumber: '7777', externalId: 'X-9' }));
    await expect(refused).rejects.toMatchObject({ code: 'identity_taken', details: { kind: 'phone' } });
    expect(ownership.everOwned).not.toContain('mem_a external_id X-9');
    expect([...ownership.owners]).toEqual([['phone +989123456789', 'mem_other']]);
  });

  test('that another member has is refused, and gives up what it had claimed', async () => {
    const ownership = new Ownership();
    ownership.owners.set('external_id X-9', 'mem_other');
    const refused = ownership.enrolment().execute(club.id, 'a', profile({ cardNumber: '7777', externalId: 'X-9' }));
    await expect(refused).rejects.toMatchObject({ code: 'identity_taken', details: { kind: 'external_id' } });
    expect([...ownership.owners]).toEqual([['external_id X-9', 'mem_other']]);
    expect(ownership.enrolled).toEqual([]);
  });

  test('holds all its identities before it is written', async () => {
    const ownership = new Ownership();
    await ownership.enrolment().execute(club.id, 'a', profile({ phone: '09123456789', externalId: 'X-9' }));
    expect([...ownership.owners]).toEqual([
      ['phone +989123456789', 'mem_a'],
      ['external_id X-9', 'mem_a'],
    ]);
    expect(ownership.enrolled).toHaveLength(1);
  });
});
