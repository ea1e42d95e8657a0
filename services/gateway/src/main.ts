import 'reflect-metadata';
import { readConfig } from '@vafa/config';
import { openLogStream } from '@vafa/events';
import { createLogger } from '@vafa/telemetry';
import { gatewayConfig } from './gateway.config.ts';
import { startGateway } from './gateway.module.ts';

const config = readConfig(gatewayConfig);
const { MEMBERSHIP_URL: membership, LEDGER_URL: ledger, CAMPAIGNS_URL: campaigns, REWARDS_URL: rewards, CHECKOUT_URL: checkout, FEEDBACK_URL: feedback } = config;
const stream = await openLogStream(config.MONGODB_URI);
const clients = { membership, ledger, campaigns, rewards, checkout, feedback };
const gateway = await startGateway({ host: config.HOST, port: config.PORT, mongodbUri: config.MONGODB_URI, stream, adminKey: config.VAFA_ADMIN_KEY, clients });
const logger = createLogger('gateway');

const stop = async (): Promise<void> => {
  await gateway.stop();
  await stream.close();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop().catch((error: unknown) => logger.error({ err: error }, 'stopping failed')));
}
logger.info({ address: gateway.address }, 'gateway is ready');
