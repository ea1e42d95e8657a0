import type { Clock, Commands } from '@vafa/kernel';
import { AnswerComplaint } from './use-cases/answer-complaint.ts';
import { AskAfterSales } from './use-cases/ask-after-sales.ts';
import type { Complaints } from './use-cases/complaints.ts';
import { CountOpenComplaints } from './use-cases/count-open-complaints.ts';
import { CreateSurvey } from './use-cases/create-survey.ts';
import { GetComplaint } from './use-cases/get-complaint.ts';
import { GetSurveyResults } from './use-cases/get-survey-results.ts';
import { ListComplaints } from './use-cases/list-complaints.ts';
import { ListMemberSurveys } from './use-cases/list-member-surveys.ts';
import { ListSurveys } from './use-cases/list-surveys.ts';
import { OpenComplaint } from './use-cases/open-complaint.ts';
import type { Participations } from './use-cases/participations.ts';
import { SubmitResponse } from './use-cases/submit-response.ts';
import type { Surveys } from './use-cases/surveys.ts';

export interface Ports {
  readonly surveys: Surveys;
  readonly participations: Participations;
  readonly complaints: Complaints;
  readonly commands: Commands;
  readonly clock: Clock;
}

/** The use cases on their ports; a complaint is promised an answer within `answerHours`. */
export const composeUseCases = (
  { surveys, participations, complaints, commands, clock }: Ports,
  answerHours: number,
) => ({
  useCases: [
    new CreateSurvey(surveys, commands, clock),
    new ListSurveys(surveys),
    new ListMemberSurveys(surveys, participations),
    new SubmitResponse(surveys, participations, commands, clock),
    new GetSurveyResults(surveys, participations),
    new OpenComplaint(complaints, commands, clock, answerHours),
    new ListComplaints(complaints),
    new GetComplaint(complaints),
    new CountOpenComplaints(complaints),
    new AnswerComplaint(complaints, commands, clock),
  ],
  asking: new AskAfterSales(surveys, participations, clock),
});
