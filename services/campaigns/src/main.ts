import 'reflect-metadata';
import { readConfig } from '@vafa/config';
import { openLogStream } from '@vafa/events';
import { createLogger } from '@vafa/telemetry';
import { campaignsConfig } from './campaigns.config.ts';
import { startCampaigns } from './campaigns.module.ts';

const config = readConfig(campaignsConfig);
const stream = await openLogStream(config.MONGODB_URI);
const service = await startCampaigns({ grpcUrl: config.GRPC_URL, mongodbUri: config.MONGODB_URI, stream });
const logger = createLogger('campaigns');

const stop = async (): Promise<void> => {
  await service.stop();
  await stream.close();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop().catch((error: unknown) => logger.error({ err: error }, 'stopping failed')));
}
logger.info({ url: config.GRPC_URL }, 'campaigns is ready');
