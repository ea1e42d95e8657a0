import type { Clock } from '@vafa/kernel';
import { AnswerComplaint } from './use-cases/answer-complaint.ts';
import { AskAfterSales } from './use-cases/ask-after-sales.ts';
import type { CommandKeys } from './use-cases/command-keys.ts';
import type { Complaints } from './use-cases/complaints.ts';
import { CreateSurvey } from './use-cases/create-survey.ts';
import { GetSurveyResults } from './use-cases/get-survey-results.ts';
import { ListComplaints } from './use-cases/list-complaints.ts';
import { ListSurveys } from './use-cases/list-surveys.ts';
import { OpenComplaint } from './use-cases/open-complaint.ts';
import type { Participations } from './use-cases/participations.ts';
import { SubmitResponse } from './use-cases/submit-response.ts';
import type { Surveys } from './use-cases/surveys.ts';

export interface Ports {
  readonly surveys: Surveys;
  readonly participations: Participations;
  readonly complaints: Complaints;
  readonly keys: CommandKeys;
  readonly clock: Clock;
}

/** The use cases on their ports; a complaint is promised an answer within `answerHours`. */
export const composeUseCases = ({ surveys, participations, complaints, keys, clock }: Ports, answerHours: number) => ({
  useCases: [
    new CreateSurvey(surveys, keys, clock),
    new ListSurveys(surveys),
    new SubmitResponse(surveys, participations, keys, clock),
    new GetSurveyResults(surveys, participations),
    new OpenComplaint(complaints, keys, clock, answerHours),
    new ListComplaints(complaints),
    new AnswerComplaint(complaints, keys, clock),
  ],
  asking: new AskAfterSales(surveys, participations, clock),
});
