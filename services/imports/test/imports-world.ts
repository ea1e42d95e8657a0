import { topics } from '@vafa/contracts';
import { ImportsServiceService, TaskState, type Task } from '@vafa/contracts/imports';
import { connectGrpc, connectServerStreams } from '@vafa/grpc';
import { ManualClock } from '@vafa/kernel';
import { eventually, freeSocket, openTestEngine, openTestStream } from '@vafa/testing';
import { importsService } from '../src/imports.module.ts';
import { chunkBytes } from '../src/domain/upload.ts';
import type { FileReader } from '../src/reading/reading.ts';
import { club, FakeNeighbours } from './fake-neighbours.ts';
import { readerInProcess } from './reader-in-process.ts';

const patienceMs = 300_000;

/** The service on an engine and a stream of its own, with neighbours that are as fast as they are simple. */
export const openImportsWorld = async (reader: FileReader = readerInProcess) => {
  const engine = await openTestEngine();
  const stream = await openTestStream(engine);
  const clock = new ManualClock('2026-02-01T12:00:00Z');
  const neighbours = new FakeNeighbours();
  await neighbours.start();
  const groups = await Promise.all(
    ['ledger', 'membership', 'feedback'].map((group) =>
      stream.consume({ topic: topics.checkout, group, handle: () => Promise.resolve() }),
    ),
  );
  const grpcUrl = freeSocket();
  const { url } = neighbours;
  const service = await importsService.start({
    grpcUrl,
    mongodbUri: engine.uri,
    database: engine.database('imports'),
    stream,
    clock,
    reader,
    clients: { membership: url, checkout: url, ledger: url },
  });
  // A machine with much else to do takes its time; only what never ends is a fault.
  const imports = connectGrpc(ImportsServiceService, grpcUrl, { deadlineMs: patienceMs });
  const streams = connectServerStreams(ImportsServiceService, grpcUrl);
  const clubId = club.id;

  const upload = async (bytes: Buffer): Promise<string> => {
    const { uploadId } = await imports.openUpload({ clubId, caller: 'key_1', name: 'sales.csv' });
    const chunks = Math.ceil(bytes.length / chunkBytes);
    for (let index = 0; index < chunks; index++)
      await imports.putChunk({
        clubId,
        uploadId,
        index,
        bytes: bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
      });
    await imports.completeUpload({ clubId, uploadId, chunks, size: BigInt(bytes.length) });
    return uploadId;
  };

  /** The task once it is in one of these states. */
  const until = (taskId: string, ...states: readonly TaskState[]): Promise<Task> =>
    eventually(async () => {
      const { task } = await imports.getTask({ clubId, taskId });
      if (!task || !states.includes(task.state))
        throw new Error(`the task is ${String(task?.state)}: ${task?.message ?? ''}`);
      return task;
    }, patienceMs);

  const over = (taskId: string): Promise<Task> =>
    until(taskId, TaskState.TASK_STATE_DONE, TaskState.TASK_STATE_FAILED, TaskState.TASK_STATE_CANCELLED);

  const exceptions = async (taskId: string): Promise<string> => {
    const parts: Uint8Array[] = [];
    for await (const { text } of streams.readExceptions({ clubId, taskId }, { deadlineMs: patienceMs }))
      parts.push(text);
    return Buffer.concat(parts).toString();
  };

  const stop = async (): Promise<void> => {
    imports.close();
    streams.close();
    await service.stop();
    for (const group of groups) await group.stop();
    neighbours.stop();
    await stream.close();
    await engine.close();
  };
  return { imports, neighbours, clock, clubId, upload, until, over, exceptions, stop };
};

export type ImportsWorld = Awaited<ReturnType<typeof openImportsWorld>>;
