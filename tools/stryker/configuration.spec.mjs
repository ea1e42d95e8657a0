// Mutation testing runs by hand; that its configuration names what is there is tested with everything else.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, matchesGlob } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import jest from './jest.config.mjs';
import { domainOf, mutatedService, noticedLeast } from './domains.mjs';
import { configurationFor } from './stryker.config.mjs';

const root = join(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const ofPackage = (name) =>
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`${name}/package.json`), 'utf8'));

const sourcesOf = (service) =>
  readdirSync(join(root, domainOf(service)), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${domainOf(service)}/${name}`);
const stryker = configurationFor('ledger');

describe.each(Object.keys(noticedLeast))('mutation testing of %s', (service) => {
  const { mutate, ignorePatterns, thresholds } = configurationFor(service);
  test('changes every source of the domain, and no spec', () => {
    const [taken, left] = [
      mutate.filter((glob) => !glob.startsWith('!')),
      mutate.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1)),
    ];
    const files = sourcesOf(service);
    const mutated = files.filter(
      (file) => taken.some((glob) => matchesGlob(file, glob)) && !left.some((glob) => matchesGlob(file, glob)),
    );
    expect(mutated.length).toBeGreaterThan(3);
    expect(mutated).toEqual(files.filter((file) => !file.endsWith('.spec.ts')));
  });
  test('copies what the specs read, and nothing that is large', () => {
    const isCopied = (path) =>
      ignorePatterns.filter(
        (pattern) => pattern === `!${path}` || (pattern.startsWith('!') && matchesGlob(path, pattern.slice(1))),
      ).length > 0;
    const settings = readFileSync(join(root, 'jest.config.mjs'), 'utf8');
    const read = Array.from(settings.matchAll(/^import .* from '\.\/(.+)';$/gm), ([, path]) => path);
    expect(read.length).toBeGreaterThan(0);
    const needed = [
      ...read,
      'package.json',
      'jest.config.mjs',
      stryker.jest.configFile,
      'tools/stryker/domain-specs.mjs',
      'tools/stryker/domains.mjs',
      ...sourcesOf(service),
      `services/${service}/test/story.ts`,
    ];
    expect(needed.filter((path) => !isCopied(path))).toEqual([]);
    const large = ['node_modules/jest', `services/${service}/dist/main.js`, 'docs/adr/README.md'];
    expect(large.filter(isCopied)).toEqual([]);
  });
  test('has specs in the domain, and fails when they notice too little', () => {
    expect(sourcesOf(service).some((file) => file.endsWith('.spec.ts'))).toBe(true);
    expect(thresholds.break).toBe(noticedLeast[service]);
  });
});

describe('mutation testing', () => {
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
  test('is of the ledger unless another service is named, and asks for 85 % there', () => {
    expect([mutatedService, stryker.thresholds.break]).toEqual(['ledger', 85]);
    expect(Math.min(...Object.values(noticedLeast))).toBe(80);
  });
  test('takes at most two processors', () => {
    expect(stryker.concurrency).toBe(2);
  });
  test('has a core and a runner that fit', () => {
    const runner = ofPackage('@stryker-mutator/jest-runner');
    const wanted = ['core', 'jest-runner'].map((name) => manifest.devDependencies[`@stryker-mutator/${name}`]);
    expect(wanted).toEqual([runner.peerDependencies['@stryker-mutator/core'], runner.version]);
    expect(stryker.plugins).toEqual([runner.name]);
    expect(dirname(stryker.jsonReporter.fileName)).toMatch(/^\.cache\//);
  });
});
