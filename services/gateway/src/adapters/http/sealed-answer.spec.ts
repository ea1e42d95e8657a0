import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { deriveKey, Vault } from '@vafa/mongo';
import { sealAnswer, unsealAnswer } from './sealed-answer.ts';

const small = { status: 201, body: { name: 'سارا' } };
const large = {
  status: 200,
  body: { items: Array.from({ length: 500 }, (_none, place) => ({ place, name: 'سارا' })) },
};

describe('an answer that is kept', () => {
  test.each([
    ['small', small],
    ['large', large],
  ])('opens for its API key and its request: %s', (_name, answer) => {
    expect(unsealAnswer(sealAnswer(answer, 'secret', 'r1'), 'secret', 'r1')).toEqual(answer);
  });

  test('opens for no other key, no other request, and not when it was changed', () => {
    const sealed = sealAnswer(small, 'secret', 'r1');
    const changed = Buffer.from(sealed);
    changed[sealed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    for (const [bytes, secret, id] of [
      [sealed, 'other', 'r1'],
      [sealed, 'secret', 'r2'],
      [changed, 'secret', 'r1'],
    ] as const)
      expect(() => unsealAnswer(bytes, secret, id)).toThrow(expect.objectContaining({ code: 'not_opened' }));
  });

  test('shows nothing of what it hides, and is smaller when it is large', () => {
    const sealed = sealAnswer({ status: 201, body: { secret: 'vk_plain' } }, 'secret', 'r1');
    expect(sealed.includes('vk_plain')).toBe(false);
    expect(sealAnswer(large, 'secret', 'r1').length).toBeLessThan(JSON.stringify(large).length / 4);
  });

  test('opens as a build of before sealed it', () => {
    const before = new Vault(deriveKey('secret', 'vafa kept answer', 'r1'));
    const sealed = before.seal('', deflateRawSync(JSON.stringify(small)));
    expect(unsealAnswer(sealed, 'secret', 'r1')).toEqual(small);
  });

  test('opens after a hundred other keys were used', () => {
    const sealed = sealAnswer(small, 'secret', 'r1');
    for (let key = 0; key < 150; key++) sealAnswer(small, randomBytes(8).toString('hex'), 'r');
    expect(unsealAnswer(sealed, 'secret', 'r1')).toEqual(small);
  });
});
