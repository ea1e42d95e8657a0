import {
  FeedbackServiceService,
  type AnswerComplaintRequest,
  type AnswerComplaintResponse,
  type CountOpenComplaintsRequest,
  type CountOpenComplaintsResponse,
  type CreateSurveyRequest,
  type CreateSurveyResponse,
  type FeedbackServiceController,
  type GetComplaintRequest,
  type GetComplaintResponse,
  type GetSurveyResultsRequest,
  type GetSurveyResultsResponse,
  type ListComplaintsRequest,
  type ListComplaintsResponse,
  type ListMemberSurveysRequest,
  type ListMemberSurveysResponse,
  type ListSurveysRequest,
  type ListSurveysResponse,
  type OpenComplaintRequest,
  type OpenComplaintResponse,
  type SubmitResponseRequest,
  type SubmitResponseResponse,
} from '@vafa/contracts/feedback';
import { keyOf } from '@vafa/grpc';
import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { parseId } from '@vafa/kernel';
import { decodePageToken, pageSize, toPage, type PagePosition } from '@vafa/mongo';
import { RpcController, ServiceClock, type Answers } from '@vafa/process';
import { AnswerComplaint } from '../../use-cases/answer-complaint.ts';
import { CountOpenComplaints } from '../../use-cases/count-open-complaints.ts';
import { CreateSurvey } from '../../use-cases/create-survey.ts';
import { GetComplaint } from '../../use-cases/get-complaint.ts';
import { GetSurveyResults } from '../../use-cases/get-survey-results.ts';
import { ListComplaints } from '../../use-cases/list-complaints.ts';
import { ListMemberSurveys } from '../../use-cases/list-member-surveys.ts';
import { ListSurveys } from '../../use-cases/list-surveys.ts';
import { OpenComplaint } from '../../use-cases/open-complaint.ts';
import { SubmitResponse } from '../../use-cases/submit-response.ts';
import { fromStatusMessage, toComplaintMessage } from './complaint-messages.ts';
import {
  fromAnswerMessage,
  fromSurveyMessage,
  toMemberSurveyMessage,
  toResponseMessage,
  toResultsMessage,
  toSurveyMessage,
} from './survey-messages.ts';

const before = (page: { pageToken: string } | undefined): string => decodePageToken(page?.pageToken, ['id'])?.id ?? '';
const behind = ({ id }: { readonly id: string }): PagePosition => ({ id });

@RpcController(FeedbackServiceService)
export class FeedbackController implements Answers<FeedbackServiceController> {
  constructor(
    private readonly creation: CreateSurvey,
    private readonly surveyList: ListSurveys,
    private readonly memberSurveys: ListMemberSurveys,
    private readonly submission: SubmitResponse,
    private readonly results: GetSurveyResults,
    private readonly opening: OpenComplaint,
    private readonly complaintList: ListComplaints,
    private readonly oneComplaint: GetComplaint,
    private readonly answering: AnswerComplaint,
    private readonly openComplaints: CountOpenComplaints,
    private readonly clock: ServiceClock,
  ) {}

  async createSurvey(request: CreateSurveyRequest): Promise<CreateSurveyResponse> {
    return {
      survey: toSurveyMessage(
        await this.creation.execute(request.clubId, keyOf(request), fromSurveyMessage(request.survey)),
      ),
    };
  }

  async listSurveys({ clubId, page }: ListSurveysRequest): Promise<ListSurveysResponse> {
    const { surveys: found, more } = await this.surveyList.execute(clubId, before(page), pageSize(page));
    const { items: surveys, nextPageToken } = toPage({ found, more, toMessage: toSurveyMessage, behind });
    return { surveys, nextPageToken };
  }

  async listMemberSurveys({ clubId, memberId, page }: ListMemberSurveysRequest): Promise<ListMemberSurveysResponse> {
    const { surveys: found, next } = await this.memberSurveys.execute(
      { clubId, memberId },
      before(page),
      pageSize(page),
    );
    const more = next !== '' && { id: next };
    const { items: surveys, nextPageToken } = toPage({
      found,
      more,
      toMessage: toMemberSurveyMessage,
      behind: ({ survey }) => behind(survey),
    });
    return { surveys, nextPageToken };
  }

  async submitResponse(request: SubmitResponseRequest): Promise<SubmitResponseResponse> {
    const { clubId, surveyId, answers } = request;
    const order = {
      clubId,
      key: keyOf(request),
      surveyId,
      memberId: parseId(sharedIdPrefixes.member, request.memberId, 'member'),
      answers: answers.map(fromAnswerMessage),
    };
    return { response: toResponseMessage(await this.submission.execute(order)) };
  }

  async getSurveyResults({ clubId, surveyId }: GetSurveyResultsRequest): Promise<GetSurveyResultsResponse> {
    return toResultsMessage(await this.results.execute(clubId, surveyId));
  }

  async openComplaint(request: OpenComplaintRequest): Promise<OpenComplaintResponse> {
    const { clubId, memberId, subject, text, saleId } = request;
    const complaint = await this.opening.execute(clubId, keyOf(request), { memberId, subject, text, saleId });
    return { complaint: toComplaintMessage(complaint, this.clock.now()) };
  }

  async listComplaints({ clubId, memberId, status, page }: ListComplaintsRequest): Promise<ListComplaintsResponse> {
    const filter = { clubId, ...(memberId !== '' && { memberId }), status: fromStatusMessage(status) };
    const { complaints: found, more } = await this.complaintList.execute(filter, before(page), pageSize(page));
    const now = this.clock.now();
    const { items: complaints, nextPageToken } = toPage({
      found,
      more,
      toMessage: (complaint) => toComplaintMessage(complaint, now),
      behind,
    });
    return { complaints, nextPageToken };
  }

  async getComplaint({ clubId, complaintId }: GetComplaintRequest): Promise<GetComplaintResponse> {
    const complaint = await this.oneComplaint.execute(clubId, complaintId);
    return { complaint: toComplaintMessage(complaint, this.clock.now()) };
  }

  async countOpenComplaints({ clubId, memberId }: CountOpenComplaintsRequest): Promise<CountOpenComplaintsResponse> {
    return { open: await this.openComplaints.execute(clubId, memberId) };
  }

  async answerComplaint(request: AnswerComplaintRequest): Promise<AnswerComplaintResponse> {
    const { clubId, complaintId, ...given } = request;
    const order = { ...given, key: keyOf(request) };
    const complaint = await this.answering.execute(clubId, complaintId, order);
    return { complaint: toComplaintMessage(complaint, this.clock.now()) };
  }
}
