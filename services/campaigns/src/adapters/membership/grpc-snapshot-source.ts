import { SnapshotFact, type MemberSnapshot, type MembershipServiceService } from '@vafa/contracts/membership';
import { spendCountersMax } from '@vafa/contracts/spend-counters';
import type { Client } from '@vafa/grpc';
import { slicesOf } from '@vafa/kernel';
import type { MemberFact, MemberNeeds } from '../../domain/promotions/asking/member-needs.ts';
import type { Buyer, SnapshotSource, ToldSnapshot } from '../../use-cases/snapshots/member-snapshots.ts';

export type MembershipClient = Pick<Client<typeof MembershipServiceService>, 'getMemberSnapshots'>;

/** As many as membership answers at once. */
const membersMax = 1_000;

const facts: Readonly<Record<MemberFact, SnapshotFact>> = {
  tier: SnapshotFact.SNAPSHOT_FACT_TIER,
  since: SnapshotFact.SNAPSHOT_FACT_SINCE,
  birthDate: SnapshotFact.SNAPSHOT_FACT_BIRTH_DATE,
  consents: SnapshotFact.SNAPSHOT_FACT_CONSENTS,
  purchases: SnapshotFact.SNAPSHOT_FACT_PURCHASES,
};

/** With the calendar of the club. */
type Told = MemberSnapshot & { readonly calendar: string };

/** The day since which somebody is a member is an occasion too. */
const toSnapshot = (told: Told, needs: MemberNeeds): ToldSnapshot | undefined => {
  if (told.unknown) return undefined;
  const { calendar, memberId: id, tier, since, birthDate, consents, purchases, lastPurchase, spent } = told;
  const occasions = { ...(birthDate !== '' && { birthday: birthDate }), ...(since !== '' && { joining: since }) };
  return {
    snapshot: {
      id,
      ...(tier !== '' && { tier }),
      ...(since !== '' && { since }),
      occasions,
      calendar: calendar === 'persian' ? 'persian' : 'gregorian',
      ...(needs.facts.has('consents') && { consents }),
      ...(purchases !== undefined && { purchases }),
      ...(lastPurchase !== '' && { lastPurchase }),
      spent,
    },
    holdsUntil: told.holdsUntil ?? new Date(0),
  };
};

/** Members as membership answers them. */
export class GrpcSnapshotSource implements SnapshotSource {
  constructor(private readonly membership: MembershipClient) {}

  async ask(
    clubId: string,
    buyers: readonly Buyer[],
    needs: MemberNeeds,
  ): Promise<readonly (ToldSnapshot | undefined)[]> {
    const slices = await Promise.all(slicesOf(buyers, membersMax).map((some) => this.told(clubId, some, needs)));
    return slices.flat().map((told) => toSnapshot(told, needs));
  }

  /** Counters beyond what one question takes are asked for by further ones. */
  private async told(clubId: string, buyers: readonly Buyer[], needs: MemberNeeds): Promise<Told[]> {
    const [counters = [], ...further] = slicesOf([...needs.counters], spendCountersMax);
    const asked = { clubId, members: buyers.map(({ memberId, at }) => ({ memberId, at })) };
    const [first, ...others] = await Promise.all([
      this.membership.getMemberSnapshots({ ...asked, counters, facts: [...needs.facts].map((fact) => facts[fact]) }),
      ...further.map((more) => this.membership.getMemberSnapshots({ ...asked, counters: more, facts: [] })),
    ]);
    return first.snapshots.map((told, place) => ({
      ...told,
      calendar: first.calendar,
      spent: Object.assign(
        {},
        told.spent,
        ...others.map(({ snapshots }) => snapshots[place]?.spent),
      ) as typeof told.spent,
    }));
  }
}
