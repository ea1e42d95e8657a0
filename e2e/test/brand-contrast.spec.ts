import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { randomOf } from '../src/random-of.ts';
import { RunningClub } from '../src/running-club.ts';
import { openBrowser, Visit, type Look } from '../src/web/browser.ts';

let club: RunningClub;
let browser: Browser;
beforeAll(async () => {
  [club, browser] = await Promise.all([RunningClub.start({ empty: true }), openBrowser()]);
}, 300_000);
afterAll(async () => {
  await browser.close();
  await club.remove();
});

const seed = 20_261_128;
const hex = (parts: readonly number[]): string =>
  `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** Corners of the cube, where limits are met, and colours at random. */
const colours = (): string[] => {
  const random = randomOf(seed);
  const steps = [0, 64, 128, 192, 255];
  const corners = steps.flatMap((red) => steps.flatMap((green) => steps.map((blue) => [red, green, blue])));
  const others = Array.from({ length: 1_000 }, () => [0, 0, 0].map(() => Math.floor(random() * 256)));
  return [...corners, ...others].map(hex);
};

/** What stands on what. */
const pairs = [
  ['--on-brand', '--brand-fill'],
  ['--on-brand', '--brand-fill-hover'],
  ['--brand-ink', '--surface'],
  ['--brand-ink', '--canvas'],
  ['--brand-ink', '--brand-soft'],
] as const;

/** In the page: paints each pair for each colour, and tells those that do not read. */
const unread = `(brands, pairs) => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const probe = document.body.appendChild(document.createElement('i'));
  const painted = (name) => {
    probe.style.color = 'var(' + name + ')';
    context.fillStyle = '#f0f';
    context.fillStyle = getComputedStyle(probe).color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const linear = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const found = [];
  for (const brand of brands) {
    document.documentElement.style.setProperty('--brand', brand);
    for (const [text, ground] of pairs) {
      const [dark, light] = [luminance(painted(text)), luminance(painted(ground))].sort((a, b) => a - b);
      const contrast = (light + 0.05) / (dark + 0.05);
      if (contrast < 4.5) found.push(brand + ' ' + text + ' on ' + ground + ' ' + contrast.toFixed(2));
    }
  }
  return found;
}`;

test.each([
  ['light', 'usual'],
  ['dark', 'usual'],
  ['light', 'more'],
  ['dark', 'more'],
] as const)('text on any colour of a club reads, 4.5 to 1: %s, contrast %s', async (theme, contrast) => {
  const look: Look = { language: 'en', theme, size: 'wide', ...(contrast === 'more' && { contrast }) };
  const visit = await Visit.open(browser, club.url, look);
  await visit.goTo('/console/sign-in', look);
  const found = await visit.page.evaluate(`(${unread})(${JSON.stringify(colours())}, ${JSON.stringify(pairs)})`);
  expect(found).toEqual([]);
  await visit.close();
});
