import type { EventStream } from '@vafa/events';
import type { Clock } from '@vafa/kernel';
import type { Background } from '@vafa/process';
import { FreshSnapshots } from '../../use-cases/snapshots/fresh-snapshots.ts';
import { KeptSnapshots } from '../../use-cases/snapshots/kept-snapshots.ts';
import { followMembers } from '../events/follow-members.ts';
import { GrpcSnapshotSource, type MembershipClient } from './grpc-snapshot-source.ts';

/** Members as promotions ask for them, and what ends their following with the service. */
export const keepSnapshots = (
  membership: MembershipClient,
  stream: Pick<EventStream, 'follow'>,
  clock: Clock,
): { readonly snapshots: FreshSnapshots; readonly following: Background } => {
  const kept = new KeptSnapshots(clock);
  const snapshots = new FreshSnapshots(new GrpcSnapshotSource(membership), kept, followMembers(stream));
  return { snapshots, following: { start: () => undefined, stop: () => snapshots.stop() } };
};
