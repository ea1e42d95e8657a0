import 'reflect-metadata';
import { readConfig } from '@vafa/config';
import { openLogStream } from '@vafa/events';
import { createLogger } from '@vafa/telemetry';
import { rewardsConfig } from './rewards.config.ts';
import { startRewards } from './rewards.module.ts';

const config = readConfig(rewardsConfig);
const stream = await openLogStream(config.MONGODB_URI);
const service = await startRewards({
  grpcUrl: config.GRPC_URL,
  mongodbUri: config.MONGODB_URI,
  stream,
  masterKey: config.VAFA_MASTER_KEY,
  clients: { ledger: config.LEDGER_URL },
});
const logger = createLogger('rewards');

const stop = async (): Promise<void> => {
  await service.stop();
  await stream.close();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop().catch((error: unknown) => logger.error({ err: error }, 'stopping failed')));
}
logger.info({ url: config.GRPC_URL }, 'rewards is ready');
