import { ComplaintStatus } from '@vafa/contracts/feedback';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { newId } from '@vafa/kernel';
import { eventually } from '@vafa/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FeedbackWorld, type FeedbackClient } from './feedback-world.ts';
import { idPrefixes } from '../src/domain/ids.ts';

let world: FeedbackWorld;
let feedback: FeedbackClient;
let patient: FeedbackClient;

beforeAll(async () => {
  world = await FeedbackWorld.open();
  [feedback, patient] = [await world.start(), await world.start({ answerHours: 72 })];
});
afterAll(() => world.close());

const {
  COMPLAINT_STATUS_UNSPECIFIED: all,
  COMPLAINT_STATUS_OPEN: open,
  COMPLAINT_STATUS_ANSWERED: answered,
  COMPLAINT_STATUS_CLOSED: closed,
} = ComplaintStatus;
const hourMs = 3_600_000;
const inHours = (hours: number): Date => new Date(world.clock.now().getTime() + hours * hourMs);
const refusal = (code: string, kind: string) => expect.objectContaining({ kind, code });
const brokenMug = (clubId: string, changes = {}) => ({
  clubId,
  key: world.key(),
  memberId: newId(sharedIdPrefixes.member),
  subject: 'Broken mug',
  text: 'It arrived\nbroken.',
  saleId: '',
  ...changes,
});
const opened = async (clubId: string, changes = {}) => {
  const { complaint } = await feedback.openComplaint(brokenMug(clubId, changes));
  if (!complaint) throw new Error('no complaint was answered');
  return complaint;
};
const answer = (clubId: string, complaintId: string, changes = {}) => ({
  clubId,
  key: world.key(),
  complaintId,
  text: 'We are sorry.',
  author: 'Maryam',
  close: false,
  memberId: '',
  ...changes,
});
const list = (clubId: string, changes = {}) =>
  feedback.listComplaints({ clubId, memberId: '', status: all, page: undefined, ...changes });

describe('one complaint', () => {
  test('is told whatever its state, with what was answered, and to nobody of another club', async () => {
    const clubId = newId(sharedIdPrefixes.club);
    const { id: complaintId } = await opened(clubId);
    expect((await feedback.getComplaint({ clubId, complaintId })).complaint).toMatchObject({
      status: open,
      answers: [],
    });
    await feedback.answerComplaint(answer(clubId, complaintId, { close: true }));
    expect((await feedback.getComplaint({ clubId, complaintId })).complaint).toMatchObject({
      id: complaintId,
      status: closed,
      answers: [{ text: 'We are sorry.', author: 'Maryam' }],
    });
    for (const other of [
      { clubId: newId(sharedIdPrefixes.club), complaintId },
      { clubId, complaintId: newId(idPrefixes.complaint) },
      { clubId, complaintId: 'none\u202e' },
    ])
      await expect(feedback.getComplaint(other)).rejects.toEqual(refusal('complaint_not_found', 'not_found'));
  });
});

describe('what a member adds', () => {
  test('opens the complaint again, is told apart, and keeps the clock of the club', async () => {
    const clubId = newId(sharedIdPrefixes.club);
    const complaint = await opened(clubId);
    const add = (changes = {}) =>
      feedback.answerComplaint(answer(clubId, complaint.id, { memberId: complaint.memberId, author: '', ...changes }));
    const added = await add({ text: 'The other one broke as well.' });
    expect(added.complaint).toMatchObject({ status: open, answers: [{ byMember: true, author: '' }], late: false });
    const told = await feedback.answerComplaint(answer(clubId, complaint.id));
    expect(told.complaint).toMatchObject({ status: answered, answers: [{ byMember: true }, { byMember: false }] });
    expect((await add()).complaint).toMatchObject({ status: open });
    await expect(add({ memberId: newId(sharedIdPrefixes.member) })).rejects.toEqual(
      refusal('complaint_not_found', 'not_found'),
    );
    const ended = await feedback.answerComplaint(answer(clubId, complaint.id, { close: true }));
    expect(ended.complaint).toMatchObject({ status: closed });
    await expect(add()).rejects.toEqual(refusal('complaint_closed', 'refused'));
  });
});

test('open complaints of a member are counted: what was answered waits for nobody until more is added', async () => {
  const clubId = newId(sharedIdPrefixes.club);
  const { id, memberId } = await opened(clubId);
  const count = async (of = { clubId, memberId }) => (await feedback.countOpenComplaints(of)).open;
  await opened(clubId, { memberId });
  await opened(clubId);
  expect([await count(), await count({ clubId: newId(sharedIdPrefixes.club), memberId })]).toEqual([2, 0]);
  await feedback.answerComplaint(answer(clubId, id));
  expect(await count()).toBe(1);
  await feedback.answerComplaint(answer(clubId, id, { memberId, author: '', text: 'The other one broke as well.' }));
  expect(await count()).toBe(2);
});

describe('a complaint', () => {
  test('is opened once per key and promises an answer in 24 hours, or as configured', async () => {
    const clubId = newId(sharedIdPrefixes.club);
    const asked = brokenMug(clubId, { saleId: newId(sharedIdPrefixes.sale) });
    const { complaint } = await feedback.openComplaint(asked);
    const { memberId, subject, text, saleId } = asked;
    const expected = {
      clubId,
      memberId,
      subject,
      text,
      saleId,
      status: open,
      openedAt: world.clock.now(),
      promisedBy: inHours(24),
      answers: [],
      late: false,
    };
    expect(complaint).toEqual({ id: complaint?.id, ...expected });
    expect(await patient.openComplaint(asked)).toEqual({ complaint });
    await expect(feedback.openComplaint({ ...asked, text: 'Something else.' })).rejects.toEqual(
      refusal('key_reused', 'conflict'),
    );
    expect((await list(clubId)).complaints).toEqual([complaint]);
    expect((await patient.openComplaint(brokenMug(clubId))).complaint?.promisedBy).toEqual(inHours(72));
  });

  test('that is wrong is refused', async () => {
    const clubId = newId(sharedIdPrefixes.club);
    for (const wrong of [
      { memberId: 'sara' },
      { subject: '' },
      { subject: 'x'.repeat(201) },
      { text: ' ' },
      { text: 'x'.repeat(4_001) },
      { text: 'a\u0000' },
      { saleId: '1' },
    ]) {
      await expect(feedback.openComplaint(brokenMug(clubId, wrong))).rejects.toEqual(
        refusal('invalid_complaint', 'invalid'),
      );
    }
    await expect(feedback.openComplaint(brokenMug(clubId, { key: '' }))).rejects.toEqual(
      refusal('key_missing', 'invalid'),
    );
    expect((await list(clubId)).complaints).toEqual([]);
  });

  test('is answered, then closed, and others are told without its words', async () => {
    const clubId = newId(sharedIdPrefixes.club);
    const { id, memberId, promisedBy } = await opened(clubId);
    const first = answer(clubId, id);
    const { complaint } = await feedback.answerComplaint(first);
    expect(complaint).toMatchObject({
      status: answered,
      late: false,
      answers: [{ text: 'We are sorry.', author: 'Maryam', at: world.clock.now() }],
    });
    world.clock.advance(1_000);
    expect(await patient.answerComplaint(first)).toEqual({ complaint });
    const last = answer(clubId, id, { text: 'A new one is on its way.', close: true });
    expect((await feedback.answerComplaint(last)).complaint).toMatchObject({
      status: closed,
      answers: [{ text: first.text }, { text: last.text }],
    });
    expect((await feedback.answerComplaint(last)).complaint?.answers).toHaveLength(2);
    await expect(feedback.answerComplaint(answer(clubId, id))).rejects.toEqual(refusal('complaint_closed', 'refused'));
    const told = [
      { $case: 'complaintOpened', value: { complaintId: id, memberId, promisedBy } },
      { $case: 'complaintAnswered', value: { complaintId: id, memberId, closed: false } },
      { $case: 'complaintAnswered', value: { complaintId: id, memberId, closed: true } },
    ];
    await eventually(() => expect(world.events(clubId)).toEqual(told));
    for (const words of ['Broken mug', 'It arrived', 'sorry', 'Maryam'])
      expect(world.payloads.some((payload) => payload.includes(words))).toBe(false);
  });

  test('refuses answers that are wrong, reuse a key, or belong nowhere', async () => {
    const clubId = newId(sharedIdPrefixes.club);
    const [one, other] = [await opened(clubId), await opened(clubId)];
    const given = answer(clubId, one.id);
    await feedback.answerComplaint(given);
    await expect(feedback.answerComplaint({ ...given, text: 'Other words.' })).rejects.toEqual(
      refusal('key_reused', 'conflict'),
    );
    await expect(feedback.answerComplaint({ ...given, complaintId: other.id })).rejects.toEqual(
      refusal('key_reused', 'conflict'),
    );
    await expect(feedback.answerComplaint(answer(clubId, one.id, { text: '' }))).rejects.toEqual(
      refusal('invalid_complaint', 'invalid'),
    );
    await expect(feedback.answerComplaint(answer(clubId, newId(idPrefixes.complaint)))).rejects.toEqual(
      refusal('complaint_not_found', 'not_found'),
    );
    await expect(feedback.answerComplaint(answer(newId(sharedIdPrefixes.club), one.id))).rejects.toEqual(
      refusal('complaint_not_found', 'not_found'),
    );
    expect((await list(clubId, { status: answered })).complaints.map(({ answers }) => answers.length)).toEqual([1]);
  });

  test('keeps every answer of many at once', async () => {
    const clubId = newId(sharedIdPrefixes.club);
    const { id } = await opened(clubId);
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        (at % 2 ? feedback : patient).answerComplaint(answer(clubId, id, { text: `answer ${at}` })),
      ),
    );
    const { complaints } = await list(clubId);
    expect(complaints[0]?.answers.map(({ text }) => text).toSorted()).toEqual(
      Array.from({ length: 20 }, (_, at) => `answer ${at}`).toSorted(),
    );
  });

  test('is late once its promise has passed, and stays so after a late answer', async () => {
    const clubId = newId(sharedIdPrefixes.club);
    const [late, inTime] = [await opened(clubId), await opened(clubId)];
    world.clock.advance(24 * hourMs);
    await feedback.answerComplaint(answer(clubId, inTime.id));
    const flags = async () => (await list(clubId)).complaints.map((complaint) => complaint.late);
    expect(await flags()).toEqual([false, false]);
    world.clock.advance(1);
    expect(await flags()).toEqual([false, true]);
    expect((await feedback.answerComplaint(answer(clubId, late.id))).complaint).toMatchObject({
      status: answered,
      late: true,
    });
  });
});

test('complaints are listed newest first, by status and member, page by page', async () => {
  const clubId = newId(sharedIdPrefixes.club);
  const memberId = newId(sharedIdPrefixes.member);
  const [a, b, c] = [await opened(clubId), await opened(clubId, { memberId }), await opened(clubId)];
  await feedback.answerComplaint(answer(clubId, b.id, { close: true }));
  const ids = async (changes: object) => (await list(clubId, changes)).complaints.map(({ id }) => id);
  expect(await ids({})).toEqual([c.id, b.id, a.id]);
  expect(await ids({ status: open })).toEqual([c.id, a.id]);
  expect(await ids({ status: closed, memberId })).toEqual([b.id]);
  expect(await ids({ memberId: newId(sharedIdPrefixes.member) })).toEqual([]);
  const first = await list(clubId, { page: { pageSize: 2, pageToken: '' } });
  const second = await list(clubId, { page: { pageSize: 2, pageToken: first.nextPageToken } });
  expect([first, second].map(({ complaints }) => complaints.map(({ id }) => id))).toEqual([[c.id, b.id], [a.id]]);
  expect(second.nextPageToken).toBe('');
  await expect(list(clubId, { page: { pageSize: 2, pageToken: 'x' } })).rejects.toEqual(
    refusal('invalid_page_token', 'invalid'),
  );
  await expect(list(clubId, { status: 99 })).rejects.toEqual(refusal('invalid_complaint', 'invalid'));
});

test('a page of complaints is bounded in bytes, and the next goes on behind it', async () => {
  const clubId = newId(sharedIdPrefixes.club);
  const long = 'ب'.repeat(4_000);
  const made = [await opened(clubId), await opened(clubId), await opened(clubId)];
  for (const { id } of made.slice(0, 2))
    for (let number = 0; number < 70; number++) await feedback.answerComplaint(answer(clubId, id, { text: long }));
  const seen: string[] = [];
  let pages = 0;
  for (let pageToken: string | undefined; pageToken !== ''; pages++) {
    const { complaints, nextPageToken } = await list(clubId, { page: { pageSize: 200, pageToken: pageToken ?? '' } });
    seen.push(...complaints.map(({ id }) => id));
    pageToken = nextPageToken;
  }
  expect(pages).toBe(2);
  expect(seen.sort()).toEqual(made.map(({ id }) => id).sort());
}, 600_000);
