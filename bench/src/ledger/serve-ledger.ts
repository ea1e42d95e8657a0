// The ledger as a process of its own, beside a service that answers GetBalances without looking: started by
// served-ledger.ts.
import 'reflect-metadata';
import { Module, type Type } from '@nestjs/common';
import { descriptorSet, topics } from '@vafa/contracts';
import { LEDGER_SERVICE_NAME, LedgerServiceService } from '@vafa/contracts/ledger';
import { openEventStream } from '@vafa/events';
import { serveGrpc } from '@vafa/grpc';
import { ledgerService } from '@vafa/ledger';
import { LedgerController } from '@vafa/ledger/src/adapters/grpc/ledger.controller';
import { GetBalances, type AccountBalance } from '@vafa/ledger/src/use-cases/account/get-balances';
import { masterKey } from './open-ledger.ts';
import type { ServeOptions } from './served-ledger.ts';

const options = JSON.parse(process.argv[2] ?? '') as ServeOptions;

const totals = { issued: 120n, takenBack: 0n, burned: 0n, restored: 0n, expired: 0n };
const answer: readonly AccountBalance[] = [
  { unit: 'points', decimals: 0, available: 120n, pending: 0n, held: 0n, totals },
];
const answersAtOnce = { execute: (): Promise<readonly AccountBalance[]> => Promise.resolve(answer) };
const refuses = { execute: (): Promise<never> => Promise.reject(new Error('only GetBalances is answered here')) };
/** What the controller is given. */
const needed = Reflect.getMetadata('design:paramtypes', LedgerController) as Type[];

class NoOpModule {}
// Node strips types and knows no decorators.
Module({})(NoOpModule);

const noOp = {
  module: NoOpModule,
  controllers: [LedgerController],
  providers: [
    { provide: GetBalances, useValue: answersAtOnce },
    ...needed.filter((provide) => provide !== GetBalances).map((provide) => ({ provide, useValue: refuses })),
  ],
};

const stream = await openEventStream({ mongodbUri: options.mongodbUri, database: options.eventsDatabase });
const services = [
  await ledgerService.start({
    grpcUrl: options.ledgerUrl,
    mongodbUri: options.mongodbUri,
    database: options.database,
    stream,
    masterKey,
  }),
  await serveGrpc(noOp, {
    url: options.noOpUrl,
    services: { [`${topics.ledger}.${LEDGER_SERVICE_NAME}`]: LedgerServiceService },
    descriptorSet,
  }),
];

process.once('disconnect', () => {
  void Promise.all(services.map((service) => service.stop()))
    .then(() => stream.close())
    .finally(() => process.exit());
});
process.send?.('ready');
