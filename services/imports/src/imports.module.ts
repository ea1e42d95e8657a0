import { topics } from '@vafa/contracts';
import { CheckoutServiceService } from '@vafa/contracts/checkout';
import { LedgerServiceService } from '@vafa/contracts/ledger';
import { MembershipServiceService } from '@vafa/contracts/membership';
import { newHolder } from '@vafa/events';
import { defineService } from '@vafa/process';
import { ExceptionsFile } from './adapters/csv/exceptions-file.ts';
import { ImportsController } from './adapters/grpc/imports.controller.ts';
import { openCollections } from './adapters/mongo/collections.ts';
import { portsOf } from './adapters/ports.ts';
import { clearAway } from './adapters/timer/clear-away.ts';
import { composeUseCases } from './compose.ts';
import type { FileReader } from './reading/reading.ts';
import { ThreadedReader } from './reading/thread/threaded-reader.ts';

export const importsService = defineService({
  name: 'imports',
  reads: [topics.checkout, topics.ledger],
  calls: { membership: MembershipServiceService, checkout: CheckoutServiceService, ledger: LedgerServiceService },
  controllers: [ImportsController],
  open: openCollections,
  compose: (
    { collections, clients: services, stream, alone, every, log, clock },
    { reader = new ThreadedReader() }: { readonly reader?: FileReader },
  ) => {
    const ports = portsOf({ collections, services, stream, reader, alone });
    const { useCases, runner, sweepUploads, change } = composeUseCases({ ...ports, clock, log }, newHolder());
    const sweeps = [clearAway('uploads', () => sweepUploads.execute()), clearAway('tasks', () => change.sweep())];
    return { useCases: [...useCases, new ExceptionsFile(ports.tasks)], timers: [runner, ...sweeps.map(every)] };
  },
});
