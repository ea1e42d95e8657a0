import { describe, expect, test } from '@jest/globals';
import { createLogger, logTo } from '../src/index.ts';

describe('logger', () => {
  test('writes JSON with the service and without personal data', () => {
    process.env.LOG_LEVEL = 'info';
    const lines: string[] = [];
    logTo({ write: (line) => void lines.push(line) });
    createLogger('membership').info({ member: { phone: '+989121234567', id: 'mem_1' }, email: 'a@b.c' }, 'enrolled');
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
    expect(line).toMatchObject({
      service: 'membership',
      msg: 'enrolled',
      email: '[redacted]',
      member: { phone: '[redacted]', id: 'mem_1' },
    });
    expect(lines[0]).not.toContain('9121234567');
  });

  test('shows hostile text instead of obeying it, and cuts what is long', () => {
    const lines: string[] = [];
    logTo({ write: (line) => void lines.push(line) });
    const log = createLogger('gateway');
    const hostile = 'a\n{"level":60}\u001b[2J\u009b2J\u202egnp\u2028\ufeff';
    log.warn({ detail: hostile }, 'request');
    expect(lines[0]?.slice(0, -1)).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ detail: hostile });
    log.error(
      {
        detail: 'é'.repeat(1_000_000),
        deep: { deeper: ['x'.repeat(5_000)] },
        many: Object.fromEntries(
          Array.from({ length: 10_000 }, (_, place) => [`n${String(place)}`, 'y'.repeat(1_000)]),
        ),
      },
      'z'.repeat(100_000),
    );
    expect(lines[1]?.length).toBeLessThan(16_001);
    expect(lines[1]?.split('\n')).toHaveLength(2);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ level: 50, service: 'gateway' });
  });
});
