import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, readConfig } from '../src/index.ts';

const schema = z.object({ MONGODB_URI: z.string().startsWith('mongodb'), PORT: z.coerce.number().int().default(8080), TOKEN: z.string() });

describe('readConfig', () => {
  test('reads, converts and defaults', () => {
    expect(readConfig(schema, { MONGODB_URI: 'mongodb://x', TOKEN: 't', OTHER: 'ignored' })).toEqual({ MONGODB_URI: 'mongodb://x', PORT: 8080, TOKEN: 't' });
  });

  test('lists every missing and every wrong name at once', () => {
    const read = (): unknown => readConfig(schema, { MONGODB_URI: 'http://secret', PORT: 'abc', TOKEN: '' });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/MONGODB_URI: .*\n {2}PORT: .*\n {2}TOKEN: missing/);
  });

  test('never shows a value', () => {
    expect(() => readConfig(schema, { MONGODB_URI: 'http://secret', TOKEN: 't' })).toThrow(expect.objectContaining({ message: expect.not.stringContaining('secret') }));
  });
});
