import { Controller, Delete, Get, Inject, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../../domain/api-key.ts';
import { sendUpload } from '../../grpc/send-upload.ts';
import type { Services } from '../../grpc/services.ts';
import { begun } from '../begun.ts';
import { Once } from '../once.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub, TheCommandKey } from '../request-context.ts';
import { SERVICES } from '../services-token.ts';
import { present } from '../values.ts';
import { receiveFile, type FileTaker } from './receive-file.ts';
import { TaskAnswer, TaskPath, toTask } from './task-schemas.ts';

/** As long as a slow client may take to read it. */
const exceptionsDeadlineMs = 3_600_000;

const importOperation: Operation = {
  id: 'importSales',
  summary: 'Import a file of sales',
  description: 'CSV in UTF-8, plain or gzip, at most 1 GiB, with the columns InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID and Country. Answers with the task that works on it. Importing the same again changes nothing.',
  access: 'imports:write',
  writes: 'upload',
  status: 202,
  answer: TaskAnswer,
  errors: ['file_missing', 'upload_quota_exceeded', 'too_many_imports'],
};

@ApiTags('Imports')
@Controller('v1')
export class ImportsController {
  constructor(
    @Inject(SERVICES) private readonly services: Services,
    private readonly once: Once,
  ) {}

  @Post('imports')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' }, kind: { type: 'string', enum: ['sales'] } } } })
  @Operation(importOperation)
  async import(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @TheClub() { id: clubId }: Club, @TheCaller() caller: Caller, @TheCommandKey() key: string) {
    const taker = this.taker(clubId, caller);
    const upload = await receiveFile(request, taker);
    let isWanted = false;
    try {
      const execution = { operation: importOperation, status: 202, body: upload.digest };
      const { body, replayed } = await this.once.execute(request, execution, async () => {
        // Also when the call fails: it may have taken place all the same. What no task wants is swept later.
        isWanted = true;
        const { task, takesUpload } = await this.services.imports.startImport({ clubId, key, uploadId: upload.id });
        isWanted = takesUpload;
        return toTask(present(task));
      });
      if (replayed) reply.header('idempotency-replayed', 'true');
      return body;
    } finally {
      if (!isWanted) await taker.discard(upload);
    }
  }

  @Get('tasks/:task_id')
  @Operation({ id: 'getTask', summary: 'How far an import is', access: 'imports:read', answer: TaskAnswer, errors: ['task_not_found'] })
  async task(@Param({ schema: TaskPath }) { task_id: taskId }: TaskPath, @TheClub() { id: clubId }: Club) {
    return toTask(present((await this.services.imports.getTask({ clubId, taskId })).task));
  }

  @Delete('tasks/:task_id')
  @Operation({ id: 'cancelTask', summary: 'End an import', description: 'What was accepted until then stays. A task that is over stays as it is.', access: 'imports:write', answer: TaskAnswer, errors: ['task_not_found'] })
  async cancel(@Param({ schema: TaskPath }) { task_id: taskId }: TaskPath, @TheClub() { id: clubId }: Club) {
    return toTask(present((await this.services.imports.cancelTask({ clubId, taskId })).task));
  }

  @Get('tasks/:task_id/exceptions.csv')
  @Operation({
    id: 'getTaskExceptions',
    summary: 'Rows that were not accepted',
    description: 'The columns of the file, then row, code and reason. Texts that a spreadsheet would take for a formula have an apostrophe in front.',
    access: 'imports:read',
    answersAs: 'text/csv',
    errors: ['task_not_found'],
  })
  async exceptions(@Param({ schema: TaskPath }) { task_id: taskId }: TaskPath, @TheClub() { id: clubId }: Club): Promise<StreamableFile> {
    const parts = this.services.imports.readExceptions({ clubId, taskId }, { deadlineMs: exceptionsDeadlineMs });
    return new StreamableFile(await begun(texts(parts)), { type: 'text/csv; charset=utf-8', disposition: 'attachment; filename="exceptions.csv"' });
  }

  private taker(clubId: string, caller: Caller): FileTaker {
    const { imports } = this.services;
    return {
      take: (name, source) => sendUpload(imports, { clubId, caller: caller.id, name }, source),
      discard: async ({ id: uploadId }) => {
        await imports.discardUpload({ clubId, uploadId });
      },
    };
  }
}

async function* texts(parts: AsyncIterable<{ readonly text: Uint8Array }>): AsyncGenerator<Uint8Array> {
  for await (const { text } of parts) yield text;
}
