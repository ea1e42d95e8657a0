import type { Metadata } from '@grpc/grpc-js';
import { Controller } from '@nestjs/common';
import {
  ImportsServiceControllerMethods,
  type CancelTaskRequest,
  type CancelTaskResponse,
  type CompleteUploadRequest,
  type CompleteUploadResponse,
  type DiscardUploadRequest,
  type DiscardUploadResponse,
  type GetTaskRequest,
  type GetTaskResponse,
  type ImportsServiceController,
  type OpenUploadRequest,
  type OpenUploadResponse,
  type PutChunkRequest,
  type PutChunkResponse,
  type ReadExceptionsRequest,
  type ReadExceptionsResponse,
  type StartImportRequest,
  type StartImportResponse,
} from '@vafa/contracts/imports';
import { keyOf, paced, type AnsweredCall } from '@vafa/grpc';
import { map, type Observable } from 'rxjs';
import { CancelImport } from '../../use-cases/cancel-import.ts';
import { FindTask } from '../../use-cases/find-task.ts';
import { ReceiveUpload } from '../../use-cases/receive-upload.ts';
import { StartImport } from '../../use-cases/start-import.ts';
import { ExceptionsFile } from '../csv/exceptions-file.ts';
import { toTaskMessage } from './task-messages.ts';

@Controller()
@ImportsServiceControllerMethods()
export class ImportsController implements ImportsServiceController {
  constructor(
    private readonly uploads: ReceiveUpload,
    private readonly starting: StartImport,
    private readonly finding: FindTask,
    private readonly cancelling: CancelImport,
    private readonly exceptions: ExceptionsFile,
  ) {}

  async openUpload({ clubId, caller, name }: OpenUploadRequest): Promise<OpenUploadResponse> {
    return { uploadId: await this.uploads.open(clubId, caller, name) };
  }

  async putChunk({ clubId, uploadId, index, bytes }: PutChunkRequest): Promise<PutChunkResponse> {
    await this.uploads.put(clubId, uploadId, index, bytes);
    return {};
  }

  async completeUpload({ clubId, uploadId, chunks, size }: CompleteUploadRequest): Promise<CompleteUploadResponse> {
    await this.uploads.complete(clubId, uploadId, chunks, Number(size));
    return {};
  }

  async discardUpload({ clubId, uploadId }: DiscardUploadRequest): Promise<DiscardUploadResponse> {
    await this.uploads.discard(clubId, uploadId);
    return {};
  }

  async startImport(request: StartImportRequest): Promise<StartImportResponse> {
    const { clubId, uploadId } = request;
    const { task, takesUpload } = await this.starting.execute({ clubId, uploadId, key: keyOf(request) });
    return { task: toTaskMessage(task), takesUpload };
  }

  async getTask({ clubId, taskId }: GetTaskRequest): Promise<GetTaskResponse> {
    return { task: toTaskMessage(await this.finding.execute(clubId, taskId)) };
  }

  async cancelTask({ clubId, taskId }: CancelTaskRequest): Promise<CancelTaskResponse> {
    return { task: toTaskMessage(await this.cancelling.execute(clubId, taskId)) };
  }

  readExceptions({ clubId, taskId }: ReadExceptionsRequest, _metadata?: Metadata, call?: AnsweredCall): Observable<ReadExceptionsResponse> {
    return paced(this.exceptions.lines(clubId, taskId), call).pipe(map((text) => ({ text: Buffer.from(text) })));
  }
}
