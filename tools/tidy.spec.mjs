// Style as a test: what a program can see of docs/style, over every file that git knows or will know.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { longSentences, longSentencesOfComments } from './lint/sentences.mjs';
import { sizeOf } from './lint/sizes.mjs';

const root = join(import.meta.dirname, '..');
// ISO 4217's code for no currency reads like a mark.
const unmarked = ['tools/tidy.spec.mjs', 'tools/generate.mjs', 'libs/kernel/src/iso-4217.ts'];
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));
const source = files.filter((file) => /\.(tsx?|mjs)$/.test(file) && !file.includes('/generated/'));
const text = new Map();
const read = (file) => {
  if (!text.has(file)) text.set(file, readFileSync(join(root, file), 'utf8'));
  return text.get(file);
};
const offenders = (list, isBad) => list.filter((file) => isBad(file, read(file)));

describe('tidy', () => {
  // See tools/lint/sizes.mjs; functions are measured by the lint.
  test('no file is over 15,000 characters, and no spec over 19,000', () => {
    const max = (file) => (/\.(spec|contract)\./.test(file) ? 19_000 : 15_000);
    expect(offenders(source, (file, content) => sizeOf(content) > max(file))).toEqual([]);
  });

  test('nine in ten files are under 8,000 characters', () => {
    const long = offenders(source, (_file, content) => sizeOf(content) > 8_000);
    expect(long.length / source.length).toBeLessThan(0.1);
  });

  test('no production file asks the runtime which currencies there are or how many digits they have', () => {
    const production = source.filter(
      (file) =>
        /^(libs|services|tools|deploy)\/.*\.(tsx?|mjs)$/.test(file) && !/\.(spec|contract)\.|\/test\//.test(file),
    );
    expect(production.length).toBeGreaterThan(300);
    const asks = /supportedValuesOf|style: ?['"]currency|currencyDisplay|(minimum|maximum)FractionDigits/;
    expect(offenders(production, (_file, content) => asks.test(content))).toEqual([]);
  });

  test('file names are kebab-case', () => {
    expect(source.filter((file) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(basename(file)))).toEqual([]);
  });

  test('no banned names', () => {
    const banned =
      /\b(class|interface|type|const|function|enum)\s+([A-Z]\w*(Manager|Helper|Util|Utils|Common|Impl)|(Base|Common)[A-Z]\w*|I[A-Z][a-z]\w*)\b/;
    expect(offenders(source, (_file, content) => banned.test(content))).toEqual([]);
    expect(source.filter((file) => /(^|\/)(shared|common|utils?|helpers?)(\/|\.tsx?$)/.test(file))).toEqual([]);
  });

  test('no index.ts and no barrel under services/', () => {
    expect(source.filter((file) => /^services\/.*\/index\.tsx?$/.test(file))).toEqual([]);
  });

  test('nothing is left for later, switched off or silenced', () => {
    const marks = [
      'TO' + 'DO',
      'FIX' + 'ME',
      'X' + 'XX',
      '@ts-' + 'ignore',
      '@ts-' + 'nocheck',
      '@ts-' + 'expect-error',
      'eslint-' + 'disable',
      '.on' + 'ly(',
      '\\bx' + 'it(',
      'xdesc' + 'ribe(',
      ': a' + 'ny\\b',
      'as a' + 'ny\\b',
    ];
    const left = new RegExp(marks.map((mark) => mark.replace(/[.(]/g, '\\$&')).join('|'));
    expect(offenders(source, (file, content) => !unmarked.includes(file) && left.test(content))).toEqual([]);
  });

  test('tests do not sleep', () => {
    const specs = source.filter((file) => /\.(spec|contract)\.ts$/.test(file));
    expect(offenders(specs, (_file, content) => /\b(sleep|delay)\(\d/.test(content))).toEqual([]);
  });

  test('main.ts of a service is at most 1,300 characters', () => {
    const mains = source.filter((file) => /^services\/[^/]+\/src\/main\.ts$/.test(file));
    expect(mains.length).toBeGreaterThan(0);
    expect(offenders(mains, (_file, content) => sizeOf(content) > 1_300)).toEqual([]);
  });

  test('the module of a service is at most 2,000 characters in 40 lines', () => {
    const modules = source.filter((file) => /^services\/([^/]+)\/src\/\1\.module\.ts$/.test(file));
    expect(modules.length).toBeGreaterThan(0);
    const isLong = (_file, content) => sizeOf(content) > 2_000 || content.split('\n').length > 41;
    expect(offenders(modules, isLong)).toEqual([]);
  });

  test('no sentence of a document has more than 25 words', () => {
    // docs/contracts.md is made of the comments of the protos.
    const documents = files.filter((file) => file.endsWith('.md') && file !== 'docs/contracts.md');
    expect(documents.length).toBeGreaterThan(100);
    const long = documents.map((file) => [file, longSentences(read(file))]).filter(([, found]) => found.length > 0);
    expect(Object.fromEntries(long)).toEqual({});
  });

  test('no sentence of a comment has more than 25 words, in sources and protos', () => {
    const commented = [...source, ...files.filter((file) => file.endsWith('.proto'))];
    expect(commented.length).toBeGreaterThan(source.length);
    const long = commented.flatMap((file) => longSentencesOfComments(read(file)).map((said) => `${file}: ${said}`));
    expect(long).toEqual([]);
  });

  test('every lib and service has a README', () => {
    const projects = files.filter((file) => /^(libs|services)\/[^/]+\/project\.json$/.test(file));
    expect(projects.filter((file) => !files.includes(file.replace('project.json', 'README.md')))).toEqual([]);
  });

  test("no host of a package registry or mirror is named: where packages come from is the machine's affair", () => {
    const hosts = [
      'deb.deb' + 'ian',
      'security.deb' + 'ian',
      'snapshot.deb' + 'ian',
      'archive.ubu' + 'ntu',
      'npm' + 'js',
      'npm' + 'mirror',
      'registry.yarn' + 'pkg',
      'repo1?.mav' + 'en',
      'proxy.gol' + 'ang',
      'sum.gol' + 'ang',
      'py' + 'pi.',
      'python' + 'hosted',
      'ghcr' + '.io',
      'quay' + '.io',
      'gcr' + '.io',
      'registry.k' + '8s',
      'unp' + 'kg.com',
      'jsdel' + 'ivr',
    ];
    const named = new RegExp(hosts.map((host) => host.replaceAll('.', '\\.')).join('|'), 'i');
    const texts = files.filter((file) => !/\.(gz|xlsx|png|woff2|snap)$/.test(file));
    expect(texts.length).toBeGreaterThan(source.length);
    expect(offenders(texts, (_file, content) => named.test(content) || /"resolved": "https?:/.test(content))).toEqual(
      [],
    );
  });

  test('dependencies are exact', () => {
    const manifest = JSON.parse(read('package.json'));
    const versions = Object.entries({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test('every dependency has its reason in an ADR', () => {
    const manifest = JSON.parse(read('package.json'));
    const reasons = files
      .filter((file) => file.startsWith('docs/adr/'))
      .map(read)
      .join('\n');
    const names = Object.keys({
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    });
    expect(names.filter((name) => !reasons.includes(`\`${name}\``))).toEqual([]);
  });
});
