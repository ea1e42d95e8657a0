import { describe, expect, test } from '@jest/globals';
import { branchTerms, changeBranch, type Branch } from './branch.ts';

const code = (expected: string): Error => expect.objectContaining({ code: expected }) as unknown as Error;

describe('a branch', () => {
  test('is named by its code where it has no name', () => {
    expect(branchTerms({ code: ' b1 ', name: ' ' })).toEqual({ code: 'b1', name: 'b1' });
    expect(branchTerms({ code: 'b1', name: ' City ' })).toEqual({ code: 'b1', name: 'City' });
    expect(branchTerms({ code: 'c'.repeat(60), name: 'n'.repeat(60) }).code).toHaveLength(60);
  });

  test.each([
    { code: '', name: 'City' },
    { code: 'c'.repeat(61), name: 'City' },
    { code: 'b1', name: 'n'.repeat(61) },
    { code: 'b\u00001', name: 'City' },
  ])('of %p is refused', (asked) => {
    expect(() => branchTerms(asked)).toThrow(code('invalid_branch'));
  });

  const soho: Branch = {
    id: 'brn_1',
    clubId: 'clb_1',
    code: 'soho',
    name: 'Soho',
    isClosed: false,
    changes: [],
    revision: 1,
  };
  const order = { by: 'key_1', reason: 'the lease ended' };
  const at = new Date('2026-03-10T12:00:00Z');

  test('is closed and opened again, and says who did it, when and why', () => {
    const closed = changeBranch(soho, { ...order, isClosed: true }, at);
    const change = { at, by: 'key_1', fields: ['closed'], reason: 'the lease ended' };
    expect(closed).toEqual({ ...soho, isClosed: true, changes: [change], revision: 2 });
    const later = new Date('2026-04-01T12:00:00Z');
    const open = changeBranch(closed, { by: 'admin', reason: '', isClosed: false, name: ' Old Soho ' }, later);
    const second = { at: later, by: 'admin', fields: ['name', 'closed'], reason: '' };
    expect(open).toEqual({ ...soho, name: 'Old Soho', isClosed: false, changes: [second, change], revision: 3 });
  });

  test('that is as it is asked to be is left as it is', () => {
    expect(changeBranch(soho, { ...order, name: 'Soho', isClosed: false }, at)).toBe(soho);
    expect(changeBranch(soho, order, at)).toBe(soho);
  });

  test('keeps the latest twenty changes', () => {
    let changed = soho;
    for (let count = 1; count <= 22; count++)
      changed = changeBranch(changed, { ...order, name: `N${String(count)}` }, at);
    expect([changed.changes.length, changed.name]).toEqual([20, 'N22']);
  });

  test.each([{ name: ' ' }, { name: 'n'.repeat(61) }, { name: 'a\nb' }, { isClosed: true, reason: 'r'.repeat(201) }])(
    'does not take %p',
    (asked) => {
      expect(() => changeBranch(soho, { ...order, ...asked }, at)).toThrow(code('invalid_branch'));
    },
  );

  test('takes a name of 60 characters, and a reason of 200', () => {
    const asked = { name: 'n'.repeat(60), reason: 'r'.repeat(200) };
    expect(changeBranch(soho, { ...order, ...asked }, at)).toMatchObject({ name: asked.name });
  });
});
