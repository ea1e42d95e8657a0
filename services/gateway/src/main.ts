import 'reflect-metadata';
import { topics } from '@vafa/contracts';
import { runService } from '@vafa/process';
import { edgeOf } from './edge.config.ts';
import { clientsOf, gatewayConfig } from './gateway.config.ts';
import { prepareGateway, startGateway } from './gateway.module.ts';

await runService({
  name: 'gateway',
  config: gatewayConfig,
  topics: Object.values(topics),
  start: (config, ground) => startGateway({ ...ground, host: config.HOST, port: config.PORT, adminKey: config.VAFA_ADMIN_KEY, clients: clientsOf(config), edge: edgeOf(config) }),
  prepare: prepareGateway,
});
