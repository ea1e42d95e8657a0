import { Module, type DynamicModule } from '@nestjs/common';
import { descriptorSet, topics } from '@vafa/contracts';
import { FEEDBACK_SERVICE_NAME, FeedbackServiceService } from '@vafa/contracts/feedback';
import { MongoRelayLeases, Relay, Unrelayed, type EventStream } from '@vafa/events';
import { serveGrpc, type RunningService } from '@vafa/grpc';
import { systemClock, type Clock } from '@vafa/kernel';
import { Claims, Documents, openDatabase, syncIndexes } from '@vafa/mongo';
import { createLogger } from '@vafa/telemetry';
import { askSurveyWhenSaleClosed } from './adapters/events/ask-survey-when-sale-closed.ts';
import { FeedbackController } from './adapters/grpc/feedback.controller.ts';
import { ServiceClock } from './adapters/grpc/service-clock.ts';
import { modelsOf, type ComplaintState, type ParticipationState, type SurveyState } from './adapters/mongo/models.ts';
import { MongoCommandKeys } from './adapters/mongo/mongo-command-keys.ts';
import { MongoComplaints } from './adapters/mongo/mongo-complaints.ts';
import { MongoParticipations } from './adapters/mongo/mongo-participations.ts';
import { MongoSurveys } from './adapters/mongo/mongo-surveys.ts';
import { ParticipationReads } from './adapters/mongo/participation-reads.ts';
import { AnswerComplaint } from './use-cases/answer-complaint.ts';
import { AskAfterSales } from './use-cases/ask-after-sales.ts';
import { CreateSurvey } from './use-cases/create-survey.ts';
import { GetSurveyResults } from './use-cases/get-survey-results.ts';
import { ListComplaints } from './use-cases/list-complaints.ts';
import { ListSurveys } from './use-cases/list-surveys.ts';
import { OpenComplaint } from './use-cases/open-complaint.ts';
import { SubmitResponse } from './use-cases/submit-response.ts';

export interface FeedbackOptions {
  /** host:port or unix:/path to listen on. */
  readonly grpcUrl: string;
  readonly mongodbUri: string;
  /** Default vafa_feedback. */
  readonly database?: string;
  readonly stream: EventStream;
  readonly clock?: Clock;
  /** Hours within which a complaint is promised an answer; default 24. */
  readonly answerHours?: number;
}

@Module({})
export class FeedbackModule {
  static with(providers: DynamicModule['providers'] & object): DynamicModule {
    return { module: FeedbackModule, controllers: [FeedbackController], providers };
  }
}

const openModels = async ({ mongodbUri, database = 'vafa_feedback' }: Pick<FeedbackOptions, 'mongodbUri' | 'database'>) => {
  const connection = await openDatabase(mongodbUri, database);
  const models = modelsOf(connection);
  await syncIndexes([models.surveys, models.participations, models.complaints]);
  return { connection, models };
};

/** Creates the collections and their indexes; safe to repeat. */
export const prepareFeedback = async (options: Pick<FeedbackOptions, 'mongodbUri' | 'database'>): Promise<void> => (await openModels(options)).connection.close();

const open = async (options: FeedbackOptions) => {
  const { connection, models } = await openModels(options);
  const wake = (): void => {
    relay.wake();
  };
  const participations = new Documents<ParticipationState>(models.participations, topics.feedback, wake);
  const complaints = new Documents<ComplaintState>(models.complaints, topics.feedback, wake);
  const relay = new Relay(options.stream, [participations, complaints], createLogger('feedback'), new MongoRelayLeases(connection));
  return {
    connection,
    relay,
    surveys: new MongoSurveys(new Documents<SurveyState>(models.surveys, topics.feedback)),
    participations: new MongoParticipations(participations, new ParticipationReads(models.participations)),
    complaints: new MongoComplaints(complaints),
    keys: new MongoCommandKeys(new Claims(models.commandKeys)),
    unrelayed: new Unrelayed([participations, complaints]),
  };
};

/** Resolves when it listens. `stop` answers what is in hand, then closes what was opened here; the stream stays open. */
export const startFeedback = async (options: FeedbackOptions): Promise<RunningService> => {
  const clock = options.clock ?? systemClock;
  const { connection, relay, surveys, participations, complaints, keys, unrelayed } = await open(options);
  const module = FeedbackModule.with([
    { provide: CreateSurvey, useValue: new CreateSurvey(surveys, keys, clock) },
    { provide: ListSurveys, useValue: new ListSurveys(surveys) },
    { provide: SubmitResponse, useValue: new SubmitResponse(surveys, participations, keys, clock) },
    { provide: GetSurveyResults, useValue: new GetSurveyResults(surveys, participations) },
    { provide: OpenComplaint, useValue: new OpenComplaint(complaints, keys, clock, options.answerHours ?? 24) },
    { provide: ListComplaints, useValue: new ListComplaints(complaints) },
    { provide: AnswerComplaint, useValue: new AnswerComplaint(complaints, keys, clock) },
    { provide: Unrelayed, useValue: unrelayed },
    { provide: ServiceClock, useValue: new ServiceClock(clock) },
  ]);
  relay.start();
  const services = { [`${topics.feedback}.${FEEDBACK_SERVICE_NAME}`]: FeedbackServiceService };
  const service = await serveGrpc(module, { url: options.grpcUrl, services, descriptorSet });
  const reaction = await options.stream.consume(askSurveyWhenSaleClosed(new AskAfterSales(surveys, participations, clock)));
  return {
    stop: async () => {
      await service.stop();
      await reaction.stop();
      await relay.stop();
      await connection.close();
    },
  };
};
