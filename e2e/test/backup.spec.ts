import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '@vafa/testing';
import { pointsOf } from '../src/figures.ts';
import { stateOf } from '../src/figures.ts';
import type { Rest } from '../src/rest.ts';
import { newDataFolder, RunningClub } from '../src/running-club.ts';
import { runVafa } from '../src/run-vafa.ts';
import { until } from '../src/until.ts';

const tills = 4;

describe('a backup of a club that sells', () => {
  let club: RunningClub;
  let rest: Rest;
  const place = newDataFolder();
  const backup = join(place, 'backup');
  const members: string[] = [];
  /** Closed sales that were acknowledged, by till. */
  const sold = Array.from({ length: tills }, () => 0);
  let isOver = false;

  const sell = async (till: number): Promise<void> => {
    for (let number = 0; !isOver; number++) {
      const id = `s-${String(till)}-${String(number)}`;
      await rest.call('putSession', {
        path: { session_id: id },
        body: {
          branch: 'b',
          till: String(till),
          receipt: id,
          member_id: members[till],
          lines: [{ sku: 'A', quantity: 1, unit_price: '10.00' }],
        },
      });
      await rest.call('closeSession', { path: { session_id: id }, body: {} });
      sold[till] = number + 1;
    }
  };

  beforeAll(async () => {
    club = await RunningClub.start({ empty: true });
    await club.made(300_000);
    rest = club.rest();
    await rest.call('createBranch', { body: { code: 'b', name: 'B' } });
    for (let till = 0; till < tills; till++)
      members.push((await rest.call('enrolMember', { body: { name: `Member ${String(till)}` } })).id);
  }, 600_000);

  afterAll(() => club.remove());

  test('holds all that was acknowledged before it began, goes up elsewhere with the keys, and its books are right', async () => {
    const selling = Array.from({ length: tills }, (_, till) => sell(till));
    await until('every till has sold', 300_000, () => (sold.every((number) => number > 2) ? true : undefined));
    const before = [...sold];
    const made = await runVafa(club.options.dataFolder, 'backup', backup, '--json');
    isOver = true;
    await Promise.all(selling);
    expect({ code: made.code, err: made.err }).toEqual({ code: 0, err: '' });
    expect(readdirSync(backup).sort()).toEqual(['backup.json', 'embedded.sqlite']);
    for (const name of readdirSync(backup)) expect(statSync(join(backup, name)).mode & 0o777).toBe(0o600);
    const keys = ['master-key', 'admin-key'].map((name) =>
      readFileSync(join(club.options.dataFolder, name), 'utf8').trim(),
    );
    const bytes = readFileSync(join(backup, 'embedded.sqlite'));
    for (const key of keys) expect(bytes.includes(key)).toBe(false);

    const elsewhere = join(place, 'elsewhere');
    const restored = await runVafa(elsewhere, 'restore', backup);
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(restored.out).toContain('master-key');
    const keyless = RunningClub.spawn({ dataFolder: elsewhere, port: await freePort(), empty: true });
    await until('it says that its key is missing', 300_000, () => keyless.exitCode);
    expect(keyless.output).toContain('master-key is missing');
    for (const name of ['master-key', 'admin-key'])
      copyFileSync(join(club.options.dataFolder, name), join(elsewhere, name));
    const again = await RunningClub.start({ dataFolder: elsewhere, empty: true });
    await again.made(300_000);
    expect(existsSync(join(elsewhere, 'restored'))).toBe(false);
    for (let till = 0; till < tills; till++) {
      for (let number = 0; number < (before[till] ?? 0); number++)
        expect(
          (await again.rest().call('getSession', { path: { session_id: `s-${String(till)}-${String(number)}` } }))
            .state,
        ).toBe('closed');
      // What the backup cut in the middle is finished: every sale that is in it has its points.
      const sales = await salesIn(again.rest(), till);
      await until('the points are there', 120_000, async () =>
        (await pointsOf(again.rest(), members[till] ?? '')).available === sales * 10 ? true : undefined,
      );
      expect((await again.rest().call('getMember', { path: { member_id: members[till] ?? '' } })).name).toBe(
        `Member ${String(till)}`,
      );
    }
    const verified = await runVafa(elsewhere, 'ledger', 'verify', '--json');
    expect({ code: verified.code, findings: (JSON.parse(verified.out) as { findings: unknown[] }).findings }).toEqual({
      code: 0,
      findings: [],
    });
    expect((await again.rest().call('listDeadLetters')).items).toEqual([]);
    await again.remove();
  }, 600_000);

  test('of one that rests is the same, and neither goes where something is', async () => {
    const rested = join(place, 'rested');
    await club.stop();
    expect(await runVafa(club.options.dataFolder, 'backup', rested)).toMatchObject({ code: 0, err: '' });
    expect(await runVafa(club.options.dataFolder, 'backup', rested)).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not empty'),
    });
    expect(await runVafa(club.options.dataFolder, 'restore', rested)).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not empty'),
    });
    expect(await runVafa(join(place, 'none'), 'backup', join(place, 'nothing'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('holds no database'),
    });
    mkdirSync(join(place, 'half'));
    expect(await runVafa(join(place, 'x'), 'restore', join(place, 'half'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('no whole backup'),
    });
    const file = join(rested, 'embedded.sqlite');
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect(await runVafa(join(place, 'x'), 'restore', rested)).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not the file that was backed up'),
    });
  }, 600_000);
});

/** Closed sales of a till in that club: they are numbered without a gap. */
const salesIn = async (rest: Rest, till: number): Promise<number> => {
  for (let number = 0; ; number++) {
    if ((await stateOf(rest, `s-${String(till)}-${String(number)}`)) !== 'closed') return number;
  }
};
