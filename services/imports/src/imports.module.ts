import { topics } from '@vafa/contracts';
import { CheckoutServiceService } from '@vafa/contracts/checkout';
import { LedgerServiceService } from '@vafa/contracts/ledger';
import { MembershipServiceService } from '@vafa/contracts/membership';
import { isGone, newHolder } from '@vafa/events';
import { defineService } from '@vafa/process';
import { ExceptionsFile } from './adapters/csv/exceptions-file.ts';
import { StreamReactions } from './adapters/events/stream-reactions.ts';
import { GrpcClubBooks } from './adapters/grpc/grpc-club-books.ts';
import { GrpcClubs } from './adapters/grpc/grpc-clubs.ts';
import { ImportsController } from './adapters/grpc/imports.controller.ts';
import { openCollections } from './adapters/mongo/collections.ts';
import { MongoSources } from './adapters/mongo/mongo-sources.ts';
import { MongoTasks } from './adapters/mongo/mongo-tasks.ts';
import { MongoUploads } from './adapters/mongo/mongo-uploads.ts';
import { StoredReading } from './adapters/reading/stored-reading.ts';
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
    { collections, clients, stream, every, log, clock },
    { reader = new ThreadedReader() }: { readonly reader?: FileReader },
  ) => {
    const tasks = new MongoTasks(collections, isGone);
    const uploads = new MongoUploads(collections);
    const stores = {
      tasks,
      uploads,
      sources: new MongoSources(collections),
      reading: new StoredReading(uploads, reader),
    };
    const others = {
      clubs: new GrpcClubs(clients.membership),
      books: new GrpcClubBooks(clients),
      reactions: new StreamReactions(stream, clients),
    };
    const { useCases, runner, sweepUploads, change } = composeUseCases(
      { ...stores, ...others, clock, log },
      newHolder(),
    );
    const sweeps = [clearAway('uploads', () => sweepUploads.execute()), clearAway('tasks', () => change.sweep())];
    return { useCases: [...useCases, new ExceptionsFile(tasks)], timers: [runner, ...sweeps.map(every)] };
  },
});
