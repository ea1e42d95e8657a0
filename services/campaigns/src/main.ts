import 'reflect-metadata';
import { topics } from '@vafa/contracts';
import { runService } from '@vafa/process';
import { campaignsConfig } from './campaigns.config.ts';
import { prepareCampaigns, startCampaigns } from './campaigns.module.ts';

await runService({
  name: 'campaigns',
  config: campaignsConfig,
  topics: [topics.campaigns],
  start: ({ GRPC_URL: grpcUrl }, ground) => startCampaigns({ ...ground, grpcUrl }),
  prepare: prepareCampaigns,
});
