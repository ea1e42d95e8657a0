import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { newId } from '@vafa/kernel';
import { describe, expect, test } from '@jest/globals';
import {
  answerComplaint,
  checkComplaint,
  checkComplaintAnswer,
  isLate,
  openComplaint,
  type ComplaintTerms,
} from './complaint.ts';

const now = new Date('2026-03-01T10:00:00Z');
const later = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000);
const terms: ComplaintTerms = {
  memberId: newId(sharedIdPrefixes.member),
  subject: 'Broken mug',
  text: 'It broke.\nTwice.',
  saleId: '',
};
const opened = openComplaint('cmp_1', 'clb_a', terms, 24, now);
const answer = (changes = {}) => ({ key: 'c:desk:1', text: 'Sorry.', author: 'Maryam', close: false, ...changes });
const answered = (at: Date, changes = {}) => ({ ...opened, ...answerComplaint(opened, 'ans_1', answer(changes), at) });
const refusal = (kind: string, code: string, ...fields: string[]) =>
  expect.objectContaining({
    kind,
    code,
    ...(fields.length > 0 && { details: Object.fromEntries(fields.map((field) => [field, expect.any(String)])) }),
  });

describe('a complaint', () => {
  test('is open and promises an answer', () => {
    expect(opened).toMatchObject({ ...terms, status: 'open', openedAt: now, promisedBy: later(24), answers: [] });
  });

  test('says who, what and, if so, about which sale', () => {
    expect(checkComplaint({ ...terms, subject: ' Broken mug ', text: 'It broke.\r\nTwice.' })).toEqual(terms);
    const wrong = { memberId: 'sara', subject: 'a\nb', text: 'x'.repeat(4_001), saleId: 'sale' };
    expect(() => checkComplaint(wrong)).toThrow(
      refusal('invalid', 'invalid_complaint', 'member_id', 'subject', 'text', 'sale_id'),
    );
    expect(() => checkComplaint({ ...terms, subject: 'x'.repeat(201) })).toThrow(
      refusal('invalid', 'invalid_complaint', 'subject'),
    );
    expect(() => checkComplaint({ ...terms, text: 'a\u001bb' })).toThrow(
      refusal('invalid', 'invalid_complaint', 'text'),
    );
  });

  test('goes from open to answered to closed, and then no further', () => {
    const first = answered(later(1));
    expect(first).toMatchObject({
      status: 'answered',
      answers: [{ id: 'ans_1', text: 'Sorry.', author: 'Maryam', at: later(1) }],
    });
    const closed = { ...first, ...answerComplaint(first, 'ans_2', answer({ key: 'c:desk:2', close: true }), later(2)) };
    expect(closed).toMatchObject({ status: 'closed', answers: [{ id: 'ans_1' }, { id: 'ans_2' }] });
    expect(() => answerComplaint(closed, 'ans_3', answer({ key: 'c:desk:3' }), later(3))).toThrow(
      refusal('refused', 'complaint_closed'),
    );
    expect(answerComplaint(closed, 'ans_3', answer({ key: 'c:desk:2', close: true }), later(3))).toBeUndefined();
  });

  test('takes a hundred answers, and then only the one that closes it', () => {
    let complaint = opened;
    for (let number = 0; number < 100; number++)
      complaint = {
        ...complaint,
        ...answerComplaint(complaint, `ans_${String(number)}`, answer({ key: `c:desk:${String(number)}` }), now),
      };
    expect(complaint.answers).toHaveLength(100);
    expect(() => answerComplaint(complaint, 'ans_x', answer({ key: 'c:desk:x' }), now)).toThrow(
      refusal('refused', 'too_many_answers'),
    );
    expect(answerComplaint(complaint, 'ans_y', answer({ key: 'c:desk:7' }), now)).toBeUndefined();
    expect(answerComplaint(complaint, 'ans_z', answer({ key: 'c:desk:z', close: true }), now)).toMatchObject({
      status: 'closed',
    });
  });

  test('takes an answer once per key', () => {
    expect(answerComplaint(answered(later(1)), 'ans_2', answer(), later(2))).toBeUndefined();
    for (const other of [{ text: 'No.' }, { author: 'Omid' }, { close: true }]) {
      expect(() => answerComplaint(answered(later(1)), 'ans_2', answer(other), later(2))).toThrow(
        refusal('conflict', 'key_reused'),
      );
    }
  });

  test('is answered by somebody with a text', () => {
    expect(checkComplaintAnswer(answer({ text: ' Sorry. ' }))).toEqual(answer());
    expect(() => checkComplaintAnswer(answer({ text: '', author: '' }))).toThrow(
      refusal('invalid', 'invalid_complaint', 'text', 'author'),
    );
  });

  test('is late when its promise has passed without a first answer', () => {
    expect(isLate(opened, later(24))).toBe(false);
    expect(isLate(opened, later(24.1))).toBe(true);
    expect(isLate(answered(later(24)), later(99))).toBe(false);
    expect(isLate(answered(later(25)), later(25))).toBe(true);
  });

  test('has texts up to their longest, and may be about a sale', () => {
    const longest = {
      ...terms,
      subject: 'x'.repeat(200),
      text: 'x'.repeat(4_000),
      saleId: newId(sharedIdPrefixes.sale),
    };
    expect(checkComplaint(longest)).toEqual(longest);
    const longAnswer = answer({ text: 'x'.repeat(4_000), author: 'x'.repeat(200) });
    expect(checkComplaintAnswer(longAnswer)).toEqual(longAnswer);
    expect(() => checkComplaintAnswer(answer({ author: 'x'.repeat(201) }))).toThrow(
      refusal('invalid', 'invalid_complaint', 'author'),
    );
    expect(() => checkComplaintAnswer(answer({ text: 'x'.repeat(4_001) }))).toThrow(
      refusal('invalid', 'invalid_complaint', 'text'),
    );
  });

  test('is told what is expected of a wrong field', () => {
    expect(() => checkComplaint({ memberId: 'sara', subject: '', text: '', saleId: 'sale' })).toThrow(
      expect.objectContaining({
        message: 'the complaint is wrong in member_id, subject, text, sale_id',
        details: {
          member_id: expect.stringContaining('id of a member'),
          subject: expect.stringContaining('from 1 to 200 characters'),
          text: expect.stringContaining('from 1 to 4000 characters'),
          sale_id: expect.stringContaining('id of a sale'),
        },
      }),
    );
    expect(() => checkComplaintAnswer(answer({ text: '', author: '' }))).toThrow(
      expect.objectContaining({ message: 'the answer is wrong in text, author' }),
    );
  });

  test('keeps the key, the author and whether it was closed with each answer', () => {
    expect(answered(later(1), { close: true })).toMatchObject({
      status: 'closed',
      answers: [{ id: 'ans_1', key: 'c:desk:1', text: 'Sorry.', author: 'Maryam', close: true, at: later(1) }],
    });
  });
});
