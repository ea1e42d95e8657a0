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

  test('leaves out what is personal on three levels, in lists, in what was thrown, and of a child', () => {
    const lines: string[] = [];
    logTo({ write: (line) => void lines.push(line) });
    const log = createLogger('membership');
    const error = Object.assign(new Error('not sent'), { token: 'one', request: { authorization: 'two' } });
    const given = {
      members: [{ phone: '+98912', id: 'mem_1' }],
      at: new Date(0),
      deep: { deeper: { token: 'three' } },
    };
    log.info(given, 'told');
    log.error({ err: error }, 'failed');
    log.error(error);
    log
      .child({ email: 'a@b.c', task: 'tsk_1' })
      .info({ told: { toJSON: () => ({ name: 'Ada', id: 'mem_2' }) } }, 'child');
    const [told, failed, bare, child] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(told).toMatchObject({
      members: [{ phone: '[redacted]', id: 'mem_1' }],
      at: '1970-01-01T00:00:00.000Z',
      deep: { deeper: { token: '[redacted]' } },
    });
    for (const line of [failed, bare])
      expect(line).toMatchObject({
        err: {
          type: 'Error',
          message: 'not sent',
          token: '[redacted]',
          request: { authorization: '[redacted]' },
        },
      });
    expect(child).toMatchObject({ email: '[redacted]', task: 'tsk_1', told: { name: '[redacted]', id: 'mem_2' } });
    expect(given.members[0]?.phone).toBe('+98912');
    expect(error.token).toBe('one');
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
