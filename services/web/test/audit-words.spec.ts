import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { auditOperationsEn } from '../src/console/settings/audit-words-en.ts';
import { auditOperationsFa } from '../src/console/settings/audit-words-fa.ts';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
}

const { paths } = JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/openapi.json'), 'utf8')) as Document;
const operations = Object.values(paths)
  .flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId ?? []))
  .flat();

describe('the audit log', () => {
  test('has words for each operation of the gateway, in both languages', () => {
    expect(Object.keys(auditOperationsEn)).toEqual(operations);
    expect(Object.keys(auditOperationsFa)).toEqual(operations);
  });

  test('is Persian in Persian: no Latin letter or digit, no Arabic ي and ك', () => {
    expect(Object.values(auditOperationsFa).filter((text) => /[A-Za-z0-9يك]/.test(text))).toEqual([]);
  });
});
