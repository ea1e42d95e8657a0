import 'reflect-metadata';
import { topics } from '@vafa/contracts';
import { runService } from '@vafa/process';
import { rewardsConfig } from './rewards.config.ts';
import { prepareRewards, startRewards } from './rewards.module.ts';

await runService({
  name: 'rewards',
  config: rewardsConfig,
  topics: [topics.rewards],
  start: ({ GRPC_URL: grpcUrl, VAFA_MASTER_KEY: masterKey, LEDGER_URL: ledger }, ground) => startRewards({ ...ground, grpcUrl, masterKey, clients: { ledger } }),
  prepare: prepareRewards,
});
