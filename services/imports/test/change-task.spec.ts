import { describe, expect, test } from '@jest/globals';
import { ManualClock, dayMs } from '@vafa/kernel';
import { branchQuestion } from '../src/domain/branch-question.ts';
import { asked } from '../src/domain/import-task.ts';
import { ChangeTask } from '../src/use-cases/change-task.ts';
import { MemoryFiles, MemoryTasks, newTask } from './import-fakes.ts';

describe('a task that waits for its answers', () => {
  test('is cancelled after a week, and its file goes', async () => {
    const [tasks, files, clock] = [new MemoryTasks(), new MemoryFiles(), new ManualClock('2026-02-01T12:00:00Z')];
    await tasks.insert(asked(newTask('tsk_1', { createdAt: clock.now() }), [branchQuestion(['a', 'b'])]));
    const change = new ChangeTask(
      tasks,
      files,
      { require: () => Promise.reject(new Error('not asked')) },
      clock,
      () => undefined,
    );
    clock.advance(7 * dayMs);
    await change.sweep();
    expect(tasks.stored.get('tsk_1')?.state).toBe('question');
    clock.advance(1);
    await change.sweep();
    expect(tasks.stored.get('tsk_1')).toMatchObject({ state: 'cancelled', questions: [] });
    expect(files.discarded).toEqual(['upl_1']);
  });
});
