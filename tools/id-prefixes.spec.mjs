// Prefixes of ids: each is declared once, by its owner, and stands for one kind of thing.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { root } from './installed.mjs';

const read = (file) => readFileSync(join(root, file), 'utf8');
const sources = globSync('{libs,services}/*/src/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.spec.ts'));

/** The prefixes that a text declares, with the name of what each stands for. */
const declaredIn = (text) => [
  ...[...text.matchAll(/export const \w*[iI]dPrefixes = \{([^}]*)\}/g)].flatMap(([, body]) =>
    [...body.matchAll(/(\w+): '(\w+)'/g)].map(([, kind, prefix]) => ({ kind, prefix })),
  ),
  ...[...text.matchAll(/export const (\w+)IdPrefix = '(\w+)'/g)].map(([, kind, prefix]) => ({ kind, prefix })),
];

const declared = sources.flatMap((file) => declaredIn(read(file)).map((each) => ({ file, ...each })));

describe('prefixes of ids', () => {
  test('are these, each declared by its owner', () => {
    const shown = declared.map(({ file, kind, prefix }) => `${prefix} ${kind} ${file}`);
    // They stand in every id that was ever stored: one more may come, none may change.
    expect(shown.sort()).toEqual([
      'ans answer services/feedback/src/domain/ids.ts',
      'apr approval services/gateway/src/domain/ids.ts',
      'brn branch libs/contracts/src/domain/ids.ts',
      'clb club libs/contracts/src/domain/ids.ts',
      'cmp complaint services/feedback/src/domain/ids.ts',
      'cor correction services/checkout/src/domain/ids.ts',
      'ctl catalogue services/checkout/src/domain/ids.ts',
      'evt event libs/kernel/src/ids.ts',
      'gds good services/checkout/src/domain/ids.ts',
      'idp identityProvider services/gateway/src/domain/ids.ts',
      'key apiKey services/gateway/src/domain/ids.ts',
      'mem member libs/contracts/src/domain/ids.ts',
      'msi memberSignIn services/gateway/src/domain/ids.ts',
      'out sentCode services/gateway/src/domain/ids.ts',
      'prm promotion services/campaigns/src/domain/ids.ts',
      'rdm redemption services/rewards/src/domain/ids.ts',
      'ret return services/checkout/src/domain/ids.ts',
      'rfs refusedSale services/gateway/src/domain/ids.ts',
      'rsp response services/feedback/src/domain/ids.ts',
      'rul rule services/campaigns/src/domain/ids.ts',
      'rwd reward services/rewards/src/domain/ids.ts',
      'sal sale libs/contracts/src/domain/ids.ts',
      'sin signIn services/gateway/src/domain/ids.ts',
      'srv survey services/feedback/src/domain/ids.ts',
      'stf staff services/gateway/src/domain/ids.ts',
      'tsk task services/imports/src/domain/ids.ts',
    ]);
  });

  test('stand for one kind of thing each', () => {
    expect(new Set(declared.map(({ prefix }) => prefix)).size).toBe(declared.length);
    expect(new Set(declared.map(({ kind }) => kind)).size).toBe(declared.length);
  });

  test('are never written where an id is made or read', () => {
    const typed = sources.filter((file) => /\b(newId|derivedId|isId|parseId)\(\s*['"`]/.test(read(file)));
    expect(typed).toEqual([]);
  });
});
