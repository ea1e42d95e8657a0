import { describe, expect, test } from '@jest/globals';
import { reportOf, reportText } from '../src/ledger/report.ts';
import { ratiosOf, runRounds, type RatioPlan } from '../src/ledger/rounds.ts';
import { runBlock, type Work } from '../src/ledger/work.ts';

const pace = { rounds: 1, blockSeconds: 0, callsLeast: 4, callsMost: 4 };

const workOf = (name: string, log: string[], check: () => readonly string[] = () => []): Work => ({
  name,
  inFlight: 2,
  prepare: () =>
    Promise.resolve({
      operate: (call) => {
        log.push(`${name} ${String(call)}`);
        return Promise.resolve();
      },
      check: () => Promise.resolve(check()),
    }),
});

describe('a block', () => {
  test('calls each operation once and measures it', async () => {
    const log: string[] = [];
    const result = await runBlock(workOf('accrue', log), 4);
    expect(log).toEqual(['accrue 0', 'accrue 1', 'accrue 2', 'accrue 3']);
    expect('opsPerSecond' in result && result.opsPerSecond > 0).toBe(true);
  });

  test('that is not as it should be is thrown away, and so is one that fails', async () => {
    expect(
      await runBlock(
        workOf('accrue', [], () => ['3 entries instead of 4']),
        4,
      ),
    ).toEqual({ discarded: 'accrue: 3 entries instead of 4' });
    const failing: Work = {
      name: 'burn',
      inFlight: 1,
      prepare: () => Promise.resolve({ operate: () => Promise.reject(new Error('refused')) }),
    };
    expect(await runBlock(failing, 1)).toEqual({ discarded: 'burn: refused' });
  });
});

describe('rounds', () => {
  test('run base and work by turns first, and count what is thrown away', async () => {
    const log: string[] = [];
    let blocks = 0;
    const plan: RatioPlan = {
      name: 'work ÷ base',
      work: workOf('work', log, () => (++blocks === 4 ? ['lost'] : [])),
      base: workOf('base', log),
      must: 2,
    };
    const [result] = await runRounds([plan], { ...pace, rounds: 2 }, () => undefined);
    // Two blocks of each warm up; the fourth block of the work is that of the second round.
    expect(log.filter((line) => line.endsWith('0')).slice(-4)).toEqual(['base 0', 'work 0', 'work 0', 'base 0']);
    expect(result?.rounds).toHaveLength(1);
    expect(result?.discarded).toEqual(['work: lost']);
  });

  test('become a row with its verdict', async () => {
    const measured = (opsPerSecond: number) => ({ opsPerSecond, cpuMicrosPerOp: 1_000 / opsPerSecond });
    const plan: RatioPlan = {
      name: 'accrue ÷ F',
      work: workOf('accrue', []),
      base: workOf('F', []),
      must: 2,
      aim: 3,
      isNoise: true,
    };
    const result = {
      plan,
      rounds: [
        { work: measured(5), base: measured(2) },
        { work: measured(4), base: measured(2) },
        { work: measured(6), base: measured(2) },
      ],
      discarded: [],
    };
    expect(ratiosOf(result)).toEqual([2.5, 2, 3]);
    const report = reportOf('embedded', [result], [{ commands: 0.2, inserted: 1, bytes: 700 }]);
    expect(report.rows[0]).toMatchObject({
      ratio: 2.5,
      low: 2,
      high: 3,
      must: 2,
      aim: 3,
      ops_per_s: 5,
      base_ops_per_s: 2,
      cpu_us_per_op: 200,
      cpu_ratio: 2.5,
      commands_per_op: 0.2,
      discarded: 0,
    });
    expect(report.noise).toEqual({ ratio: 2.5, low: 2, high: 3 });
    expect(reportText(report)).toMatch(/accrue ÷ F +2\.50 +2\.00 +3\.00 +2 +3 +must/);
  });
});
