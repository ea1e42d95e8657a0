import { Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import {
  MembershipServiceService,
  type GetMemberSnapshotsRequest,
  type GetMemberSnapshotsResponse,
  type MemberSnapshot,
} from '@vafa/contracts/membership';

type Known = Partial<Omit<MemberSnapshot, 'memberId'>>;

/** Membership as campaigns sees it, behind one gRPC address. */
export const startMembers = async (url: string) => {
  const asked: GetMemberSnapshotsRequest[] = [];
  const known = new Map<string, Known>();
  const club = { calendar: 'gregorian' };
  const toSnapshot = (memberId: string, of: GetMemberSnapshotsRequest): MemberSnapshot => {
    const { spent = {}, ...member }: Known = known.get(memberId) ?? { unknown: true };
    return {
      unknown: false,
      tier: '',
      since: '2026-01-01',
      birthDate: '',
      consents: [],
      purchases: 0,
      lastPurchase: '',
      holdsUntil: new Date('2026-03-11T00:00:00Z'),
      ...member,
      memberId,
      spent: Object.fromEntries(of.counters.map((counter) => [counter, spent[counter] ?? 0n])),
    };
  };
  const server = new Server();
  const { getMemberSnapshots } = MembershipServiceService;
  server.addService(
    { getMemberSnapshots },
    {
      getMemberSnapshots: (
        { request }: ServerUnaryCall<GetMemberSnapshotsRequest, GetMemberSnapshotsResponse>,
        answer: sendUnaryData<GetMemberSnapshotsResponse>,
      ) => {
        asked.push(request);
        answer(null, { ...club, snapshots: request.members.map(({ memberId }) => toSnapshot(memberId, request)) });
      },
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(url, ServerCredentials.createInsecure(), (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
  return { asked, known, club, stop: () => server.forceShutdown() };
};
