import { describe, expect, test } from '@jest/globals';
import { activeTraceparent, counter, traced } from '../src/index.ts';

describe('traced', () => {
  test('answers what the work answers, and lets its error through', async () => {
    await expect(traced('work', { n: 1 }, () => Promise.resolve(7))).resolves.toBe(7);
    await expect(traced('work', {}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  test('without an exporter there is no trace context, and counting costs nothing', () => {
    counter('vafa_test_total', 'a test').add(1);
    expect(activeTraceparent()).toBeUndefined();
  });
});
