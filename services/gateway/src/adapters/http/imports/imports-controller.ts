import { Controller, Get, Inject, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import { derivedId, DomainError, type Clock } from '@vafa/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { columnNames } from '../../../domain/columns.ts';
import { csvLine } from '../../../domain/csv-cell.ts';
import { queuedTask, type ImportTask } from '../../../domain/import-task.ts';
import { reasonOf } from '../../../domain/reasons.ts';
import { RunImports } from '../../../use-cases/run-imports.ts';
import { MongoTasks } from '../../mongo/mongo-tasks.ts';
import { MongoUploads } from '../../mongo/mongo-uploads.ts';
import { Once } from '../once.ts';
import { Operation } from '../operation.ts';
import { TheClub, TheCommandKey } from '../request-context.ts';
import { receiveFile } from './receive-file.ts';
import { TaskAnswer, TaskPath, toTask } from './task-schemas.ts';

/** Injection token of the Clock. */
export const CLOCK = Symbol('clock');

const importOperation: Operation = {
  id: 'importSales',
  summary: 'Import a file of sales',
  description: 'CSV in UTF-8, plain or gzip, at most 1 GiB, with the columns InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID and Country. Answers with the task that works on it. Importing the same again changes nothing.',
  access: 'imports:write',
  writes: 'upload',
  status: 202,
  answer: TaskAnswer,
  errors: ['file_missing'],
};

@ApiTags('Imports')
@Controller('v1')
export class ImportsController {
  constructor(
    private readonly uploads: MongoUploads,
    private readonly tasks: MongoTasks,
    private readonly runner: RunImports,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('imports')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' }, kind: { type: 'string', enum: ['sales'] } } } })
  @Operation(importOperation)
  async import(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @TheClub() club: Club, @TheCommandKey() key: string) {
    const upload = await receiveFile(request, this.uploads);
    let isWanted = false;
    try {
      const execution = { operation: importOperation, status: 202, body: upload.digest };
      const { body, replayed } = await this.once.execute(request, execution, async () => {
        // Also when the insert fails: it may have taken place all the same. What no task wants is swept later.
        isWanted = true;
        const id = derivedId('task', `${club.id}/${key}`);
        const task = queuedTask({ id, clubId: club.id, currency: club.currency, timeZone: club.timeZone, uploadId: upload.id }, this.clock.now());
        isWanted = await this.tasks.insert(task);
        this.runner.wake();
        // A repeat after a crash finds the task that was made.
        return toTask(isWanted ? task : await this.load(club.id, id));
      });
      if (replayed) reply.header('idempotency-replayed', 'true');
      return body;
    } finally {
      if (!isWanted) await this.uploads.discard(upload.id);
    }
  }

  @Get('tasks/:task_id')
  @Operation({ id: 'getTask', summary: 'How far an import is', access: 'imports:read', answer: TaskAnswer, errors: ['task_not_found'] })
  async task(@Param({ schema: TaskPath }) { task_id: taskId }: TaskPath, @TheClub() { id: clubId }: Club) {
    return toTask(await this.load(clubId, taskId));
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
    await this.load(clubId, taskId);
    return new StreamableFile(Readable.from(this.exceptionLines(taskId)), { type: 'text/csv; charset=utf-8', disposition: 'attachment; filename="exceptions.csv"' });
  }

  private async load(clubId: string, taskId: string): Promise<ImportTask> {
    const task = await this.tasks.find(clubId, taskId);
    if (!task) throw new DomainError('not_found', 'task_not_found', 'the club has no such task');
    return task;
  }

  private async *exceptionLines(taskId: string): AsyncGenerator<string> {
    let isFirst = true;
    for await (const { columns, rows } of this.tasks.exceptions(taskId)) {
      if (isFirst) yield csvLine([...columns, 'row', 'code', 'reason']);
      isFirst = false;
      yield rows.map(({ row, code, quantity, fields }) => csvLine([...columns.map((_, place) => fields[place] ?? ''), String(row), code, reasonOf(code, quantity)])).join('');
    }
    if (isFirst) yield csvLine([...columnNames, 'row', 'code', 'reason']);
  }
}
