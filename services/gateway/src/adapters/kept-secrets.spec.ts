import { describe, expect, test } from '@jest/globals';
import { memberSecrets } from './member-secrets.ts';
import { clientSecrets, tripSecrets } from './provider-secrets.ts';
import { sealedSecrets } from './secrets.ts';
import { signInSecrets } from './sign-in-secrets.ts';
import { tillSecrets } from './till-secrets.ts';

const secret = Buffer.alloc(32, 7);
const bytes = (text: string): Buffer => Buffer.from(text, 'base64url');

/** What is kept outlives builds: a hash that came out differently would sign everybody out. */
describe('secrets that earlier builds hashed or sealed', () => {
  test.each([
    ['a sign-in', signInSecrets(secret, 'sign-in').csrfOf('sgn_1'), 'cagqdynFuyZVJeEoHfQYmVr8A7ZBhEsY-pIzUSuu-y0'],
    ['a member’s sign-in', memberSecrets(secret).csrfOf('sgn_1'), 'hEJsZs4mvxI9EsCk6j6HiRxsZAsWlTQETTKfvFSnrBs'],
    [
      'a till’s code',
      tillSecrets(secret).hashCode('ABCDE-12345'),
      'a6b41f9ab30469f9cd1eb070d2f4e2999cb98dc6c5bd128a14e419cd5e0205dc',
    ],
    [
      'a member’s code',
      memberSecrets(secret).hashCode('mem_1', '123456'),
      '277036112139fcd7ef6b94bece6dbc915b486303c40cf4a9bde98c2a79ca47a9',
    ],
    ['a trip', tripSecrets(secret).hash('browser', 'state'), 't6ttoaubtW-bS5sqeFoM8CPhlXXtbDRWtYrmI5i84hA'],
    [
      'an API key',
      sealedSecrets(secret).make(Buffer.alloc(32, 1), 'maker', 'command'),
      'vafa_ZvKFkCOS-mtGQl0nrPZs90X7-ei3VgAWXWXHwxNg5Rt-',
    ],
  ])('are hashed the same: %s', (_name, hashed, before) => {
    expect(hashed).toBe(before);
  });

  test('open', () => {
    const shown = memberSecrets(secret).open(
      'mem_1',
      bytes('Ftujwu-aUz4qRHW3YtI1_BeEPZeOA900h15jaWo4wmzgrJyMYxZvDeYCJNQc'),
    );
    expect(shown).toEqual({ code: '123456' });
    expect(clientSecrets(secret).open('idp_1', bytes('4ASfkBFYGjE0tVc9L9s1fQBpDVJq7j5jaJ1D1OPGs9GvCg'))).toBe('secret');
  });
});
