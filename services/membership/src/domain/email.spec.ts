import { describe, expect, test } from '@jest/globals';
import { domainToASCII } from 'node:url';
import { emailKey, emailText } from './email.ts';

const code = (expected: string): Error => expect.objectContaining({ code: expected }) as unknown as Error;

describe('e-mail addresses', () => {
  test.each([
    [' Sara@Example.COM ', 'sara@example.com', 'example.com'],
    ['info@Bücher.example', 'info@bücher.example', 'xn--bcher-kva.example'],
    ['info@xn--bcher-kva.example', 'info@xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['فروش@نمونه\u200cای.example', 'فروش@نمونه\u200cای.example', domainToASCII('نمونه\u200cای.example')],
    ['用户@例子.广告', '用户@例子.广告', domainToASCII('例子.广告')],
    ['x@例子。广告', 'x@例子。广告', domainToASCII('例子.广告')],
    ['a.b+c@sub.example.co.uk', 'a.b+c@sub.example.co.uk', 'sub.example.co.uk'],
    ['x@a.b7.cd', 'x@a.b7.cd', 'a.b7.cd'],
    ['x@a.7.cd', 'x@a.7.cd', 'a.7.cd'],
    ['\u200ex@example.com\u200f', 'x@example.com', 'example.com'],
  ])('%s is shown as %s', (written, shown, domain) => {
    expect(emailText(written)).toBe(shown);
    expect(emailKey(emailText(written))).toBe(`${shown.split('@')[0] ?? ''}@${domain}`);
  });

  test('one that was stored before and would be refused now is told apart by itself', () => {
    expect(emailKey('a@x--.com')).toBe('a@x--.com');
  });

  test('may have 254 characters, the domain as it travels', () => {
    const local = 'x'.repeat(242);
    expect(emailText(`${local}@example.com`)).toBe(`${local}@example.com`);
    expect(() => emailText(`${'x'.repeat(240)}@bücher.com`)).toThrow(code('invalid_email'));
  });

  test.each([
    'a@b',
    'a@b.c\nBcc: x@y.z',
    '@example.com',
    'a@',
    'a b@example.com',
    'a@1.2.3.4',
    'a@example.com:25',
    'a@exa mple.com',
    'a@-x.example',
    'a@x..example',
    'a\u202eb@example.com',
    'a@b@example.com',
    `${'x'.repeat(250)}@example.com`,
    'a@[::1]',
    'a@0x7f.1',
    'a@example..com',
    '"a"@example.com',
    'a,b@example.com',
    'a@example.com/x',
    'a@example.7',
    'a@example.c_m',
    'a@_example.com',
    'a@example.77',
    `${'x'.repeat(243)}@example.com`,
  ])('%p is none', (text) => {
    expect(() => emailText(text)).toThrow(code('invalid_email'));
  });
});
