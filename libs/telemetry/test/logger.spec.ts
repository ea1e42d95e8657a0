import { describe, expect, test } from '@jest/globals';
import { createLogger, logTo } from '../src/index.ts';

describe('logger', () => {
  test('writes JSON with the service and without personal data', () => {
    process.env.LOG_LEVEL = 'info';
    const lines: string[] = [];
    logTo({ write: (line) => void lines.push(line) });
    createLogger('membership').info({ member: { phone: '+989121234567', id: 'mem_1' }, email: 'a@b.c' }, 'enrolled');
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(line).toMatchObject({ service: 'membership', msg: 'enrolled', email: '[redacted]', member: { phone: '[redacted]', id: 'mem_1' } });
    expect(lines[0]).not.toContain('9121234567');
  });
});
