import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { eventWordsEn } from '../src/console/ledger/event-words-en.ts';
import { eventWordsFa } from '../src/console/ledger/event-words-fa.ts';
import { letterReasonsEn } from '../src/console/ledger/letter-reasons-en.ts';
import { letterReasonsFa } from '../src/console/ledger/letter-reasons-fa.ts';

const services = join(import.meta.dirname, '../../../services');
const contracts = join(import.meta.dirname, '../../../proto');

/** The types of a topic, from the choice that its envelope holds. */
const typesOf = (file: string): string[] => {
  const text = readFileSync(join(contracts, file), 'utf8');
  const [, topic = ''] = /^package (vafa\.\w+)\.v1;$/m.exec(text) ?? [];
  const [, choice = ''] = /^ {2}oneof event \{\n([^}]*)\}/m.exec(text) ?? [];
  return [...choice.matchAll(/^ +\w+ (\w+) = \d+;/gm)].map(([, name = '']) => `${topic}.${name}.v1`);
};

const types = globSync('vafa/*/v1/*_events.proto', { cwd: contracts }).flatMap(typesOf);

describe('dead letters', () => {
  test('have words for each type of event of the contracts, in both languages', () => {
    expect(types.length).toBeGreaterThan(15);
    expect(Object.keys(eventWordsEn).sort()).toEqual(types.sort());
    expect(Object.keys(eventWordsFa).sort()).toEqual(types);
  });

  test('have words for each reason that a service gives, in both languages', () => {
    const ledger = readFileSync(join(services, 'ledger/src/domain/journal/ledger-error.ts'), 'utf8');
    const handlers = globSync('*/src/adapters/events/*.ts', { cwd: services }).map((file) =>
      readFileSync(join(services, file), 'utf8'),
    );
    const codes = [
      ...[...ledger.matchAll(/^ {2}\| '(\w+)'/gm)],
      ...handlers.flatMap((text) => [...text.matchAll(/Error\(\s*'\w+',\s*'(\w+)'/g)]),
    ].map(([, code = '']) => code);
    expect(codes.length).toBeGreaterThan(15);
    expect(codes.filter((code) => !(code in letterReasonsEn))).toEqual([]);
    expect(Object.keys(letterReasonsFa).sort()).toEqual(Object.keys(letterReasonsEn).sort());
  });

  test('are Persian in Persian: no Latin letter or digit, no Arabic ي and ك', () => {
    const texts = [...Object.values(eventWordsFa), ...Object.values(letterReasonsFa)];
    expect(texts.filter((text) => /[A-Za-z0-9يك]/.test(text))).toEqual([]);
  });
});
