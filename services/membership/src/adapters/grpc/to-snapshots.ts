import {
  SnapshotFact,
  type GetMemberSnapshotsRequest,
  type GetMemberSnapshotsResponse,
  type MemberSnapshot,
} from '@vafa/contracts/membership';
import type { Snapshot, SnapshotFact as Fact, SnapshotOrder, ToldSnapshots } from '../../use-cases/tell-snapshots.ts';

const names: Readonly<Partial<Record<SnapshotFact, Fact>>> = {
  [SnapshotFact.SNAPSHOT_FACT_TIER]: 'tier',
  [SnapshotFact.SNAPSHOT_FACT_SINCE]: 'since',
  [SnapshotFact.SNAPSHOT_FACT_BIRTH_DATE]: 'birthDate',
  [SnapshotFact.SNAPSHOT_FACT_CONSENTS]: 'consents',
  [SnapshotFact.SNAPSHOT_FACT_PURCHASES]: 'purchases',
};

export const toSnapshotOrder = ({ facts, counters }: GetMemberSnapshotsRequest): SnapshotOrder => ({
  facts: new Set(facts.flatMap((fact) => names[fact] ?? [])),
  counters,
});

const toMessage = (memberId: string, snapshot: Snapshot | undefined): MemberSnapshot => {
  const { tier = '', since = '', birthDate = '', consents = [], purchases, lastPurchase = '' } = snapshot ?? {};
  return {
    memberId,
    unknown: snapshot === undefined,
    tier,
    since,
    birthDate,
    consents: [...consents],
    purchases,
    lastPurchase,
    spent: { ...snapshot?.spent },
    holdsUntil: snapshot?.holdsUntil,
  };
};

export const toSnapshotsAnswer = (
  { members }: GetMemberSnapshotsRequest,
  { snapshots, calendar }: ToldSnapshots,
): GetMemberSnapshotsResponse => ({
  calendar,
  snapshots: members.map(({ memberId }, place) => toMessage(memberId, snapshots[place])),
});
