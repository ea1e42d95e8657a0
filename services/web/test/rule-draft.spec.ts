import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  draftFields,
  draftOf,
  emptyDraft,
  faultsOf,
  isSame,
  limits,
  ruleOf,
  type Draft,
} from '../src/console/rules/draft.ts';

interface Schema {
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
}

const openapi = JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/openapi.json'), 'utf8')) as {
  components: { schemas: { NewEarningRule: { properties: Record<string, Schema> } } };
};
const { properties } = openapi.components.schemas.NewEarningRule;

const whole: Draft = { ...emptyDraft, code: 'tea', name: ' Tea ', per_amount: 100 };

describe('the form of a rule', () => {
  test('has every field of the contract, within its limits', () => {
    const { version: _seen, ...fields } = properties;
    expect(Object.keys(draftFields).sort()).toEqual(Object.keys(fields).sort());
    expect(limits.code).toBeLessThanOrEqual(properties.code?.maxLength ?? 0);
    expect(limits.points).toBeLessThanOrEqual(properties.points?.maximum ?? 0);
    expect({ ...limits, code: 0, points: 0 }).toEqual({
      code: 0,
      points: 0,
      name: properties.name?.maxLength,
      amount: properties.per_amount?.maximum,
      branches: properties.branches?.maxItems,
      skus: properties.skus?.maxItems,
      sku: properties.skus?.items?.maxLength,
    });
    expect(properties.minimum_total?.maximum).toBe(limits.amount);
  });

  test('sends what was typed, and nothing for what is left out', () => {
    expect(ruleOf(whole)).toEqual({
      code: 'tea',
      name: 'Tea',
      points: 1,
      per_amount: 100,
      minimum_total: 0,
      branches: [],
      skus: [],
      enabled: true,
    });
    const until = new Date('2026-12-22T20:30:00Z');
    expect(ruleOf({ ...whole, valid_until: until })).toMatchObject({ valid_until: '2026-12-22T20:30:00.000Z' });
  });

  test.each<[keyof Draft, Partial<Draft>]>([
    ['name', { name: '  ' }],
    ['code', { code: '' }],
    ['code', { code: 'Two Words' }],
    ['points', { points: undefined }],
    ['points', { points: 0 }],
    ['per_amount', { per_amount: undefined }],
    ['valid_until', { valid_from: new Date('2026-01-02'), valid_until: new Date('2026-01-02') }],
  ])('%s is asked for where it is not right', (field, changes) => {
    expect(Object.keys(faultsOf({ ...whole, ...changes }))).toEqual([field]);
  });

  test('of a published version says the same again', () => {
    const rule = {
      ...ruleOf(whole),
      id: 'rul_1',
      version: 3,
      valid_from: '2026-01-01T00:00:00Z',
      valid_until: null,
      minimum_total: 0,
      branch_ids: ['brn_1'],
      skus: ['a'],
      enabled: false,
      published_at: '2026-01-01T00:00:00Z',
      holds_from: null,
    };
    expect(faultsOf(draftOf(rule))).toEqual({});
    expect(isSame(draftOf(rule), draftOf(rule))).toBe(true);
    expect(isSame(draftOf(rule), { ...draftOf(rule), enabled: true })).toBe(false);
  });
});
