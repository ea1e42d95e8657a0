// Mutation testing runs by hand; that its configuration names what is there is tested with everything else.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, matchesGlob } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import jest from './jest.config.mjs';
import stryker from './stryker.config.mjs';

const root = join(import.meta.dirname, '../..');
const domain = 'services/ledger/src/domain';
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const ofPackage = (name) =>
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`${name}/package.json`), 'utf8'));

describe('mutation testing', () => {
  test('changes every source of the domain, and no spec', () => {
    const [taken, left] = [
      stryker.mutate.filter((glob) => !glob.startsWith('!')),
      stryker.mutate.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1)),
    ];
    const files = readdirSync(join(root, domain), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${domain}/${name}`);
    const mutated = files.filter(
      (file) => taken.some((glob) => matchesGlob(file, glob)) && !left.some((glob) => matchesGlob(file, glob)),
    );
    expect(mutated.length).toBeGreaterThan(20);
    expect(mutated).toEqual(files.filter((file) => !file.endsWith('.spec.ts')));
  });
  test('copies what the specs read, and nothing that is large', () => {
    const isCopied = (path) =>
      stryker.ignorePatterns.filter(
        (pattern) => pattern === `!${path}` || (pattern.startsWith('!') && matchesGlob(path, pattern.slice(1))),
      ).length > 0;
    const needed = [
      'package.json',
      'jest.config.mjs',
      stryker.jest.configFile,
      'tools/stryker/domain-specs.mjs',
      `${domain}/account/lots.ts`,
      `${domain}/account/account.spec.ts`,
      'services/ledger/test/account-story.ts',
    ];
    expect(needed.filter((path) => !isCopied(path))).toEqual([]);
    expect(
      [...needed, 'node_modules/jest', 'services/ledger/dist/main.js', 'docs/adr/README.md'].filter(
        (path) => !isCopied(path),
      ),
    ).toHaveLength(3);
  });
  test('runs what Jest finds with the same settings as everywhere', () => {
    expect(jest.rootDir).toBe(root);
    expect(
      [...jest.testMatch, ...jest.setupFiles]
        .map((path) => readFileSync(path.replace('<rootDir>', root), 'utf8'))
        .every((text) => text !== ''),
    ).toBe(true);
    expect(jest).not.toHaveProperty('displayName');
    expect(Object.keys(jest.transform)).toEqual(['\\.ts$']);
  });
  test('fails under 85 %, and takes at most two processors', () => {
    expect([stryker.thresholds.break, stryker.concurrency]).toEqual([85, 2]);
  });
  test('has a core and a runner that fit', () => {
    const runner = ofPackage('@stryker-mutator/jest-runner');
    const wanted = ['core', 'jest-runner'].map((name) => manifest.devDependencies[`@stryker-mutator/${name}`]);
    expect(wanted).toEqual([runner.peerDependencies['@stryker-mutator/core'], runner.version]);
    expect(stryker.plugins).toEqual([runner.name]);
    expect(dirname(stryker.jsonReporter.fileName)).toMatch(/^\.cache\//);
  });
});
