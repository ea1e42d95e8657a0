import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ConfigError, grpcTarget, listenAddress, masterKey, readConfig, type Environment } from '../src/index.ts';

const schema = z.object({
  MONGODB_URI: z.string().startsWith('mongodb'),
  PORT: z.coerce.number().int().default(8080),
  TOKEN: z.string().regex(/^[a-z]+$/, 'must be letters'),
});

const problemsOf = (environment: Environment): readonly string[] => {
  try {
    readConfig(schema, environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).toBe(
      `configuration is missing or wrong:\n${error.problems.map((problem) => `  ${problem}`).join('\n')}`,
    );
    return error.problems;
  }
};

describe('readConfig', () => {
  test('reads, converts and defaults', () => {
    expect(readConfig(schema, { MONGODB_URI: 'mongodb://x', TOKEN: 't', OTHER: 'ignored' })).toEqual({
      MONGODB_URI: 'mongodb://x',
      PORT: 8080,
      TOKEN: 't',
    });
  });

  test('lists every missing and every wrong name at once', () => {
    expect(problemsOf({ MONGODB_URI: 'http://secret', PORT: 'abc', TOKEN: '' })).toEqual([
      expect.stringMatching(/^MONGODB_URI: /),
      expect.stringMatching(/^PORT: /),
      'TOKEN: missing',
    ]);
  });

  test('never shows a value', () => {
    expect(problemsOf({ MONGODB_URI: 'http://secret', TOKEN: 'SECRET1' }).join()).not.toMatch(/secret/i);
  });
});

describe('a value from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vafa-config-'));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const rest = { MONGODB_URI: 'mongodb://x' };

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(['token', 'token\n', 'token\r\n'])('%j is the value without the newline', (text) => {
    expect(readConfig(schema, { ...rest, TOKEN_FILE: file('token', text) }).TOKEN).toBe('token');
  });

  test('cuts one newline and nothing else', () => {
    const spaced = z.object({ TEXT: z.string() });
    expect(readConfig(spaced, { TEXT_FILE: file('text', ' a \n\n') }).TEXT).toBe(' a \n');
  });

  test('is told apart when given twice, unreadable, empty or wrong, together with all other names', () => {
    expect(problemsOf({ TOKEN: 'a', TOKEN_FILE: file('token', 'b') })).toEqual([
      'TOKEN: given twice, as TOKEN and as TOKEN_FILE',
      'MONGODB_URI: missing',
    ]);
    expect(problemsOf({ ...rest, TOKEN_FILE: join(folder, 'none') })).toEqual([
      'TOKEN_FILE: the file cannot be read (ENOENT)',
    ]);
    expect(problemsOf({ ...rest, TOKEN_FILE: folder })).toEqual(['TOKEN_FILE: the file cannot be read (EISDIR)']);
    expect(problemsOf({ ...rest, TOKEN_FILE: file('token', '\n') })).toEqual([
      'TOKEN: missing, the file of TOKEN_FILE is empty',
    ]);
    expect(problemsOf({ ...rest, TOKEN_FILE: file('token', '123') })).toEqual(['TOKEN: must be letters']);
  });

  test('shows neither its contents nor its path', () => {
    expect(problemsOf({ ...rest, TOKEN_FILE: 'the-secret-itself' }).join()).not.toContain('the-secret-itself');
    expect(problemsOf({ ...rest, TOKEN_FILE: file('token', 'SECRET1') }).join()).not.toContain('SECRET1');
  });

  test('an unreadable file of a name with a default is a problem, not the default', () => {
    expect(problemsOf({ ...rest, TOKEN: 'a', PORT_FILE: join(folder, 'none') })).toEqual([
      'PORT_FILE: the file cannot be read (ENOENT)',
    ]);
  });
});

describe('fields', () => {
  test.each(['127.0.0.1:7102', 'ledger:7102', 'unix:/run/ledger.sock', '[::]:7102'])(
    '%s is an address to listen on',
    (text) => {
      expect(listenAddress.parse(text)).toBe(text);
    },
  );

  test.each(['ledger', 'ledger:', 'unix:', ':7102'])('%s is none', (text) => {
    expect(listenAddress.safeParse(text).success).toBe(false);
  });

  test.each(['ledger:7102', 'dns:///ledger:7102', 'ipv4:127.0.0.1:7102,127.0.0.1:7202', 'unix:/run/ledger.sock'])(
    '%s is a target',
    (text) => {
      expect(grpcTarget.parse(text)).toBe(text);
    },
  );

  test('a master key is 32 bytes', () => {
    expect(masterKey.parse('0f'.repeat(32))).toEqual(Buffer.alloc(32, 0x0f));
    expect(masterKey.safeParse('0f').error?.issues[0]?.message).toBe('must be 64 hexadecimal digits');
  });
});
