import { unreadTerms } from '@vafa/contracts';
import { BatchStatus, SessionState } from '@vafa/contracts/checkout';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { derivedId } from '@vafa/kernel';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { branchOf } from './fake-clubs.ts';
import { fresh, newLine, putOf, returnOf, runCheckout, saleOf } from './running-checkout.ts';
import { london } from './sales.ts';

let run: Awaited<ReturnType<typeof runCheckout>>;
const paris = derivedId(sharedIdPrefixes.branch, 'paris');
const inLondon = { branchIds: [london, derivedId(sharedIdPrefixes.branch, 'leeds')] };
const tills = fresh('club');
const [mine, theirs] = [branchOf(tills), branchOf(tills, 'paris')];
const inMine = { branchIds: [mine, derivedId(sharedIdPrefixes.branch, 'leeds')] };
const inTheirs = { branchIds: [theirs] };
const inParis = { branchIds: [paris] };
const notFound = expect.objectContaining({ kind: 'not_found', code: 'session_not_found' });

beforeAll(async () => {
  run = await runCheckout();
});
afterAll(() => run.stop());

test('a caller bound to other branches finds no session, whatever is asked of it, and changes nothing', async () => {
  const request = putOf(tills);
  const of = { clubId: request.clubId, sessionId: request.sessionId };
  await run.checkout.putSession(request, inMine);
  const before = await run.checkout.getSession(of);
  const asked = [
    () => run.checkout.putSession({ ...request, lines: [newLine('x', 1n, '1')] }, inTheirs),
    () => run.checkout.putSession({ ...request, branchId: theirs }, inTheirs),
    () => run.checkout.putSession({ ...request, branchId: theirs, dry: true }, inTheirs),
    () => run.checkout.getSession(of, inTheirs),
    () => run.checkout.holdSession({ ...of, key: fresh('key'), points: 1n }, inTheirs),
    () => run.checkout.closeSession({ ...of, key: fresh('key') }, inTheirs),
    () => run.checkout.cancelSession({ ...of, key: fresh('key') }, inTheirs),
    () =>
      run.checkout.returnLines(
        { ...of, key: fresh('key'), receipt: '', lines: [{ position: 1, quantityMilli: 1_000n, amount: 0n }] },
        inTheirs,
      ),
  ];
  for (const ask of asked) await expect(ask()).rejects.toEqual(notFound);
  const unknown = await run.checkout
    .getSession({ ...of, sessionId: 'nothing' }, inTheirs)
    .catch((error: unknown) => error);
  expect(await run.checkout.getSession(of, inTheirs).catch((error: unknown) => error)).toEqual(unknown);
  expect(await run.checkout.getSession(of)).toEqual(before);
  const closed = await run.checkout.closeSession({ ...of, key: fresh('key') }, inMine);
  expect(closed.session?.state).toBe(SessionState.SESSION_STATE_CLOSED);
});

test('a return made elsewhere goes back to sales of the caller’s branches only', async () => {
  const clubId = fresh('club');
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
  const [refused] = (await run.checkout.submitBatch(batch([{ ...back(), branchId: paris }]), inParis)).outcomes;
  expect(refused).toMatchObject({
    status: BatchStatus.BATCH_STATUS_EXCEPTION,
    exceptions: [{ code: 'no_matching_line' }],
  });
  const [taken] = (await run.checkout.submitBatch(batch([back()]), inLondon)).outcomes;
  expect(taken).toMatchObject({ status: BatchStatus.BATCH_STATUS_ACCEPTED, exceptions: [] });
});
