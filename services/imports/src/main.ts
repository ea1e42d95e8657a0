import 'reflect-metadata';
import { topics } from '@vafa/contracts';
import { runService } from '@vafa/process';
import { importsConfig } from './imports.config.ts';
import { prepareImports, startImports } from './imports.module.ts';

await runService({
  name: 'imports',
  config: importsConfig,
  topics: [topics.checkout, topics.ledger],
  start: ({ GRPC_URL: grpcUrl, MEMBERSHIP_URL: membership, CHECKOUT_URL: checkout, LEDGER_URL: ledger }, ground) => startImports({ ...ground, grpcUrl, clients: { membership, checkout, ledger } }),
  prepare: prepareImports,
});
