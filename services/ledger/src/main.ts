import 'reflect-metadata';
import { topics } from '@vafa/contracts';
import { runService } from '@vafa/process';
import { ledgerConfig } from './ledger.config.ts';
import { prepareLedger, startLedger, verifyLedger } from './ledger.module.ts';

await runService({
  name: 'ledger',
  config: ledgerConfig,
  topics: [topics.ledger, topics.checkout, topics.feedback],
  start: ({ GRPC_URL: grpcUrl, VAFA_MASTER_KEY: masterKey }, ground) => startLedger({ ...ground, grpcUrl, masterKey }),
  prepare: prepareLedger,
  verify: ({ VAFA_MASTER_KEY: masterKey }, place) => verifyLedger({ ...place, masterKey }),
});
