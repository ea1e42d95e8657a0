// What specs and their helpers import from `@jest/globals`. A helper stays loaded while one file of tests follows
// another, and each file has circus anew. So each name, also `describe.skip` kept by a helper, is looked up when it is
// called, in the file that runs.
import { globalsOfThisFile } from './jest-runtime.mjs';

const now = (...path) => {
  const value = () => path.reduce((of, name) => of[name], globalsOfThisFile());
  return new Proxy(() => undefined, {
    apply: (_target, _self, values) => value()(...values),
    get: (_target, key) => (typeof key === 'symbol' ? value()[key] : now(...path, key)),
  });
};

export const describe = now('describe');
export const test = now('test');
export const it = now('it');
export const expect = now('expect');
export const jest = now('jest');
export const beforeAll = now('beforeAll');
export const beforeEach = now('beforeEach');
export const afterAll = now('afterAll');
export const afterEach = now('afterEach');
