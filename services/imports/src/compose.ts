import type { Clock } from '@vafa/kernel';
import { ChangeTask } from './use-cases/change-task.ts';
import { FindTask } from './use-cases/find-task.ts';
import type {
  ImportTarget,
  TaskClubs,
  Reactions,
  Reading,
  Sources,
  Tasks,
  UploadedFiles,
} from './use-cases/import-ports.ts';
import { InspectFile } from './use-cases/inspect-file.ts';
import { KeepSources } from './use-cases/keep-sources.ts';
import { PreviewImport } from './use-cases/preview-import.ts';
import { ReceiveUpload } from './use-cases/receive-upload.ts';
import { RunImport } from './use-cases/run-import.ts';
import { RunImports, type RunnerLog } from './use-cases/run-imports.ts';
import { StartImport } from './use-cases/start-import.ts';
import { SubmitReceipts } from './use-cases/submit-receipts.ts';
import { SweepUploads } from './use-cases/sweep-uploads.ts';
import type { Uploads } from './use-cases/uploads.ts';

export interface Ports {
  readonly tasks: Tasks;
  readonly uploads: Uploads & UploadedFiles;
  readonly sources: Sources;
  readonly reading: Reading;
  readonly clubs: TaskClubs;
  readonly target: ImportTarget;
  readonly reactions: Reactions;
  readonly clock: Clock;
  readonly log: RunnerLog;
}

/** The use cases on their ports, and what goes on beside; `holder` names this process to others that run imports. */
export const composeUseCases = (ports: Ports, holder: string) => {
  const { tasks, uploads, sources, reading, clubs, target, reactions, clock, log } = ports;
  const inspect = new InspectFile(reading, sources, target, clock);
  const receive = new ReceiveUpload(uploads, tasks, clubs, clock);
  const receipts = new SubmitReceipts(target);
  const run = new RunImport({ reading, inspect, sources, files: uploads, target, receipts, tasks, reactions, clock });
  const runner = new RunImports(tasks, run, clock, holder, log);
  const wake = (): void => runner.wake();
  const change = new ChangeTask(tasks, uploads, receive, clock, wake);
  return {
    useCases: [
      receive,
      new StartImport(tasks, receive, clubs, sources, clock, wake),
      new PreviewImport(reading, inspect, receive, target, clubs, clock),
      new FindTask(tasks),
      change,
      new KeepSources(sources, clock),
    ],
    runner,
    sweepUploads: new SweepUploads(uploads, tasks, clock),
    change,
  };
};
