import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Club } from '@vafa/contracts/membership';
import type { Caller } from '../../../domain/api-key.ts';
import type { Services } from '../../grpc/services.ts';
import { Operation } from '../operation.ts';
import { TheCaller, TheClub, TheCommandKey } from '../request-context.ts';
import { toPage } from '../scalars.ts';
import { SERVICES } from '../services-token.ts';
import { present } from '../values.ts';
import {
  ComplaintAnswered,
  ComplaintPage,
  ComplaintPath,
  ComplaintQuery,
  NewComplaint,
  NewComplaintAnswer,
  toComplaint,
  toStatus,
} from './complaint-schemas.ts';

@ApiTags('Complaints')
@Controller('v1/complaints')
export class ComplaintsController {
  constructor(@Inject(SERVICES) private readonly services: Services) {}

  @Post()
  @Operation({
    id: 'openComplaint',
    summary: 'Take a complaint',
    description: 'Answers with the time by which the club promises an answer.',
    access: 'complaints:write',
    branches: 'club',
    writes: true,
    status: 201,
    answer: ComplaintAnswered,
    errors: ['member_not_found', 'invalid_complaint', 'key_reused'],
  })
  async open(
    @Body({ schema: NewComplaint }) body: NewComplaint,
    @TheClub() { id: clubId }: Club,
    @TheCommandKey() key: string,
  ) {
    const { member_id: memberId, subject, text, sale_id: saleId = '' } = body;
    await this.services.membership.getMember({ clubId, memberId });
    const { complaint } = await this.services.feedback.openComplaint({ clubId, key, memberId, subject, text, saleId });
    return toComplaint(present(complaint));
  }

  @Get()
  @Operation({
    id: 'listComplaints',
    summary: 'List complaints',
    access: 'complaints:read',
    answer: ComplaintPage,
    errors: ['invalid_page_token'],
  })
  async list(@Query({ schema: ComplaintQuery }) query: ComplaintQuery, @TheClub() { id: clubId }: Club) {
    const { complaints, nextPageToken } = await this.services.feedback.listComplaints({
      clubId,
      memberId: query.member_id ?? '',
      status: toStatus(query.status),
      page: toPage(query),
    });
    return { items: complaints.map(toComplaint), next_page_token: nextPageToken };
  }

  @Post(':complaint_id/answers')
  @Operation({
    id: 'answerComplaint',
    summary: 'Answer a complaint',
    access: 'complaints:write',
    writes: true,
    status: 201,
    answer: ComplaintAnswered,
    errors: ['complaint_not_found', 'complaint_closed', 'too_many_answers', 'invalid_complaint', 'key_reused'],
  })
  async answer(
    @Param({ schema: ComplaintPath }) { complaint_id: complaintId }: ComplaintPath,
    @Body({ schema: NewComplaintAnswer }) { text, author, close = false }: NewComplaintAnswer,
    @TheClub() { id: clubId }: Club,
    @TheCaller() caller: Caller,
    @TheCommandKey() key: string,
  ) {
    const { complaint } = await this.services.feedback.answerComplaint({
      clubId,
      key,
      complaintId,
      text,
      author: author ?? caller.id,
      close,
    });
    return toComplaint(present(complaint));
  }
}
