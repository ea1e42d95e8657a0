import { describe, expect, test } from '@jest/globals';
import { DomainError, systemClock } from '@vafa/kernel';
import { eventually } from '@vafa/testing';
import { RunImports } from '../src/use-cases/run-imports.ts';
import { MemoryTarget, MemoryTasks, newTask, runImportOn } from './import-fakes.ts';
import { MemoryReading, sale } from './rows.ts';

const runner = (
  tasks: MemoryTasks,
  target: MemoryTarget,
  errors: string[] = [],
  reading = new MemoryReading([sale('1')]),
): RunImports =>
  new RunImports(tasks, runImportOn({ tasks, target, reading }), systemClock, 'one', {
    error: (_details, message) => errors.push(message),
  });

describe('the runner of imports', () => {
  test('works on what it finds at its start and on what it is woken for', async () => {
    const tasks = new MemoryTasks();
    await tasks.insert(newTask('tsk_1'));
    const runs = runner(tasks, new MemoryTarget());
    runs.start();
    await eventually(() => tasks.stored.get('tsk_1')?.state === 'done');
    await tasks.insert(newTask('tsk_2'));
    runs.wake();
    await eventually(() => tasks.stored.get('tsk_2')?.state === 'done', 1_500);
    await runs.stop();
  });

  test('waits for a service that is away and stops while it waits', async () => {
    const tasks = new MemoryTasks();
    const target = new MemoryTarget();
    let tries = 0;
    target.submit = () => {
      tries++;
      return Promise.reject(new DomainError('unavailable', 'service_unavailable', 'checkout is away'));
    };
    await tasks.insert(newTask());
    const errors: string[] = [];
    const runs = runner(tasks, target, errors);
    runs.start();
    await eventually(() => tries > 2);
    await runs.stop();
    expect(tasks.stored.get('tsk_1')).toMatchObject({ state: 'running', salesBatches: 0 });
    expect(errors).toEqual([]);
  });

  test('fails a task that a service refuses, and says why', async () => {
    const tasks = new MemoryTasks();
    const target = new MemoryTarget();
    target.submit = () => Promise.reject(new DomainError('invalid', 'invalid_batch', 'the batch is not valid'));
    await tasks.insert(newTask());
    const runs = runner(tasks, target);
    runs.start();
    await eventually(() => tasks.stored.get('tsk_1')?.state === 'failed');
    await runs.stop();
    expect(tasks.stored.get('tsk_1')).toMatchObject({
      failure: 'invalid_batch',
      message: expect.stringContaining('What was accepted until then stays') as unknown,
    });
  });

  test('goes on after its database was away', async () => {
    const tasks = new MemoryTasks();
    const save = tasks.save.bind(tasks);
    let fails = 1;
    tasks.save = (...order) =>
      fails-- > 0 ? Promise.reject(new DomainError('unavailable', 'database_unavailable', 'away')) : save(...order);
    await tasks.insert(newTask());
    const errors: string[] = [];
    const runs = runner(tasks, new MemoryTarget(), errors);
    runs.start();
    await eventually(() => errors.length === 1);
    runs.wake();
    await eventually(() => tasks.stored.get('tsk_1')?.state === 'done');
    await runs.stop();
  });

  test('gives up a file that ends its reader again and again', async () => {
    const tasks = new MemoryTasks();
    const reading = new MemoryReading([]);
    reading.failure = new DomainError('internal', 'reader_failed', 'the reader has ended');
    await tasks.insert(newTask());
    const errors: string[] = [];
    const runs = runner(tasks, new MemoryTarget(), errors, reading);
    runs.start();
    await eventually(() => {
      runs.wake();
      return tasks.stored.get('tsk_1')?.state === 'failed';
    });
    await runs.stop();
    expect(tasks.stored.get('tsk_1')).toMatchObject({ failure: 'reader_failed' });
    expect([reading.inspections, errors.length]).toEqual([5, 4]);
  });

  test('gives up a task that ends its process again and again', async () => {
    const tasks = new MemoryTasks();
    await tasks.insert(newTask());
    tasks.attempts.set('tsk_1', 5);
    const runs = runner(tasks, new MemoryTarget());
    runs.start();
    await eventually(() => tasks.stored.get('tsk_1')?.state === 'failed');
    await runs.stop();
    expect(tasks.stored.get('tsk_1')).toMatchObject({
      failure: 'gave_up',
      message: expect.stringContaining('5 times') as unknown,
    });
  });
});
