import 'reflect-metadata';
import { runService } from '@vafa/process';
import { liveTopics } from './adapters/events/live-events.ts';
import { gatewayConfig, gatewayOptionsOf } from './gateway.config.ts';
import { prepareGateway, startGateway } from './gateway.module.ts';

await runService({
  name: 'gateway',
  config: gatewayConfig,
  topics: liveTopics,
  start: (config, ground) => startGateway({ ...ground, ...gatewayOptionsOf(config) }),
  prepare: prepareGateway,
});
