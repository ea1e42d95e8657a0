import { expect, test } from '@jest/globals';
import { describeOnce, ServiceRun, type Ended } from './service-run.ts';

const timeoutMs = 600_000;

const started = async (how: string): Promise<ServiceRun> => {
  const run = new ServiceRun('libs/process/test/stopping.ts', {}, [how]);
  await run.said('ready');
  return run;
};

const stopped = async (how: string, signal: NodeJS.Signals): Promise<Ended> => {
  const run = await started(how);
  run.kill(signal);
  return run.ended();
};

describeOnce('a process', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s stops, and ends with 0',
    async (signal) => {
      expect(await stopped('at-once', signal)).toMatchObject({ code: 0, err: 'stopping …\n' });
    },
    timeoutMs,
  );

  test(
    'a stop that takes too long ends with 1, and says so',
    async () => {
      expect(await stopped('never', 'SIGTERM')).toMatchObject({
        code: 1,
        err: 'stopping …\nnot everything stopped within 3 s\n',
      });
    },
    timeoutMs,
  );

  test(
    'a stop that fails ends with 1, and says why',
    async () => {
      expect(await stopped('fails', 'SIGTERM')).toMatchObject({
        code: 1,
        err: 'stopping …\nstopping failed: the till is stuck\n',
      });
    },
    timeoutMs,
  );

  test(
    'a second signal ends at once; the same one passed on by a parent does not',
    async () => {
      const run = await started('never');
      run.kill('SIGTERM');
      await run.said('stopping …');
      const began = Date.now();
      const again = setInterval(() => run.kill('SIGTERM'), 100);
      const { code, err } = await run.ended();
      clearInterval(again);
      expect({ code, err }).toEqual({ code: 143, err: 'stopping …\n' });
      expect(Date.now() - began).toBeGreaterThan(300);
    },
    timeoutMs,
  );
});
