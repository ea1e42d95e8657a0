import { Controller, Get, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import type { Clock } from '@vafa/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Caller } from '../../../domain/api-key.ts';
import { sendUpload } from '../../grpc/send-upload.ts';
import { RememberedClubs } from '../../grpc/remembered-clubs.ts';
import type { Services } from '../../grpc/services.ts';
import { begun } from '../begun.ts';
import { answerOf } from '../contract/answers.ts';
import { Asked } from '../contract/asked.ts';
import { fromOf } from '../contract/controller-of.ts';
import { Limits } from '../limits.ts';
import { Once } from '../once.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub, TheCommandKey, TheContext, type RequestContext } from '../request-context.ts';
import { reference } from '../scalars.ts';
import { CLOCK, SERVICES } from '../services-token.ts';
import { present } from '../values.ts';
import { preview } from './previews.ts';
import { receiveForm, type FileTaker, type ReceivedForm } from './receive-file.ts';
import { task as taskForm } from './tasks.ts';

/** As long as a slow client may take to read it. */
const exceptionsDeadlineMs = 3_600_000;
/** For a file of 1 GiB, read three times. */
const previewDeadlineMs = 1_800_000;

const taskAnswer = answerOf(taskForm);
const previewAnswer = answerOf(preview);
const TaskPath = z.strictObject({ task_id: reference() });
type TaskPath = z.infer<typeof TaskPath>;

const ImportQuery = z.strictObject({
  dry: z.enum(['true', 'false']).optional().describe('Says what would come of it, and writes nothing.'),
});
type ImportQuery = z.infer<typeof ImportQuery>;

const formOfImport: { type: string; required: string[]; properties: Record<string, object> } = {
  type: 'object',
  required: ['file'],
  properties: {
    file: { type: 'string', format: 'binary' },
    kind: { type: 'string', enum: ['sales'] },
    source: { type: 'string', description: 'Name of the source that the file comes from.' },
    source_revision: {
      type: 'integer',
      description:
        'Of what is kept of that source, as the dry run told it (0: nothing); another one is refused with 412. Default is any.',
    },
    mapping: { type: 'string', description: 'JSON: a mapping (ImportMapping) or a part of it.' },
    answers: { type: 'string', description: 'JSON: answers by the question.' },
  },
};

const importOperation: Operation = {
  id: 'importSales',
  summary: 'Import a file of sales',
  description:
    'CSV, TSV or XLSX, plain or gzip, at most 1 GiB. Answers 202 with the task that works on it; where the file can be read in more than one way the task asks. Importing the same again changes nothing. With `dry=true` answers 200 with how the file would be read and what would come of it.',
  access: 'imports:write',
  writes: 'upload',
  status: 202,
  answer: z.union([taskAnswer.schema, previewAnswer.schema]),
  asks: [
    'imports.openUpload',
    'imports.putChunk',
    'imports.completeUpload',
    'imports.startImport',
    'imports.previewImport',
    'imports.discardUpload',
  ],
  errors: ['file_missing'],
};

@ApiTags('Imports')
@Controller('v1')
export class ImportsController {
  constructor(
    @Inject(SERVICES) private readonly services: Services,
    private readonly clubs: RememberedClubs,
    private readonly limits: Limits,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly once: Once,
  ) {}

  @Post('imports')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: formOfImport })
  @Operation(importOperation)
  async import(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query({ schema: ImportQuery }) { dry }: ImportQuery,
    @TheClub() { id: clubId }: Club,
    @TheCaller() caller: Caller,
    @TheCommandKey() key: string,
    @TheContext() context: RequestContext,
  ) {
    const asked = new Asked(this.services, this.clubs, this.limits, this.clock, context, fromOf(request));
    const taker = this.taker(clubId, caller);
    const form = await receiveForm(request, taker);
    const order = { clubId, uploadId: form.upload.id, branchIds: [...caller.branchIds], guidance: form.guidance };
    if (dry === 'true') {
      void reply.status(200);
      return this.preview(order, form, taker, asked);
    }
    let isWanted = false;
    try {
      const execution = {
        operation: importOperation,
        status: () => 202,
        body: JSON.stringify([form.upload.digest, form.guidance]),
      };
      const { body, replayed } = await this.once.execute(request, execution, async () => {
        // Also when the call fails: it may have taken place all the same. What no task wants is swept later.
        isWanted = true;
        const { task, takesUpload } = await this.services.imports.startImport({ ...order, key });
        isWanted = takesUpload;
        return taskAnswer.toRest(present(task) as never, asked);
      });
      if (replayed) reply.header('idempotency-replayed', 'true');
      return body;
    } finally {
      if (!isWanted) await taker.discard(form.upload);
    }
  }

  @Get('tasks/:task_id/exceptions.csv')
  @Operation({
    id: 'getTaskExceptions',
    summary: 'Rows that were not accepted',
    description:
      'The columns of the file, then row, code and reason. Mended, it can be imported as it is. Texts that a spreadsheet would take for a formula have an apostrophe in front, which an import takes away.',
    access: 'imports:read',
    answersAs: 'text/csv',
    asks: ['imports.readExceptions'],
  })
  async exceptions(
    @Param({ schema: TaskPath }) { task_id: taskId }: TaskPath,
    @TheClub() { id: clubId }: Club,
  ): Promise<StreamableFile> {
    const parts = this.services.imports.readExceptions({ clubId, taskId }, { deadlineMs: exceptionsDeadlineMs });
    return new StreamableFile(await begun(texts(parts)), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="exceptions.csv"',
    });
  }

  private async preview(
    order: Parameters<Services['imports']['previewImport']>[0],
    { upload }: ReceivedForm,
    taker: FileTaker,
    asked: Asked,
  ) {
    try {
      const seen = await this.services.imports.previewImport(order, { deadlineMs: previewDeadlineMs });
      return previewAnswer.toRest(seen as never, asked);
    } finally {
      await taker.discard(upload);
    }
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
