import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withoutAllowed } from './allowed.ts';
import { findViolations } from './find-violations.ts';
import { withPlanted, type Files } from './planted-tree.ts';
import type { Rule, Violation } from './violation.ts';

type Seen = readonly [rule: Rule, file: string, what: string];

const seen = (violations: readonly Violation[]): Seen[] =>
  violations.map(({ rule, file, what }) => [rule, file, what] as const);
const found = (planted: Files): Seen[] => withPlanted(planted, (root) => seen(findViolations(root, [])));

const [sale, closeSale, mongoSales, wiring] = [
  'domain/sale.ts',
  'use-cases/close-sale.ts',
  'adapters/mongo/mongo-sales.ts',
  'checkout.module.ts',
].map((file) => `services/checkout/src/${file}`) as [string, string, string, string];
const agreed = 'libs/contracts/src/domain/ids.ts';
const account = 'services/ledger/src/domain/account.ts';
const ledger = 'services/ledger/src/ledger.module.ts';
const card = 'services/web/src/kit/card.tsx';
const openDatabase = 'libs/mongo/src/open-database.ts';
const mongo = 'libs/mongo/src/index.ts';
const listing = (name: string, ...uses: string[]): string =>
  JSON.stringify({
    name: `@vafa/${name}`,
    exports: { '.': { 'vafa-src': './src/index.ts' } },
    dependencies: Object.fromEntries(uses.map((each) => [`@vafa/${each}`, '0.1.0'])),
  });

const imports: readonly (readonly [what: string, planted: Files, ...expected: Seen[]])[] = [
  [
    'a service that imports a service by a relative path',
    { [wiring]: `+import { balance } from '../../ledger/src/domain/account.ts';\nvoid balance;` },
    ['project', wiring, account],
  ],
  [
    'a service that imports a service as a package',
    { [wiring]: `+import { startLedger } from '@vafa/ledger';\nvoid startLedger;` },
    ['project', wiring, ledger],
    ['unlisted', wiring, ledger],
  ],
  [
    'a type alone of another service',
    {
      [wiring]: `+import type { startLedger } from '@vafa/ledger';\nexport type Ledger = typeof startLedger;\nvoid (0 as unknown as Ledger);`,
    },
    ['project', wiring, ledger],
    ['unlisted', wiring, ledger],
    ['dead-export', wiring, 'Ledger'],
  ],
  [
    'a type in the place where it is used',
    { [wiring]: `+const of: typeof import('@vafa/ledger') | undefined = undefined;\nvoid of;` },
    ['project', wiring, ledger],
    ['unlisted', wiring, ledger],
  ],
  [
    'import() of another service',
    { [wiring]: `+void import('../../ledger/src/ledger.module.ts');` },
    ['project', wiring, ledger],
  ],
  [
    'import() of a computed name',
    { [wiring]: `+void import(['@vafa', 'ledger'].join('/'));` },
    ['computed', wiring, 'import'],
  ],
  [
    'require of another service',
    {
      [wiring]: `+import { createRequire } from 'node:module';\nconst load = createRequire(import.meta.url);\nvoid load('@vafa/ledger');`,
    },
    ['project', wiring, ledger],
    ['unlisted', wiring, ledger],
  ],
  [
    'a lib that imports a service',
    { [openDatabase]: `+import { balance } from '../../../services/ledger/src/domain/account.ts';\nvoid balance;` },
    ['project', openDatabase, account],
  ],
  [
    'a lib that hands a service on',
    {
      [mongo]: `+export { balance } from '../../../services/ledger/src/domain/account.ts';`,
      [mongoSales]: `+import { balance } from '@vafa/mongo';\nvoid balance;`,
    },
    ['project', mongo, account],
  ],
  [
    'a lib that hands all of a service on',
    { [mongo]: `+export * from '../../../services/ledger/src/domain/account.ts';` },
    ['project', mongo, account],
  ],
  [
    'a lib that knows the contracts',
    {
      [openDatabase]: `+import { topics } from '@vafa/contracts';\nvoid topics;`,
      'libs/mongo/package.json': listing('mongo', 'contracts'),
    },
    ['project', openDatabase, 'libs/contracts/src/index.ts'],
  ],
  [
    'a kernel that knows a lib',
    {
      'libs/kernel/src/ids.ts': `+import { openDatabase } from '@vafa/mongo';\nvoid openDatabase;`,
      'libs/kernel/package.json': listing('kernel', 'mongo'),
    },
    ['project', 'libs/kernel/src/ids.ts', mongo],
  ],
  [
    'a kernel that uses Node',
    { 'libs/kernel/src/ids.ts': `+import { randomUUID } from 'node:crypto';\nvoid randomUUID;` },
    ['package', 'libs/kernel/src/ids.ts', 'node:crypto'],
  ],
  [
    'a path past what a package exports',
    { [mongoSales]: `+import { openDatabase as open } from '@vafa/mongo/src/open-database.ts';\nvoid open;` },
    ['nowhere', mongoSales, '@vafa/mongo/src/open-database.ts'],
  ],
  [
    'a relative path past what a package exports',
    {
      [mongoSales]: `+import { openDatabase as open } from '../../../../../libs/mongo/src/open-database.ts';\nvoid open;`,
    },
    ['inside', mongoSales, openDatabase],
  ],
  [
    'what a package exports by a pattern',
    {
      [mongoSales]: `+import { openDatabase as open } from '@vafa/mongo/src/open-database';\nvoid open;`,
      'libs/mongo/package.json': JSON.stringify({
        name: '@vafa/mongo',
        exports: { '.': { 'vafa-src': './src/index.ts' }, './src/*': { 'vafa-src': './src/*.ts' } },
      }),
    },
    ['inside', mongoSales, openDatabase],
  ],
  [
    'an .mjs in a service',
    {
      'services/checkout/src/adapters/mongo/find.mjs': `import { startLedger } from '../../../../ledger/src/ledger.module.ts';\nvoid startLedger;`,
      [mongoSales]: `+import './find.mjs';`,
    },
    ['project', 'services/checkout/src/adapters/mongo/find.mjs', ledger],
  ],
  [
    'a worker of another service',
    { [wiring]: `+void new URL('../../ledger/src/main.ts', import.meta.url);` },
    ['project', wiring, 'services/ledger/src/main.ts'],
  ],
  [
    'a package that package.json does not list',
    { [mongoSales]: `+import 'mongoose';` },
    ['unlisted', mongoSales, 'mongoose'],
  ],
  [
    'a development package in production',
    { [mongoSales]: `+import '@jest/globals';` },
    ['unlisted', mongoSales, '@jest/globals'],
  ],
  [
    'libs/testing in production',
    { [mongoSales]: `+import { eventually } from '@vafa/testing';\nvoid eventually;` },
    ['project', mongoSales, 'libs/testing/src/index.ts'],
    ['test-code', mongoSales, 'libs/testing/src/index.ts'],
    ['unlisted', mongoSales, 'libs/testing/src/index.ts'],
  ],
  [
    'the pages that import a lib, Node or a package of the services',
    {
      [card]: `+import { isId } from '@vafa/kernel';\nimport { join } from 'node:path';\nimport { MongoClient } from 'mongodb';\nvoid [isId, join, MongoClient];`,
    },
    ['project', card, 'libs/kernel/src/index.ts'],
    ['unlisted', card, 'libs/kernel/src/index.ts'],
    ['package', card, 'node:path'],
    ['package', card, 'mongodb'],
  ],
  [
    'a file of the tests in production',
    {
      'services/checkout/test/fake-sales.ts': 'export const fakeSales = [];',
      [mongoSales]: `+import { fakeSales } from '../../../test/fake-sales.ts';\nvoid fakeSales;`,
    },
    ['test-code', mongoSales, 'services/checkout/test/fake-sales.ts'],
  ],
];

const folders: readonly (readonly [what: string, planted: Files, ...expected: Seen[]])[] = [
  [
    'a domain that imports an adapter',
    {
      [sale]: `+import type { MongoSales } from '../adapters/mongo/mongo-sales.ts';\nvoid (0 as unknown as MongoSales);`,
    },
    ['role', sale, mongoSales],
    ...[mongoSales, sale, closeSale].map((file): Seen => ['circle', file, 'file']),
  ],
  [
    'a domain that imports a use case',
    {
      'services/ledger/src/use-cases/post.ts': 'export const post = 1;',
      [account]: `+import { post } from '../use-cases/post.ts';\nvoid post;`,
    },
    ['role', account, 'services/ledger/src/use-cases/post.ts'],
  ],
  [
    'a room of the web app that imports another, and what both share that imports one',
    {
      'services/web/src/till/main.tsx': `+import { sign } from '../club/sign.ts';\nvoid sign;`,
      'services/web/src/club/sign.ts': 'export const sign = 1;',
      [card]: `+import { sign } from '../club/sign.ts';\nvoid sign;`,
    },
    ['role', card, 'services/web/src/club/sign.ts'],
    ['role', 'services/web/src/till/main.tsx', 'services/web/src/club/sign.ts'],
  ],
  [
    'messages in what domains agree on',
    { [agreed]: `+import { topics } from '../index.ts';\nvoid topics;` },
    ['role', agreed, 'libs/contracts/src/index.ts'],
  ],
  [
    'a driver in what domains agree on',
    { [agreed]: `+import { Long } from 'mongodb';\nvoid Long;` },
    ['package', agreed, 'mongodb'],
  ],
  [
    'the clock in what domains agree on',
    { [agreed]: `+import { systemClock } from '@vafa/kernel';\nvoid [systemClock, Date.now()];` },
    ['pure', agreed, 'libs/kernel/src/index.ts'],
    ['pure', agreed, 'Date.now'],
  ],
  [
    'a domain that imports a driver',
    { [sale]: `+import { Long } from 'mongodb';\nvoid Long;` },
    ['package', sale, 'mongodb'],
  ],
  [
    'a domain that imports Nest',
    { [sale]: `+import { Injectable } from '@nestjs/common';\nvoid Injectable;` },
    ['package', sale, '@nestjs/common'],
  ],
  [
    'a domain that imports Node',
    { [sale]: `+import { randomUUID } from 'crypto';\nvoid randomUUID;` },
    ['package', sale, 'crypto'],
  ],
  [
    'a domain that imports a lib',
    { [sale]: `+import { openDatabase } from '@vafa/mongo';\nvoid openDatabase;` },
    ['role', sale, mongo],
  ],
  [
    'a domain that imports the contracts',
    { [sale]: `+import { topics } from '@vafa/contracts';\nvoid topics;` },
    ['role', sale, 'libs/contracts/src/index.ts'],
  ],
  [
    'import() in a domain',
    { [sale]: `+void import('../adapters/mongo/more.ts');`, 'services/checkout/src/adapters/mongo/more.ts': 'void 0;' },
    ['role', sale, 'services/checkout/src/adapters/mongo/more.ts'],
  ],
  [
    'a use case that imports an adapter',
    {
      [closeSale]: `+import { more } from '../adapters/mongo/more.ts';\nvoid more;`,
      'services/checkout/src/adapters/mongo/more.ts': 'export const more = 1;',
    },
    ['role', closeSale, 'services/checkout/src/adapters/mongo/more.ts'],
  ],
  [
    'a port that imports a use case',
    {
      'services/ledger/src/ports/books.ts': `import { post } from '../use-cases/post.ts';\nexport type Books = typeof post;`,
      'services/ledger/src/use-cases/post.ts': 'export const post = 1;',
      [ledger]: `+import type { Books } from './ports/books.ts';\nvoid (0 as unknown as Books);`,
    },
    ['role', 'services/ledger/src/ports/books.ts', 'services/ledger/src/use-cases/post.ts'],
  ],
  [
    'an adapter that imports the wiring',
    {
      [mongoSales]: `+import { limits } from '../../limits.ts';\nvoid limits;`,
      'services/checkout/src/limits.ts': 'export const limits = {};',
    },
    ['role', mongoSales, 'services/checkout/src/limits.ts'],
  ],
  [
    'a folder without a role',
    {
      'services/checkout/src/stuff/limits.ts': 'export const limits = {};',
      [wiring]: `+import { limits } from './stuff/limits.ts';\nvoid limits;`,
    },
    ['no-role', 'services/checkout/src/stuff/limits.ts', 'folder'],
  ],
];

const impure = [
  ['Date.now()', 'Date.now'],
  ['new Date()', 'Date'],
  ['new Date(2026, 1, 1)', 'Date'],
  ['Date()', 'Date'],
  ['[Date]', 'Date'],
  ['at.getHours()', '.getHours'],
  ['at.toLocaleString()', '.toLocaleString'],
  ['performance.now()', 'performance'],
  ['Math.random()', 'Math.random'],
  ['(({ random }) => random())(Math)', 'Math'],
  ['process.env.HOME', 'process'],
  ['crypto.randomUUID()', 'crypto'],
  ['globalThis', 'globalThis'],
  ['setTimeout(() => undefined)', 'setTimeout'],
  ['import.meta.url', 'import.meta'],
] as const;

const dead: readonly (readonly [what: string, planted: Files, ...expected: Seen[]])[] = [
  [
    'a circle of files',
    {
      'services/ledger/src/domain/lots.ts': `import type { balance } from './account.ts';\nexport type Lots = typeof balance;`,
      [account]: `+import type { Lots } from './lots.ts';\nvoid (0 as unknown as Lots);`,
    },
    ['circle', account, 'file'],
    ['circle', 'services/ledger/src/domain/lots.ts', 'file'],
  ],
  [
    'a circle of projects',
    {
      'libs/mongo/package.json': listing('mongo', 'lease'),
      [openDatabase]: `+import { lease } from '@vafa/lease';\nvoid lease;`,
      'libs/lease/project.json': '{"tags":["type:lib"]}',
      'libs/lease/package.json': listing('lease', 'mongo'),
      'libs/lease/src/index.ts': `export const lease = 1;\nexport * from './other.ts';`,
      'libs/lease/src/other.ts': `import { openDatabase } from '@vafa/mongo';\nvoid openDatabase;`,
    },
    ...['libs/lease/src/index.ts', 'libs/lease/src/other.ts', mongo, openDatabase].map(
      (file): Seen => ['circle', file, 'file'],
    ),
    ['project-circle', 'libs/lease/package.json', 'libs/lease, libs/mongo'],
  ],
  [
    'a file that nothing imports',
    { 'services/ledger/src/domain/left.ts': 'void 0;' },
    ['dead-file', 'services/ledger/src/domain/left.ts', 'file'],
  ],
  [
    'files that only import each other',
    {
      'services/ledger/src/domain/left.ts': `import { right } from './right.ts';\nvoid right;`,
      'services/ledger/src/domain/right.ts': 'export const right = 1;',
    },
    ['dead-file', 'services/ledger/src/domain/left.ts', 'file'],
    ['dead-file', 'services/ledger/src/domain/right.ts', 'file'],
  ],
  [
    'a file that only a test uses',
    {
      'services/ledger/src/domain/left.ts': 'export const left = 1;',
      'services/ledger/src/domain/left.spec.ts': `import { left } from './left.ts';\nvoid left;`,
    },
    ['tests-only', 'services/ledger/src/domain/left.ts', 'file'],
  ],
  ['an export that nobody imports', { [account]: '+export const none = 0n;' }, ['dead-export', account, 'none']],
  [
    'a re-export that nobody imports',
    { [mongo]: `+export { none } from './none.ts';`, 'libs/mongo/src/none.ts': 'export const none = 1;' },
    ['dead-export', mongo, 'none'],
    ['dead-export', 'libs/mongo/src/none.ts', 'none'],
  ],
  [
    'an export behind export * that nobody imports',
    { 'libs/kernel/src/ids.ts': '+export const none = 1;' },
    ['dead-export', 'libs/kernel/src/ids.ts', 'none'],
  ],
  [
    'a type that no used export speaks of',
    { [account]: '+export interface None { readonly none: string }' },
    ['dead-export', account, 'None'],
  ],
  [
    'a member of a namespace import that is not named',
    {
      'services/ledger/src/domain/lots.ts': 'export const first = 1;\nexport const last = 2;',
      [ledger]: `+import * as lots from './domain/lots.ts';\nvoid lots.first;`,
    },
    ['dead-export', 'services/ledger/src/domain/lots.ts', 'last'],
  ],
  [
    'a table in docs that is another',
    { 'docs/architecture.md': '# Architecture\n' },
    ['docs', 'docs/architecture.md', 'table'],
  ],
];

describe('walls', () => {
  test('a sound tree has no violation', () => {
    expect(found({})).toEqual([]);
  });

  test.each([...imports, ...folders, ...dead])('%s', (_what, planted, ...expected) => {
    expect(found(planted)).toEqual(expected);
  });

  test.each(impure)('a domain with %s', (code, what) => {
    expect(
      found({
        [sale]: `+export const impure = (at: Date): unknown => [at, ${code}];`,
        [closeSale]: `+import { impure } from '../domain/sale.ts';\nvoid impure;`,
      }),
    ).toEqual([['pure', sale, what]]);
  });

  test.each(['systemClock', 'newId'])('a domain with %s of the kernel', (name) => {
    expect(found({ [sale]: `+import { ${name} } from '@vafa/kernel';\nvoid ${name};` })).toEqual([
      ['pure', sale, 'libs/kernel/src/index.ts'],
    ]);
  });

  test('a kernel that reads the clock elsewhere than in its clock', () => {
    expect(found({ 'libs/kernel/src/index.ts': '+void Date.now();' })).toEqual([
      ['pure', 'libs/kernel/src/index.ts', 'Date.now'],
    ]);
  });

  test.each<[string, Files]>([
    [
      'a file with its command at its head',
      { 'services/ledger/test/measure.ts': '// node services/ledger/test/measure.ts\nvoid 0;' },
    ],
    [
      'a file that a script starts',
      { 'services/ledger/test/measure.ts': 'void 0;', 'measure.sh': 'node services/ledger/test/measure.ts' },
    ],
    [
      'a worker that its file names',
      {
        'services/ledger/src/worker.ts': 'void 0;',
        [ledger]: '+void new URL(`./worker${import.meta.url.slice(-3)}`, import.meta.url);',
      },
    ],
    [
      'a type that goes along with a used function',
      {
        [openDatabase]:
          '+export interface Options { readonly size: number }\nexport const sizeOf = ({ size }: Options): number => size;',
        [mongo]: "+export { sizeOf, type Options } from './open-database.ts';",
        [mongoSales]: "+import { sizeOf } from '@vafa/mongo';\nvoid sizeOf;",
      },
    ],
  ])('lets %s stand', (_what, planted) => {
    expect(found(planted)).toEqual([]);
  });

  test('what is let through is no violation; an entry that nothing needs is one', () => {
    const planted = { 'services/ledger/src/domain/left.ts': 'void 0;' };
    const allowed = [{ rule: 'dead-file', at: 'services/ledger/src/domain/', why: 'for this test' }] as const;
    expect(withPlanted(planted, (root) => findViolations(root, allowed))).toEqual([]);
    expect(seen(withoutAllowed([], allowed))).toEqual([
      ['allowed', 'tools/walls/allowed.ts', 'dead-file at services/ledger/src/domain/'],
    ]);
  });

  test('this repository has none', () => {
    expect(findViolations(join(import.meta.dirname, '../..'))).toEqual([]);
  });
});
