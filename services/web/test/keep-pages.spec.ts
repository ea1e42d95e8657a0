import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keepPages } from '../src/keep-pages.ts';

/** A worker of a version, which answers when the test lets it. */
class Worker {
  answer: () => void = () => undefined;
  constructor(readonly version: string) {}
  postMessage(_question: string, [port]: readonly MessagePort[]): void {
    this.answer = () => port?.postMessage(this.version);
  }
}

const own = 'aaaaaaaaaaaa';
const later = 'bbbbbbbbbbbb';
let registration: { active: Worker | null; installing: Worker | null; waiting: null; update: () => Promise<void> };
let changed: () => void;
let told: boolean[];
let intervals: (() => void)[];
const intervalBefore = globalThis.setInterval;
const navigatorBefore = Object.getOwnPropertyDescriptor(globalThis, 'navigator');

beforeEach(() => {
  told = [];
  intervals = [];
  registration = { active: null, installing: null, waiting: null, update: () => Promise.resolve() };
  const serviceWorker = {
    register: () => Promise.resolve(registration),
    addEventListener: (_name: string, listener: () => void) => (changed = listener),
  };
  Object.defineProperty(globalThis, 'navigator', { value: { serviceWorker }, configurable: true });
  Object.assign(globalThis, {
    document: { documentElement: { dataset: { version: own } } },
    setInterval: (listener: () => void) => intervals.push(listener),
  });
});
afterEach(() => {
  Object.defineProperty(globalThis, 'navigator', navigatorBefore ?? {});
  Reflect.deleteProperty(globalThis, 'document');
  globalThis.setInterval = intervalBefore;
});

/** Lets what was asked for and answered come through. */
const passed = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
};
const begin = async (): Promise<void> => {
  keepPages('till', '/till', (isNewer) => told.push(isNewer));
  await passed();
};
const answered = async (worker: Worker): Promise<void> => {
  worker.answer();
  await passed();
};

test('a page of the version that is kept is told of none', async () => {
  registration.active = new Worker(own);
  await begin();
  await answered(registration.active);
  expect(told).toEqual([false]);
});

test('a later version that came before the page listened is told', async () => {
  registration.active = new Worker(later);
  await begin();
  await answered(registration.active);
  expect(told).toEqual([true]);
});

test('a worker that takes over is asked; the answer of the one before does not count', async () => {
  const before = new Worker(own);
  registration.active = before;
  await begin();
  const after = new Worker(later);
  registration.active = after;
  changed();
  await answered(after);
  await answered(before);
  expect(told).toEqual([true]);
});

test('the first worker of a page that was kept by none is its own', async () => {
  registration.installing = new Worker(own);
  await begin();
  registration.active = registration.installing;
  registration.installing = null;
  changed();
  await answered(registration.active);
  expect(told).toEqual([false]);
});

test('a page that is later than what is kept waits for its own worker', async () => {
  registration.active = new Worker('000000000000');
  registration.installing = new Worker(own);
  await begin();
  registration.active = registration.installing;
  registration.installing = null;
  changed();
  await answered(registration.active);
  expect(told).toEqual([false]);
});

test('without an answer to the question for a later version nothing is said', async () => {
  registration.active = new Worker(later);
  registration.update = () => Promise.reject(new Error('no network'));
  await begin();
  registration.active.answer();
  await passed();
  expect(told).toEqual([]);
  registration.update = () => Promise.resolve();
  intervals[0]?.();
  await passed();
  await answered(registration.active);
  expect(told).toEqual([true]);
});
