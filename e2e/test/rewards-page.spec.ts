import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pointsOf } from '../src/figures.ts';
import type { Rest } from '../src/rest.ts';
import { RunningClub } from '../src/running-club.ts';
import { until } from '../src/until.ts';

interface Step {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly status: number;
  readonly answer: string;
}

const page = readFileSync(join(import.meta.dirname, '../../docs/rewards.md'), 'utf8');
const step =
  /```http\n(?<method>[A-Z]+) (?<path>\S+)\n(?<body>(?:\{.*\}\n)?)\n(?<status>\d{3}) (?<answer>\{.*\})\n```/g;
const steps = [...page.matchAll(step)].map(
  ({ groups }): Step => ({ method: '', path: '', body: '', answer: '', ...groups, status: Number(groups?.status) }),
);

/** Names that the page gives to what was answered. */
const known = new Map<string, string>();
const filled = (text: string): string => text.replace(/\$(\w+)/g, (name, word: string) => known.get(word) ?? name);

/** Keeps what stands at a name for the first time. */
const learn = (expected: unknown, found: unknown): void => {
  if (typeof expected === 'string' && expected.startsWith('$') && typeof found === 'string')
    known.set(expected.slice(1), found);
  if (typeof expected !== 'object' || expected === null || typeof found !== 'object' || found === null) return;
  for (const [name, value] of Object.entries(expected)) learn(value, (found as Record<string, unknown>)[name]);
};

describe('the page about rewards', () => {
  let club: RunningClub;
  let rest: Rest;

  beforeAll(async () => {
    club = await RunningClub.start({ empty: true });
    await club.printed(/docs {2}http/, 120_000);
    rest = club.rest();
    await rest.call('createBranch', { body: { code: 'b', name: 'B' } });
    const member = (await rest.call('enrolMember', { body: { external_id: 'one' } })).id;
    await rest.call('putSession', {
      path: { session_id: 's' },
      body: {
        branch: 'b',
        till: '1',
        receipt: '1',
        member_id: member,
        lines: [{ sku: 'A', quantity: 1, unit_price: '1000.00' }],
      },
    });
    await rest.call('closeSession', { path: { session_id: 's' }, body: {} });
    await until('the points are there', 60_000, async () =>
      (await pointsOf(rest, member)).available === 1000 ? true : undefined,
    );
    known.set('member', member);
  }, 300_000);
  afterAll(() => club.remove());

  test('is understood as a whole', () => {
    expect(steps).toHaveLength(page.split('```http').length - 1);
  });
  test.each(steps)('$method $path', async ({ method, path, body, status, answer }) => {
    const key =
      method === 'GET'
        ? null
        : `page-${String(steps.findIndex((each) => each.method === method && each.path === path && each.answer === answer))}`;
    const reply = await rest.request(method, filled(path), {
      key,
      ...(body !== '' && { body: JSON.parse(filled(body)) as unknown }),
    });
    learn(JSON.parse(filled(answer)), reply.body);
    expect({ status: reply.status, body: reply.body }).toMatchObject({
      status,
      body: JSON.parse(filled(answer)) as object,
    });
  });
});
