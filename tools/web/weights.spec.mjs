// What each room of the web app loads first, as the bundler's own list of files says, packed by gzip.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { root } from '../installed.mjs';

const dist = join(root, 'services/web/dist');
const manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8'));

/** A chunk and all that it needs before it runs. */
const needed = (key, seen = new Set()) => {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const each of manifest[key].imports ?? []) needed(each, seen);
  return seen;
};

const bytesOf = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
const scriptBytes = (keys) => [...new Set(keys)].reduce((sum, key) => sum + bytesOf(manifest[key].file), 0);

const entry = (room) => needed(`${room}.html`);
/** Of the languages one is loaded, and the heavier one counts. */
const texts = Object.keys(manifest).filter((key) => /\/words\/\w+-texts\.ts$/.test(key));
const ownOf = (room) =>
  Object.keys(manifest).filter((key) => key.startsWith(`src/${room}/`) && manifest[key].isDynamicEntry === true);
/** Texts of a room, of which one language is loaded with it. */
const isTexts = (key) => /\/words\/\w+\.ts$/.test(key);
const pagesOf = (room) => ownOf(room).filter((key) => !isTexts(key));
const textsOf = (room) => ownOf(room).filter(isTexts);

const mostOf = (keys) => Math.max(...keys.map((key) => bytesOf(manifest[key].file)));

const heaviest = (room, further) => {
  const own = [...entry(room), ...textsOf(room).filter((key) => bytesOf(manifest[key].file) === mostOf(textsOf(room)))];
  const sums = texts.flatMap((text) =>
    further.map((page) => scriptBytes([...own, ...needed(text), ...(page === undefined ? [] : needed(page))])),
  );
  return Math.max(...sums) / 1_000;
};

describe('first load of', () => {
  test.each([
    ['club', 180],
    ['till', 260],
    ['console', 320],
  ])('%s is at most %i KB of scripts, with the heaviest of its pages', (room, most) => {
    expect(texts).toHaveLength(2);
    const kilobytes = heaviest(room, [undefined, ...pagesOf(room)]);
    expect(kilobytes).toBeGreaterThan(60);
    expect(kilobytes).toBeLessThanOrEqual(most);
  });

  test('both fonts is at most 85 KB', () => {
    const fonts = readdirSync(join(dist, 'assets')).filter((file) => file.endsWith('.woff2'));
    expect(fonts.map((file) => file.split('-')[0]).sort()).toEqual(['inter', 'vazirmatn']);
    const bytes = fonts.reduce((sum, file) => sum + readFileSync(join(dist, 'assets', file)).length, 0);
    expect(bytes / 1_000).toBeLessThanOrEqual(85);
  });
});

describe('the pages', () => {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  const texted = files.filter((file) => /\.(html|css)$/.test(file));

  test('name no other host, and hold no script or style of their own', () => {
    expect(texted.length).toBeGreaterThan(3);
    for (const file of texted) {
      const text = readFileSync(join(dist, file), 'utf8').replaceAll('http://www.w3.org/2000/svg', '');
      expect([file, text]).toEqual([
        file,
        expect.not.stringMatching(/https?:|\/\/[a-z]|data:|<style|<script>|style="/),
      ]);
    }
  });

  test('are packed beside themselves', () => {
    for (const file of texted.filter((each) => each.endsWith('.html')))
      expect(files).toEqual(expect.arrayContaining([`${file}.br`, `${file}.gz`]));
  });
});
