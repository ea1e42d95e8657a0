import { describe, expect, test } from '@jest/globals';
import { Wedge, usualProfile, type Stroke } from '../../src/till/scan/wedge.ts';

const stroke = (key: string, at: number, more: Partial<Stroke> = {}): Stroke => ({
  key,
  code: /\d/.test(key) ? `Digit${key}` : /[a-z]/i.test(key) ? `Key${key.toUpperCase()}` : key,
  isShifted: /[A-Z]/.test(key),
  isCommand: false,
  isRepeated: false,
  at,
  ...more,
});

/** What reaches the field and what is scanned, when these keys come so fast; Enter at the end. */
const heard = (keys: readonly string[], gapMs: number, profile = usualProfile) => {
  const wedge = new Wedge(profile);
  let field = '';
  let scan: string | undefined;
  [...keys, profile.suffix].forEach((key, at) => {
    const {
      verdict,
      giveBack = '',
      text,
    } = wedge.hear(key === profile.suffix ? stroke(key, at * gapMs, { code: key }) : stroke(key, at * gapMs));
    field += giveBack;
    if (verdict === 'typed' && key !== profile.suffix) field += key;
    if (text !== undefined) scan = text;
  });
  return { field, scan };
};

const card = [...'6219861000123456'];

describe('a reader that types', () => {
  test.each([
    ['fast, with Enter', card, 5, '6219861000123456'],
    ['at the border of its speed', card, 40, '6219861000123456'],
    ['as fast as people never type', card, 0, '6219861000123456'],
    ['letters in capitals', [...'7Q2MKX'], 5, '7Q2MKX'],
    ['too few signs', [...'12345'], 5, undefined],
    ['as slowly as people do', card, 41, undefined],
  ])('%s', (_name, keys, gapMs, scan) => {
    expect(heard(keys, gapMs).scan).toBe(scan);
  });

  test('its first signs alone reach the field, which gets back what stood there', () => {
    const wedge = new Wedge();
    const answers = card.map((key, at) => wedge.hear(stroke(key, at)));
    expect(answers.map(({ begins }) => begins === true)).toEqual(card.map((_key, at) => at === 0));
    expect(answers.map(({ verdict }) => verdict)).toEqual(card.map((_key, at) => (at < 3 ? 'typed' : 'held')));
  });

  test.each([
    ['digits', 'Digit5', '۵', false, '5'],
    ['the pad', 'Numpad7', '۷', false, '7'],
    ['letters', 'KeyA', 'ش', false, 'a'],
    ['capitals', 'KeyA', 'َ', true, 'A'],
    ['signs', 'Semicolon', 'ک', false, ';'],
    ['signs above', 'Slash', '؟', true, '?'],
    ['percent', 'Digit5', '٪', true, '%'],
    ['a dash', 'Minus', '-', false, '-'],
  ])('means its own layout while a Persian one is active: %s', (_name, code, key, isShifted, letter) => {
    const wedge = new Wedge();
    [...'12345'].forEach((digit, at) => wedge.hear(stroke(digit, at)));
    wedge.hear(stroke(key, 6, { code, isShifted }));
    expect(wedge.hear(stroke('Enter', 7, { code: 'Enter' }))).toEqual({ verdict: 'scan', text: `12345${letter}` });
  });

  test('takes a Shift that it presses itself for no sign', () => {
    const wedge = new Wedge();
    [...'12345'].forEach((digit, at) => wedge.hear(stroke(digit, at)));
    wedge.hear(stroke('Shift', 5, { code: 'ShiftLeft' }));
    wedge.hear(stroke('B', 6));
    expect(wedge.hear(stroke('Enter', 7, { code: 'NumpadEnter' })).text).toBe('12345B');
  });

  test.each([
    ['that comes', '%B', [...'%B621986'], '621986'],
    ['that does not come', '%B', [...'62198610'], undefined],
  ])('has a prefix %s', (_name, prefix, keys, scan) => {
    const wedge = new Wedge({ ...usualProfile, prefix });
    keys.forEach((key, at) =>
      wedge.hear(key === '%' ? stroke('%', at, { code: 'Digit5', isShifted: true }) : stroke(key, at)),
    );
    expect(wedge.hear(stroke('Enter', keys.length, { code: 'Enter' })).text).toBe(scan);
  });

  test('ends with Tab where it is set so, and Enter is then typed by a person', () => {
    const tab = { ...usualProfile, suffix: 'Tab' } as const;
    expect(heard(card, 5, tab).scan).toBe(card.join(''));
    const wedge = new Wedge(tab);
    card.forEach((key, at) => wedge.hear(stroke(key, at)));
    expect(wedge.hear(stroke('Enter', 20, { code: 'Enter' })).verdict).toBe('typed');
  });
});

describe('a person who types', () => {
  test.each([
    ['slowly', 120],
    ['fast', 45],
    ['with keys that roll over each other', 30],
  ])('loses nothing: %s', (_name, gapMs) => {
    expect(heard([...'09121'], gapMs)).toEqual({ field: '09121', scan: undefined });
  });

  test('gets back what was held when the hand stops', () => {
    const wedge = new Wedge();
    [...'12345'].forEach((digit, at) => wedge.hear(stroke(digit, at * 20)));
    expect(wedge.settle(90)).toBe('');
    expect(wedge.settle(1_000)).toBe('45');
    expect(wedge.settle(2_000)).toBe('');
  });

  test('may hold a key down: a keyboard repeats as fast as a reader types', () => {
    const wedge = new Wedge();
    const zeros = Array.from({ length: 10 }, (_, at) => wedge.hear(stroke('0', at * 30, { isRepeated: at > 0 })));
    expect(zeros.every(({ verdict }) => verdict === 'typed')).toBe(true);
    expect(wedge.hear(stroke('Enter', 301, { code: 'Enter' })).verdict).toBe('typed');
  });

  test('may give commands in between', () => {
    const wedge = new Wedge();
    [...'12345'].forEach((digit, at) => wedge.hear(stroke(digit, at)));
    expect(wedge.hear(stroke('c', 6, { isCommand: true }))).toEqual({ verdict: 'typed', giveBack: '45' });
  });
});
