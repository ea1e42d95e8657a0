import { describe, expect, test } from '@jest/globals';
import { ApiProblem, NotReachable, WaitsForApproval, type Approval } from '@vafa/client';
import { failureOf } from '../src/api/failures.ts';
import { reasonsEn } from '../src/console/imports/reasons-en.ts';
import { reasonsFa } from '../src/console/imports/reasons-fa.ts';
import { setupEn } from '../src/console/setup/words-en.ts';
import { setupFa } from '../src/console/setup/words-fa.ts';
import { consoleEn } from '../src/console/words/en.ts';
import { promotionsEn } from '../src/console/promotions/words-en.ts';
import { catalogueEn } from '../src/console/catalogue/words-en.ts';
import { catalogueFa } from '../src/console/catalogue/words-fa.ts';
import { editorEn } from '../src/console/promotions/editor/words-en.ts';
import { editorFa } from '../src/console/promotions/editor/words-fa.ts';
import { promotionsFa } from '../src/console/promotions/words-fa.ts';
import { termsEn } from '../src/console/promotions/terms/words-en.ts';
import { termsFa } from '../src/console/promotions/terms/words-fa.ts';
import { consoleFa } from '../src/console/words/fa.ts';
import { clubEn } from '../src/club/words/en.ts';
import { clubFa } from '../src/club/words/fa.ts';
import { en, type WordId } from '../src/words/en.ts';
import { fa } from '../src/words/fa.ts';

const say = (id: WordId, values: Readonly<Record<string, string | number>> = {}): string =>
  en[id].replace(/\{(\w+)\}/g, (_mark, name: string) => String(values[name] ?? ''));
const problem = (status: number): ApiProblem =>
  new ApiProblem(status, 'a_code', 'the account has 40 points', { traceId: '4bf9' });

describe('what a person is told of an error', () => {
  test('that a second person has to approve it, and that the password is wanted', () => {
    const waits = new WaitsForApproval({ id: 'apr_1' } as Approval);
    expect(failureOf(waits, say).cause).toMatch(/waits for a second person/);
    expect(failureOf(new ApiProblem(403, 'step_up_required', ''), say).cause).toMatch(/needs your password/);
  });

  test('how long to wait, where it was asked too often and the club says it', () => {
    const often = new ApiProblem(429, 'too_many_requests', '', { details: { retry_after_seconds: '7' } });
    expect(failureOf(often, (id, values) => `${id} ${JSON.stringify(values)}`).cause).toBe('fail.often {"seconds":7}');
  });

  test.each([
    [401, /session has ended/],
    [403, /may not/],
    [404, /not there/],
    [409, /refused this: the account has 40 points/],
    [422, /refused this/],
    [429, /busy/],
    [500, /send this id/],
    [503, /busy/],
  ])('%i, with its trace and without its code', (status, text) => {
    const failure = failureOf(problem(status), say);
    expect(failure).toEqual({ cause: expect.stringMatching(text), isOffline: false, traceId: '4bf9' });
    expect(failure.cause).not.toMatch(/a_code|\d{3}/);
  });

  test('no connection, and a fault of the page', () => {
    expect(failureOf(new NotReachable('http://club'), say)).toMatchObject({ isOffline: true });
    expect(failureOf(new TypeError('x is undefined'), say).cause).not.toContain('undefined');
  });
});

describe.each<[string, Record<string, string>, Record<string, string>]>([
  ['of all pages', en, fa],
  ['of the console', consoleEn, consoleFa],
  ['of the set-up', setupEn, setupFa],
  ['of the catalogue', catalogueEn, catalogueFa],
  ['of promotions', promotionsEn, promotionsFa],
  ['of the terms of promotions', termsEn, termsFa],
  ['of the form of promotions', editorEn, editorFa],
  ['of the reasons of imports', reasonsEn, reasonsFa],
  ['of the club', clubEn, clubFa],
])('the catalogue %s', (_name, english, persian) => {
  test('has the same ids and the same places for values in both languages', () => {
    expect(Object.keys(persian).sort()).toEqual(Object.keys(english).sort());
    /** Names of values; what stands in a choice of a plural is none. */
    const places = (text = ''): string[] =>
      (text.replace(/(?:one|other|=\d+) \{[^{}]*\}/g, '').match(/\{\w+[},]/g) ?? [])
        .map((each) => each.slice(0, -1))
        .sort();
    for (const [id, text] of Object.entries(english)) expect([id, places(persian[id])]).toEqual([id, places(text)]);
  });

  test('Persian is spelt as Persian', () => {
    const foreign = Object.entries(persian).filter(
      ([id, text]) =>
        id !== 'look.en' && /[A-Za-z0-9يك]/.test(text.replace(/\{\w+[},]|plural,|(?:=\d+|one|other) \{/g, '')),
    );
    expect(foreign).toEqual([]);
  });
});
