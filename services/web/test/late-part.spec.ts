import { afterAll, expect, test } from '@jest/globals';
import { useLate } from '../src/console/parts/use-late.ts';
import { forgetPages, showHook } from './shown-hook.ts';

afterAll(forgetPages);

const Form = (): null => null;
const Other = (): null => null;

test('a part that could not be fetched is asked for again when it is opened again', async () => {
  const page = await showHook(() => useLate(), undefined);
  await page.press(({ open }) => open(() => Promise.reject(new TypeError('Failed to fetch'))));
  expect(page.got()).toMatchObject({ isFailed: true });
  expect(page.got().Part).toBeUndefined();
  await page.press(({ open }) => open(() => Promise.resolve(Form)));
  expect(page.got()).toMatchObject({ isFailed: false, Part: Form });
  await page.press(({ close }) => close());
  expect(page.got().Part).toBeUndefined();
});

test('a part that comes late does not take the place of what is open', async () => {
  const page = await showHook(() => useLate(), undefined);
  let come = (): void => undefined;
  await page.press(({ open }) => open(() => new Promise((resolve) => (come = () => resolve(Form)))));
  await page.press(({ open }) => open(() => Promise.resolve(Other)));
  await page.press(come);
  expect(page.got().Part).toBe(Other);
});
