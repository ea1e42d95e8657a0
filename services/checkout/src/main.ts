import 'reflect-metadata';
import { readConfig } from '@vafa/config';
import { openLogStream } from '@vafa/events';
import { createLogger } from '@vafa/telemetry';
import { checkoutConfig } from './checkout.config.ts';
import { startCheckout } from './checkout.module.ts';

const config = readConfig(checkoutConfig);
const stream = await openLogStream(config.MONGODB_URI);
const clients = { campaigns: config.CAMPAIGNS_URL, ledger: config.LEDGER_URL };
const service = await startCheckout({ grpcUrl: config.GRPC_URL, mongodbUri: config.MONGODB_URI, stream, clients, holdMs: config.HOLD_SECONDS * 1_000 });
const logger = createLogger('checkout');

const stop = async (): Promise<void> => {
  await service.stop();
  await stream.close();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().catch((error: unknown) => logger.error({ err: error }, 'stopping failed')));
logger.info({ url: config.GRPC_URL }, 'checkout is ready');
