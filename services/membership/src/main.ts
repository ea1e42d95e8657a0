import 'reflect-metadata';
import { topics } from '@vafa/contracts';
import { runService } from '@vafa/process';
import { membershipConfig } from './membership.config.ts';
import { prepareMembership, startMembership } from './membership.module.ts';

await runService({
  name: 'membership',
  config: membershipConfig,
  topics: [topics.membership, topics.checkout],
  start: ({ GRPC_URL: grpcUrl, VAFA_MASTER_KEY: masterKey }, ground) => startMembership({ ...ground, grpcUrl, masterKey }),
  prepare: prepareMembership,
});
