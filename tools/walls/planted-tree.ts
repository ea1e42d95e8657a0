// A small repository without a fault, in a temporary folder, for planting one fault at a time.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { withTable } from './docs-table.ts';

export type Files = Readonly<Record<string, string>>;

const project = (
  folder: string,
  type: string,
  main: string,
  uses: readonly string[] = [],
  testUses: readonly string[] = [],
  others: Readonly<Record<string, string>> = {},
): Files => {
  const versions = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.map((name) => [`@vafa/${name}`, '0.1.0']));
  const exported = Object.fromEntries(
    Object.entries({ '.': main, ...others }).map(([name, file]) => [
      name,
      { 'vafa-src': `./src/${file}`, default: `./dist/${file.replace('.ts', '.js')}` },
    ]),
  );
  const manifest = {
    name: `@vafa/${basename(folder)}`,
    type: 'module',
    exports: exported,
    dependencies: versions(uses),
    devDependencies: versions(testUses),
  };
  return {
    [`${folder}/project.json`]: JSON.stringify({ tags: [`type:${type}`] }),
    [`${folder}/package.json`]: JSON.stringify(manifest),
  };
};

const sound: Files = {
  'package.json': JSON.stringify({
    type: 'module',
    dependencies: { mongodb: '7.8.0', '@nestjs/common': '12.5.1', react: '19.3.1' },
    devDependencies: { '@jest/globals': '30.5.2' },
  }),
  '.gitignore': 'node_modules',
  'docs/architecture.md': withTable(
    '<!-- walls: written by `node tools/walls/main.ts --docs` -->\n<!-- end of walls -->\n',
  ) as string,
  ...project('libs/kernel', 'kernel', 'index.ts'),
  'libs/kernel/src/index.ts': `export * from './clock.ts';\nexport * from './ids.ts';\n`,
  'libs/kernel/src/clock.ts':
    'export interface Clock { now(): Date }\nexport const systemClock: Clock = { now: () => new Date() };\n',
  'libs/kernel/src/ids.ts':
    'export const newId = (): string => String(Math.random());\nexport const isId = (text: string): boolean => text !== "";\n',
  ...project('libs/contracts', 'contracts', 'index.ts', ['kernel'], [], { './ids': 'domain/ids.ts' }),
  'libs/contracts/src/domain/ids.ts': `export const salePrefix = 'sal';\n`,
  'libs/contracts/src/index.ts': `export const topics = { checkout: 'vafa.checkout.v1' };\n`,
  ...project('libs/mongo', 'lib', 'index.ts'),
  'libs/mongo/src/index.ts': `export { openDatabase } from './open-database.ts';\n`,
  'libs/mongo/src/open-database.ts': `import { MongoClient } from 'mongodb';\nexport const openDatabase = (uri: string): MongoClient => new MongoClient(uri);\n`,
  ...project('libs/testing', 'testing', 'index.ts'),
  'libs/testing/src/index.ts': 'export const eventually = (): void => undefined;\n',
  ...project('services/ledger', 'service', 'ledger.module.ts', ['kernel']),
  'services/ledger/src/main.ts': `import { startLedger } from './ledger.module.ts';\nstartLedger();\n`,
  'services/ledger/src/ledger.module.ts': `import { balance } from './domain/account.ts';\nexport const startLedger = (): bigint => balance([]);\n`,
  'services/ledger/src/domain/account.ts':
    'export const balance = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, each) => sum + each, 0n);\n',
  ...project('services/checkout', 'service', 'checkout.module.ts', ['kernel', 'contracts', 'mongo'], ['testing']),
  'services/checkout/src/main.ts': `import { startCheckout } from './checkout.module.ts';\nstartCheckout();\n`,
  'services/checkout/src/checkout.module.ts': [
    `import { systemClock } from '@vafa/kernel';`,
    `import { MongoSales } from './adapters/mongo/mongo-sales.ts';`,
    `import { CloseSale } from './use-cases/close-sale.ts';`,
    'export const startCheckout = (): CloseSale => new CloseSale(new MongoSales(), systemClock);\n',
  ].join('\n'),
  'services/checkout/src/adapters/mongo/mongo-sales.ts': [
    `import { topics } from '@vafa/contracts';`,
    `import { openDatabase } from '@vafa/mongo';`,
    `import type { Sales } from '../../use-cases/close-sale.ts';`,
    'export class MongoSales implements Sales { readonly place = [topics, openDatabase]; }\n',
  ].join('\n'),
  'services/checkout/src/use-cases/close-sale.ts': [
    `import { newId, type Clock } from '@vafa/kernel';`,
    `import { close } from '../domain/sale.ts';`,
    'export interface Sales { readonly place: unknown }',
    'export class CloseSale {',
    '  constructor(private readonly sales: Sales, private readonly clock: Clock) {}',
    '  execute(): unknown { return [this.sales, close(newId(), this.clock.now())]; }',
    '}\n',
  ].join('\n'),
  'services/checkout/src/domain/sale.ts': [
    `import { salePrefix } from '@vafa/contracts/ids';`,
    `import { isId } from '@vafa/kernel';`,
    `export const close = (id: string, at: Date): object => ({ id, isId: isId(salePrefix + id), at: new Date(at), day: Math.floor(at.getTime() / 1e9), utc: Date.UTC(2026, 1) });\n`,
  ].join('\n'),
  'services/checkout/test/close-sale.spec.ts': `import { test } from '@jest/globals';\nimport { eventually } from '@vafa/testing';\nimport { close } from '../src/domain/sale.ts';\ntest('closes', () => void [eventually(), close('', new Date())]);\n`,
  ...project('services/web', 'web', 'till/main.tsx'),
  'services/web/till.html': '<script type="module" src="./src/till/main.tsx"></script>\n',
  'services/web/club.html': '<script type="module" src="./src/club/main.tsx"></script>\n',
  'services/web/src/kit/card.tsx': `import { useId } from 'react';\nimport './card.css';\nexport const Card = () => <b id={useId()} />;\n`,
  'services/web/src/kit/card.css': 'b { color: red; }\n',
  'services/web/src/till/main.tsx': `import { Card } from '../kit/card.tsx';\nvoid (<Card />);\n`,
  'services/web/src/club/main.tsx': `import { Card } from '../kit/card.tsx';\nvoid (<Card />);\n`,
  ...project('deploy/all-in-one', 'deploy', 'main.ts', ['ledger', 'checkout']),
  'deploy/all-in-one/src/main.ts': `import { startCheckout } from '@vafa/checkout';\nimport { startLedger } from '@vafa/ledger';\nvoid [startCheckout(), startLedger()];\n`,
};

/**
 * Runs `look` on the sound tree with `planted`: a text that begins with + goes to the end of the file that is there.
 */
export function withPlanted<T>(planted: Files, look: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'vafa-walls-'));
  try {
    const files = { ...sound };
    for (const [path, text] of Object.entries(planted))
      files[path] = text.startsWith('+') ? `${files[path] ?? ''}${text.slice(1)}\n` : text;
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    mkdirSync(join(root, 'node_modules/@vafa'), { recursive: true });
    for (const folder of Object.keys(files)
      .filter((path) => path.endsWith('/project.json'))
      .map(dirname))
      symlinkSync(join(root, folder), join(root, 'node_modules/@vafa', basename(folder)));
    execFileSync('git', ['init', '--quiet'], { cwd: root });
    return look(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}
