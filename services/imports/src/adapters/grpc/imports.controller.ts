import type { Metadata } from '@grpc/grpc-js';
import {
  ImportsServiceService,
  type AnswerQuestionsRequest,
  type AnswerQuestionsResponse,
  type CancelTaskRequest,
  type CancelTaskResponse,
  type CompleteUploadRequest,
  type CompleteUploadResponse,
  type DeleteSourceRequest,
  type DeleteSourceResponse,
  type DiscardUploadRequest,
  type DiscardUploadResponse,
  type GetSourceRequest,
  type GetSourceResponse,
  type GetTaskRequest,
  type GetTaskResponse,
  type ImportsServiceController,
  type ListSourcesRequest,
  type ListSourcesResponse,
  type ListTasksRequest,
  type ListTasksResponse,
  type OpenUploadRequest,
  type OpenUploadResponse,
  type PreviewImportRequest,
  type PreviewImportResponse,
  type PutChunkRequest,
  type PutChunkResponse,
  type PutSourceRequest,
  type PutSourceResponse,
  type ReadExceptionsRequest,
  type ReadExceptionsResponse,
  type RetryTaskRequest,
  type RetryTaskResponse,
  type StartImportRequest,
  type StartImportResponse,
} from '@vafa/contracts/imports';
import { keyOf, paced, type AnsweredCall } from '@vafa/grpc';
import { decodePageToken, pageSize, toPage } from '@vafa/mongo';
import { RpcController, type Answers } from '@vafa/process';
import { map, type Observable } from 'rxjs';
import { ChangeTask } from '../../use-cases/change-task.ts';
import { FindTask } from '../../use-cases/find-task.ts';
import { KeepSources } from '../../use-cases/keep-sources.ts';
import { PreviewImport } from '../../use-cases/preview-import.ts';
import { ReceiveUpload } from '../../use-cases/receive-upload.ts';
import { StartImport } from '../../use-cases/start-import.ts';
import { ExceptionsFile } from '../csv/exceptions-file.ts';
import { fromGuidanceMessage, fromMappingText, toSourceMessage } from './guidance-messages.ts';
import { toPreviewMessage } from './preview-messages.ts';
import { toTaskMessage } from './task-messages.ts';

/** A call that its caller may give up. */
interface CancellableCall {
  once(event: 'cancelled', listener: () => void): unknown;
}

@RpcController(ImportsServiceService)
export class ImportsController implements Answers<ImportsServiceController> {
  constructor(
    private readonly uploads: ReceiveUpload,
    private readonly starting: StartImport,
    private readonly finding: FindTask,
    private readonly previewing: PreviewImport,
    private readonly changing: ChangeTask,
    private readonly sources: KeepSources,
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
    const { clubId, uploadId, branchIds } = request;
    const guidance = fromGuidanceMessage(request.guidance);
    const { task, takesUpload } = await this.starting.execute({
      clubId,
      uploadId,
      branchIds,
      guidance,
      key: keyOf(request),
    });
    return { task: toTaskMessage(task), takesUpload };
  }

  async previewImport(
    request: PreviewImportRequest,
    _metadata?: Metadata,
    call?: CancellableCall,
  ): Promise<PreviewImportResponse> {
    const { clubId, uploadId, branchIds } = request;
    const gone = new AbortController();
    call?.once('cancelled', () => gone.abort());
    return toPreviewMessage(
      await this.previewing.execute(
        { clubId, uploadId, branchIds, guidance: fromGuidanceMessage(request.guidance) },
        gone.signal,
      ),
    );
  }

  async listTasks({ clubId, page, open }: ListTasksRequest): Promise<ListTasksResponse> {
    const limit = pageSize(page);
    const token = decodePageToken(page?.pageToken, ['createdAt', 'id']);
    const after = token && { createdAt: new Date(token.createdAt), id: token.id };
    const found = await this.finding.list(clubId, { openOnly: open, after, limit: limit + 1 });
    const { items: tasks, nextPageToken } = toPage({
      found: found.slice(0, limit),
      more: found.length > limit,
      toMessage: toTaskMessage,
      behind: ({ createdAt, id }) => ({ createdAt: createdAt.toISOString(), id }),
    });
    return { tasks, nextPageToken };
  }

  async getTask({ clubId, taskId }: GetTaskRequest): Promise<GetTaskResponse> {
    return { task: toTaskMessage(await this.finding.execute(clubId, taskId)) };
  }

  async answerQuestions({ clubId, taskId, answers }: AnswerQuestionsRequest): Promise<AnswerQuestionsResponse> {
    return { task: toTaskMessage(await this.changing.answer(clubId, taskId, answers)) };
  }

  async retryTask({ clubId, taskId }: RetryTaskRequest): Promise<RetryTaskResponse> {
    return { task: toTaskMessage(await this.changing.retry(clubId, taskId)) };
  }

  async cancelTask({ clubId, taskId }: CancelTaskRequest): Promise<CancelTaskResponse> {
    return { task: toTaskMessage(await this.changing.cancel(clubId, taskId)) };
  }

  readExceptions(
    { clubId, taskId }: ReadExceptionsRequest,
    _metadata?: Metadata,
    call?: AnsweredCall,
  ): Observable<ReadExceptionsResponse> {
    return paced(this.exceptions.lines(clubId, taskId), call).pipe(map((text) => ({ text: Buffer.from(text) })));
  }

  async listSources({ clubId, page }: ListSourcesRequest): Promise<ListSourcesResponse> {
    const limit = pageSize(page);
    const found = await this.sources.list(clubId, decodePageToken(page?.pageToken, ['name'])?.name ?? '', limit + 1);
    const { items: sources, nextPageToken } = toPage({
      found: found.slice(0, limit),
      more: found.length > limit,
      toMessage: toSourceMessage,
      behind: ({ name }) => ({ name }),
    });
    return { sources, nextPageToken };
  }

  async getSource({ clubId, name }: GetSourceRequest): Promise<GetSourceResponse> {
    return { source: toSourceMessage(await this.sources.find(clubId, name)) };
  }

  async putSource({ mapping, revision: seen, columns, ...named }: PutSourceRequest): Promise<PutSourceResponse> {
    const { clubId, name, answers } = named;
    const order = { clubId, name, answers, seen, columns, mapping: fromMappingText(mapping) };
    return { source: toSourceMessage(await this.sources.put(order)) };
  }

  async deleteSource({ clubId, name, revision }: DeleteSourceRequest): Promise<DeleteSourceResponse> {
    await this.sources.remove(clubId, name, revision);
    return {};
  }
}
