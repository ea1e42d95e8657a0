import { topics } from '@vafa/contracts';
import { Claims, indexed, MongoCommands } from '@vafa/mongo';
import { defineService } from '@vafa/process';
import { askSurveyWhenSaleClosed } from './adapters/events/ask-survey-when-sale-closed.ts';
import { FeedbackController } from './adapters/grpc/feedback.controller.ts';
import { modelsOf, type ComplaintState, type ParticipationState } from './adapters/mongo/models.ts';
import { MongoComplaints } from './adapters/mongo/mongo-complaints.ts';
import { MongoParticipations } from './adapters/mongo/mongo-participations.ts';
import { ParticipationReads } from './adapters/mongo/participation-reads.ts';
import { surveysOf } from './adapters/mongo/remembered-surveys.ts';
import { composeUseCases } from './compose.ts';
import { feedbackConfig } from './feedback.config.ts';

export { feedbackConfig } from './feedback.config.ts';

export const feedbackService = defineService({
  name: 'feedback',
  topic: topics.feedback,
  reads: [topics.checkout],
  config: feedbackConfig,
  settings: ({ ANSWER_HOURS: answerHours }): { readonly answerHours?: number } => ({ answerHours }),
  controllers: [FeedbackController],
  open: (connection) => indexed(modelsOf(connection)),
  compose: ({ collections, documents, alone, clock }, { answerHours = 24 }) => {
    const participations = documents<ParticipationState>(collections.participations);
    const complaints = documents<ComplaintState>(collections.complaints);
    const ports = {
      surveys: surveysOf(documents(collections.surveys), alone, clock),
      participations: new MongoParticipations(participations, new ParticipationReads(collections.participations)),
      complaints: new MongoComplaints(complaints),
      commands: new MongoCommands(new Claims(collections.commandKeys)),
      clock,
    };
    const { useCases, asking } = composeUseCases(ports, answerHours);
    return { useCases, outboxes: [participations, complaints], consumes: [askSurveyWhenSaleClosed(asking)] };
  },
});
