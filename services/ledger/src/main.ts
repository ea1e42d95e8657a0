import 'reflect-metadata';
import { readConfig } from '@vafa/config';
import { openLogStream } from '@vafa/events';
import { createLogger } from '@vafa/telemetry';
import { ledgerConfig } from './ledger.config.ts';
import { startLedger } from './ledger.module.ts';

const config = readConfig(ledgerConfig);
const stream = await openLogStream(config.MONGODB_URI);
const service = await startLedger({ grpcUrl: config.GRPC_URL, mongodbUri: config.MONGODB_URI, stream, masterKey: config.VAFA_MASTER_KEY });
const logger = createLogger('ledger');

const stop = async (): Promise<void> => {
  await service.stop();
  await stream.close();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop().catch((error: unknown) => logger.error({ err: error }, 'stopping failed')));
}
logger.info({ url: config.GRPC_URL }, 'ledger is ready');
