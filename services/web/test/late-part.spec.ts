import { afterAll, expect, test } from '@jest/globals';
import { createElement, type ComponentType, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { late } from '../src/console/parts/late.ts';
import { useLate } from '../src/console/parts/use-late.ts';
import { forgetPages, nowhere, showHook } from './shown-hook.ts';

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

test('a part that comes elsewhere while this one is drawn is drawn here too', async () => {
  let come = (): void => undefined;
  let asked = 0;
  const load = (): Promise<ComponentType> => {
    asked += 1;
    return asked > 1 ? Promise.resolve(Form) : new Promise((resolve) => (come = () => resolve(Form)));
  };
  const Late = late(load, { waiting: 'waiting', failed: 'failed' }) as (props: object) => ReactNode;
  const elsewhere = await showHook(() => Late({}), undefined);
  expect(elsewhere.got()).toBe('waiting');
  const drawn: ReactNode[] = [];
  const Page = (): null => {
    drawn.push(Late({}));
    // Known before what follows the drawing runs, as every answer of the network may be.
    come();
    return null;
  };
  const root = createRoot(nowhere());
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
  root.render(createElement(Page));
  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 200; turn++) await new Promise(setImmediate);
  };
  await turns();
  root.unmount();
  await turns();
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  await elsewhere.leave();
  expect(drawn[0]).toBe('waiting');
  expect(drawn.at(-1)).toMatchObject({ type: Form });
});
