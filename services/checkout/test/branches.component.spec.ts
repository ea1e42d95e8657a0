import { unreadTerms } from '@vafa/contracts';
import { BatchStatus, SessionState } from '@vafa/contracts/checkout';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { actingFor, plainSeal } from '@vafa/grpc';
import { derivedId } from '@vafa/kernel';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { branchOf } from './fake-clubs.ts';
import { fresh, newLine, putOf, returnOf, runCheckout, saleOf } from './running-checkout.ts';
import { london } from './sales.ts';

let run: Awaited<ReturnType<typeof runCheckout>>;
const paris = derivedId(sharedIdPrefixes.branch, 'paris');
/** For a caller of the club who is bound to these branches. */
const within =
  (clubId: string, ...branchIds: string[]) =>
  <T>(ask: () => T): T =>
    actingFor(() => ({ caller: 'till', role: 'key', clubId, branchIds }), plainSeal, ask);
const tills = fresh('club');
const [mine, theirs] = [branchOf(tills), branchOf(tills, 'paris')];
const inMine = within(tills, mine, derivedId(sharedIdPrefixes.branch, 'leeds'));
const inTheirs = within(tills, theirs);
const notFound = expect.objectContaining({ kind: 'not_found', code: 'session_not_found' });

beforeAll(async () => {
  run = await runCheckout();
});
afterAll(() => run.stop());

test('a caller bound to other branches finds no session, whatever is asked of it, and changes nothing', async () => {
  const request = putOf(tills);
  const of = { clubId: request.clubId, sessionId: request.sessionId };
  await inMine(() => run.checkout.putSession(request));
  const before = await run.checkout.getSession(of);
  const asked = [
    () => run.checkout.putSession({ ...request, lines: [newLine('x', 1n, '1')] }),
    () => run.checkout.putSession({ ...request, branchId: theirs }),
    () => run.checkout.putSession({ ...request, branchId: theirs, dry: true }),
    () => run.checkout.getSession(of),
    () => run.checkout.holdSession({ ...of, key: fresh('key'), points: 1n }),
    () => run.checkout.closeSession({ ...of, key: fresh('key') }),
    () => run.checkout.cancelSession({ ...of, key: fresh('key') }),
    () =>
      run.checkout.returnLines({
        ...of,
        key: fresh('key'),
        receipt: '',
        lines: [{ position: 1, quantityMilli: 1_000n, amount: 0n }],
      }),
  ];
  for (const ask of asked) await expect(inTheirs(ask)).rejects.toEqual(notFound);
  const read = (sessionId: string) => inTheirs(() => run.checkout.getSession({ ...of, sessionId }));
  const unknown = await read('nothing').catch((error: unknown) => error);
  expect(await read(of.sessionId).catch((error: unknown) => error)).toEqual(unknown);
  expect(await run.checkout.getSession(of)).toEqual(before);
  const closed = await inMine(() => run.checkout.closeSession({ ...of, key: fresh('key') }));
  expect(closed.session?.state).toBe(SessionState.SESSION_STATE_CLOSED);
});

test('a return made elsewhere goes back to sales of the caller’s branches only', async () => {
  const clubId = fresh('club');
  const inLondon = within(clubId, london, derivedId(sharedIdPrefixes.branch, 'leeds'));
  const inParis = within(clubId, paris);
  const batch = (items: ReturnType<typeof saleOf>[]) => ({
    clubId,
    ...unreadTerms,
    source: fresh('source'),
    items,
  });
  const memberId = derivedId(sharedIdPrefixes.member, fresh('member'));
  const sale = saleOf({ memberId, lines: [newLine('tea', 2n, '2.50')] });
  await run.checkout.submitBatch(batch([sale]));
  const back = () => returnOf({ memberId, lines: [newLine('tea', 1n, '2.50')] });
  const [refused] = (await inParis(() => run.checkout.submitBatch(batch([{ ...back(), branchId: paris }])))).outcomes;
  expect(refused).toMatchObject({
    status: BatchStatus.BATCH_STATUS_EXCEPTION,
    exceptions: [{ code: 'no_matching_line' }],
  });
  const [taken] = (await inLondon(() => run.checkout.submitBatch(batch([back()])))).outcomes;
  expect(taken).toMatchObject({ status: BatchStatus.BATCH_STATUS_ACCEPTED, exceptions: [] });
});
