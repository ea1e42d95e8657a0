import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TaskPhase, TaskState } from '@vafa/contracts/imports';
import { gzipSync } from 'node:zlib';
import { header } from './import-fakes.ts';
import { openImportsWorld, type ImportsWorld } from './imports-world.ts';

let world: ImportsWorld;

beforeAll(async () => {
  world = await openImportsWorld();
});
afterAll(() => world.stop());

const rows = [
  '1,A,MUG,2,2011-01-04T10:00:00,2.55,17850,France',
  '1,B,"=HYPERLINK(""http://x"")",zero,2011-01-04T10:00:00,2.55,17850,France',
  '2,A,"MUG, red",x,2011-01-04T10:00:00,2.55,,France',
];
const file = Buffer.from(`${[header, ...rows].join('\n')}\n`);

const start = async (key: string, bytes = file) => {
  const uploadId = await world.upload(bytes);
  const { task, takesUpload } = await world.imports.startImport({ clubId: world.clubId, key, uploadId });
  return { id: task?.id ?? '', takesUpload, uploadId };
};

describe('an import', () => {
  test('is queued, submitted and told to its end; its file goes', async () => {
    const { id, takesUpload, uploadId } = await start('first', gzipSync(file));
    expect([id, takesUpload]).toEqual([expect.stringMatching(/^tsk_/), true]);
    expect(await world.over(id)).toMatchObject({
      state: TaskState.TASK_STATE_DONE,
      phase: TaskPhase.TASK_PHASE_FINISHED,
      rowsTotal: 3n,
      rowsDone: 3n,
      sales: { accepted: 1n, duplicates: 0n, exceptions: 1n },
      exceptions: 2n,
      failure: '',
      deadLetters: 0n,
    });
    expect(world.neighbours.items.map(({ receipt, branchId, memberId, lines }) => [receipt, branchId, memberId, lines.length])).toContainEqual(['1', 'brn_France', 'mem_17850', 1]);
    await expect(world.imports.startImport({ clubId: world.clubId, key: 'gone', uploadId })).rejects.toMatchObject({ code: 'upload_not_found' });
  });

  test('is made once per key: the second file is not taken', async () => {
    const first = await start('twice');
    const again = await start('twice');
    expect([again.id, again.takesUpload]).toEqual([first.id, false]);
    await world.imports.discardUpload({ clubId: world.clubId, uploadId: again.uploadId });
    expect(await world.over(first.id)).toMatchObject({ message: 'Nothing changed: everything in the file was known.' });
  });

  test('can be cancelled; one that is over stays as it is', async () => {
    const { id } = await start('cancelled');
    const { task } = await world.imports.cancelTask({ clubId: world.clubId, taskId: id });
    expect([TaskState.TASK_STATE_CANCELLED, TaskState.TASK_STATE_DONE]).toContain(task?.state);
    expect((await world.imports.cancelTask({ clubId: world.clubId, taskId: id })).task).toEqual(task);
    expect((await world.over(id)).finishedAt).toEqual(task?.finishedAt);
  });

  test('belongs to its club', async () => {
    const { id } = await start('mine');
    for (const call of [world.imports.getTask({ clubId: 'clb_2', taskId: id }), world.imports.cancelTask({ clubId: 'clb_2', taskId: id })]) await expect(call).rejects.toMatchObject({ code: 'task_not_found' });
    await expect(world.imports.openUpload({ clubId: 'clb_2', caller: 'k', name: '' })).rejects.toMatchObject({ code: 'club_not_found' });
    await expect(world.exceptions('tsk_none')).rejects.toMatchObject({ code: 'task_not_found' });
    await world.over(id);
  });

  test('gives its exceptions as CSV that no spreadsheet takes for formulas', async () => {
    const { id } = await start('first');
    expect((await world.exceptions(id)).split('\n')).toEqual([
      `${header},row,code,reason`,
      '1,B,"\'=HYPERLINK(""http://x"")",zero,2011-01-04T10:00:00,2.55,17850,France,3,invalid_quantity,"Quantity is not a number with at most three decimal places, or beyond 1,000,000,000"',
      '2,A,"MUG, red",x,2011-01-04T10:00:00,2.55,,France,4,invalid_quantity,"Quantity is not a number with at most three decimal places, or beyond 1,000,000,000"',
      '',
    ]);
  });

  test('gives the header alone where nothing is an exception', async () => {
    const { id } = await start('clean', Buffer.from(`${header}\n9,A,MUG,1,2011-01-04T10:00:00,1,,France\n`));
    await world.over(id);
    expect(await world.exceptions(id)).toBe(`${header},row,code,reason\n`);
  });
});
