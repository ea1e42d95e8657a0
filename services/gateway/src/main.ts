import 'reflect-metadata';
import { topics } from '@vafa/contracts';
import { runService } from '@vafa/process';
import { gatewayConfig, gatewayOptionsOf } from './gateway.config.ts';
import { prepareGateway, startGateway } from './gateway.module.ts';

await runService({
  name: 'gateway',
  config: gatewayConfig,
  topics: Object.values(topics),
  start: (config, ground) => startGateway({ ...ground, ...gatewayOptionsOf(config) }),
  prepare: prepareGateway,
});
