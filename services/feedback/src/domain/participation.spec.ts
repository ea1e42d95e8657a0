import { isId } from '@vafa/kernel';
import { describe, expect, test } from '@jest/globals';
import { idPrefixes } from './ids.ts';
import { asksAfter, invite, isAskedAfter, respond, sameResponse } from './participation.ts';
import type { Survey } from './survey.ts';

const now = new Date('2026-03-01T10:00:00Z');
const survey: Survey = {
  id: 'srv_1',
  clubId: 'clb_a',
  code: 'visit',
  title: 'Your visit',
  questions: [],
  points: 10n,
  askAfterSale: true,
  open: true,
  createdAt: now,
};
const sale = { id: 'sal_1', clubId: 'clb_a', memberId: 'mem_sara', historical: false, closedAt: now };
const answers = [{ questionId: 'nps', score: 9 }];

describe('asking', () => {
  test('comes after a sale of a member that is made now', () => {
    expect(asksAfter(sale)).toBe(true);
    expect(asksAfter({ ...sale, memberId: '' })).toBe(false);
    expect(asksAfter({ ...sale, historical: true })).toBe(false);
  });

  test('is by surveys of the club that were there when the sale was closed', () => {
    expect(isAskedAfter(survey, sale)).toBe(true);
    expect(isAskedAfter(survey, { ...sale, clubId: 'clb_b' })).toBe(false);
    expect(isAskedAfter(survey, { ...sale, closedAt: new Date('2026-02-28') })).toBe(false);
  });

  test('is one per survey and member, whatever the sale', () => {
    expect(invite(survey, sale, now)).toEqual({
      id: 'srv_1/mem_sara',
      clubId: 'clb_a',
      surveyId: 'srv_1',
      memberId: 'mem_sara',
      askedAt: now,
      saleId: 'sal_1',
    });
    expect(invite(survey, { ...sale, id: 'sal_2' }, now).id).toBe('srv_1/mem_sara');
  });
});

describe('a response', () => {
  const given = respond(survey, 'mem_sara', answers, 'c:till:1', now);

  test('earns the points of its survey under an id that follows from survey and member', () => {
    expect(given).toMatchObject({ answers, points: 10n, at: now, key: 'c:till:1' });
    expect(isId(idPrefixes.response, given.id)).toBe(true);
    expect(respond(survey, 'mem_sara', [], 'c:till:2', now).id).toBe(given.id);
    expect(respond(survey, 'mem_omid', [], 'c:till:1', now).id).not.toBe(given.id);
  });

  test('is given once; its key may be repeated with the same answers', () => {
    sameResponse(given, 'c:till:1', [{ questionId: 'nps', score: 9 }]);
    expect(() => sameResponse(given, 'c:till:2', answers)).toThrow(
      expect.objectContaining({ kind: 'refused', code: 'already_answered' }),
    );
    expect(() => sameResponse(given, 'c:till:1', [{ questionId: 'nps', score: 8 }])).toThrow(
      expect.objectContaining({ kind: 'conflict', code: 'key_reused' }),
    );
  });

  test('says the same only when its texts do, too', () => {
    const said = (text: string) => [{ questionId: 'why', text }];
    const written = respond(survey, 'mem_sara', said('Good tea'), 'c:till:1', now);
    const reused = expect.objectContaining({ code: 'key_reused' });
    expect(() => {
      sameResponse(written, 'c:till:1', said('Good tea'));
    }).not.toThrow();
    for (const other of [said('Bad tea'), [], [{ questionId: 'who', text: 'Good tea' }], answers])
      expect(() => {
        sameResponse(written, 'c:till:1', other);
      }).toThrow(reused);
  });
});
