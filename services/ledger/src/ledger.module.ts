import { topics } from '@vafa/contracts';
import { defineService } from '@vafa/process';
import { HmacSeal } from './adapters/crypto/hmac-seal.ts';
import { subscriptions } from './adapters/events/subscriptions.ts';
import { LedgerBooksController } from './adapters/grpc/ledger-books.controller.ts';
import { LedgerController } from './adapters/grpc/ledger.controller.ts';
import { openCollections } from './adapters/mongo/collections.ts';
import { JournalOutbox } from './adapters/mongo/journal-outbox.ts';
import { MongoJournalIdentity } from './adapters/mongo/mongo-journal-identity.ts';
import { composeLedger } from './compose.ts';
import { ledgerConfig, ledgerSettings } from './ledger.config.ts';

export { dueConfig, dueEveryMsOf } from './ledger.config.ts';
export { resumeRestoredLedger, runDueWork, verifyLedger } from './ledger-tasks.ts';

export const ledgerService = defineService({
  name: 'ledger',
  topic: topics.ledger,
  reads: [topics.checkout, topics.feedback],
  config: ledgerConfig,
  settings: ledgerSettings,
  controllers: [LedgerController, LedgerBooksController],
  open: openCollections,
  compose: async (parts, { masterKey, dueEveryMs = 3_600_000 }) => {
    const seal = new HmacSeal(masterKey);
    const epoch = await new MongoJournalIdentity(parts.collections.identity, seal).epoch();
    const outbox = new JournalOutbox(parts.collections.commits, epoch);
    const { useCases, poster, timers } = composeLedger(parts, outbox, seal, dueEveryMs);
    return { useCases, outboxes: [outbox], consumes: subscriptions(poster), timers };
  },
});
