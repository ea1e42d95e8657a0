import { describe, expect, test } from '@jest/globals';
import {
  mayDecide,
  requireDecider,
  requireProof,
  settingsDefault,
  stateOf,
  type Approval,
  type Decider,
} from './approval.ts';

const at = new Date('2026-02-01T12:00:00Z');
const minutes = (count: number): Date => new Date(at.getTime() + count * 60_000);

const approval = {
  operation: 'adjustBalance',
  state: 'pending',
  endsAt: minutes(10),
  asker: { kind: 'person', name: 'Sara', caller: { id: 'stf_a' } },
} as unknown as Approval;
const byKey = {
  ...approval,
  asker: { kind: 'key', name: 'CRM', caller: { id: 'key_a', madeBy: 'stf_a' } },
} as Approval;

const omid: Decider = { id: 'stf_b', name: 'Omid', roles: ['service_agent'], branchIds: [], isPerson: true };

const codeOf = (act: () => void): string => {
  try {
    act();
    return 'passed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('who decides', () => {
  test.each([
    ['somebody else who may ask for it', approval, omid, 'passed'],
    ['an administrator', approval, { ...omid, roles: ['administrator'] }, 'passed'],
    ['not who has asked', approval, { ...omid, id: 'stf_a' }, 'own_approval'],
    ['not who made the key that asked', byKey, { ...omid, id: 'stf_a' }, 'own_approval'],
    ['somebody else of what a key asked', byKey, omid, 'passed'],
    ['not whose role may not ask for it', approval, { ...omid, roles: ['analyst'] }, 'role_missing'],
    ['not who is bound to branches', approval, { ...omid, branchIds: ['brn_a'] }, 'branch_bound'],
    ['no key', approval, { ...omid, isPerson: false }, 'role_missing'],
    ['not the administrator key', approval, { ...omid, roles: undefined }, 'role_missing'],
  ] as const)('%s', (_case, of, decider, code) => {
    expect(codeOf(() => requireDecider(of, decider as Decider))).toBe(code);
    expect(mayDecide(of, decider as Decider)).toBe(code === 'passed');
  });
});

test('what nobody has decided in time has ended; what was decided has not', () => {
  expect([stateOf(approval, minutes(9)), stateOf(approval, minutes(10))]).toEqual(['pending', 'expired']);
  expect(stateOf({ ...approval, state: 'done' }, minutes(99))).toBe('done');
});

test('a password counts for as long as the club says, and for ever where it says nothing', () => {
  const proof = (stepUpMinutes: number, now: Date) =>
    codeOf(() => requireProof(at, { ...settingsDefault, stepUpMinutes }, now));
  expect(proof(0, minutes(9_999))).toBe('passed');
  expect(proof(10, new Date(minutes(10).getTime() - 1))).toBe('passed');
  expect(proof(10, minutes(10))).toBe('step_up_required');
});
