import { Body, Controller, Delete, Get, Inject, Param, Post, Put, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import type { Services } from '../../grpc/services.ts';
import { Operation } from '../operation.ts';
import { TheClub } from '../request-context.ts';
import { NoBody, PageQuery, toPage } from '../scalars.ts';
import { SERVICES } from '../services-token.ts';
import { present } from '../values.ts';
import { SourceAnswer, SourceBody, SourcePage, SourcePath, toMappingText, toSource } from './guidance-schemas.ts';
import { AnswersBody } from './question-schemas.ts';
import { TaskAnswer, TaskPath, toTask } from './task-schemas.ts';

/** What people tell an import, and what is kept of it. */
@ApiTags('Imports')
@Controller('v1')
export class ImportStepsController {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  @Post('imports/:task_id/answers')
  @Operation({
    id: 'answerImport',
    summary: 'Answer what an import asks',
    description: 'Of a task in the state `question`; it goes on. The answers are kept with the source of the file.',
    access: 'imports:write',
    writes: true,
    status: 202,
    answer: TaskAnswer,
    asks: ['imports.answerQuestions'],
  })
  async answer(
    @Param({ schema: TaskPath }) { task_id: taskId }: TaskPath,
    @Body({ schema: AnswersBody }) { answers }: AnswersBody,
    @TheClub() { id: clubId }: Club,
  ) {
    return toTask(present((await this.services.imports.answerQuestions({ clubId, taskId, answers })).task));
  }

  @Post('tasks/:task_id/retry')
  @ApiBody({ required: false })
  @Operation({
    id: 'retryTask',
    summary: 'Try a failed import again',
    description: 'It goes on from where it stood. Its file is kept for six hours.',
    access: 'imports:write',
    writes: true,
    status: 202,
    answer: TaskAnswer,
    asks: ['imports.retryTask'],
  })
  async retry(
    @Param({ schema: TaskPath }) { task_id: taskId }: TaskPath,
    @Body({ schema: NoBody }) _body: undefined,
    @TheClub() { id: clubId }: Club,
  ) {
    return toTask(present((await this.services.imports.retryTask({ clubId, taskId })).task));
  }

  @Get('import-sources')
  @Operation({
    id: 'listImportSources',
    summary: 'What is kept of the sources of files',
    access: 'imports:read',
    answer: SourcePage,
    asks: ['imports.listSources'],
  })
  async list(@Query({ schema: PageQuery }) query: PageQuery, @TheClub() { id: clubId }: Club) {
    const { sources, nextPageToken } = await this.services.imports.listSources({ clubId, page: toPage(query) });
    return { items: sources.map(toSource), next_page_token: nextPageToken };
  }

  @Get('import-sources/:source')
  @Operation({
    id: 'getImportSource',
    summary: 'How files of a source are read',
    access: 'imports:read',
    answer: SourceAnswer,
    asks: ['imports.getSource'],
  })
  async get(@Param({ schema: SourcePath }) { source: name }: SourcePath, @TheClub() { id: clubId }: Club) {
    return toSource(present((await this.services.imports.getSource({ clubId, name })).source));
  }

  @Put('import-sources/:source')
  @Operation({
    id: 'putImportSource',
    summary: 'Say how files of a source are read',
    access: 'imports:write',
    answer: SourceAnswer,
    asks: ['imports.putSource'],
  })
  async put(
    @Param({ schema: SourcePath }) { source: name }: SourcePath,
    @Body({ schema: SourceBody }) { mapping, answers = {} }: SourceBody,
    @TheClub() { id: clubId }: Club,
  ) {
    return toSource(
      present(
        (await this.services.imports.putSource({ clubId, name, mapping: toMappingText(mapping), answers })).source,
      ),
    );
  }

  @Delete('import-sources/:source')
  @Operation({
    id: 'deleteImportSource',
    summary: 'Forget a source',
    access: 'imports:write',
    status: 204,
    asks: ['imports.deleteSource'],
  })
  async remove(
    @Param({ schema: SourcePath }) { source: name }: SourcePath,
    @TheClub() { id: clubId }: Club,
  ): Promise<void> {
    await this.services.imports.deleteSource({ clubId, name });
  }
}
