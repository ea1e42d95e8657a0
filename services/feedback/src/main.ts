import 'reflect-metadata';
import { readConfig } from '@vafa/config';
import { openLogStream } from '@vafa/events';
import { createLogger } from '@vafa/telemetry';
import { feedbackConfig } from './feedback.config.ts';
import { startFeedback } from './feedback.module.ts';

const config = readConfig(feedbackConfig);
const stream = await openLogStream(config.MONGODB_URI);
const service = await startFeedback({ grpcUrl: config.GRPC_URL, mongodbUri: config.MONGODB_URI, stream, answerHours: config.ANSWER_HOURS });
const logger = createLogger('feedback');

const stop = async (): Promise<void> => {
  await service.stop();
  await stream.close();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop().catch((error: unknown) => logger.error({ err: error }, 'stopping failed')));
}
logger.info({ url: config.GRPC_URL }, 'feedback is ready');
