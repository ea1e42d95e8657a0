import 'reflect-metadata';
import { topics } from '@vafa/contracts';
import { runService } from '@vafa/process';
import { feedbackConfig } from './feedback.config.ts';
import { prepareFeedback, startFeedback } from './feedback.module.ts';

await runService({
  name: 'feedback',
  config: feedbackConfig,
  topics: [topics.feedback, topics.checkout],
  start: ({ GRPC_URL: grpcUrl, ANSWER_HOURS: answerHours }, ground) => startFeedback({ ...ground, grpcUrl, answerHours }),
  prepare: prepareFeedback,
});
