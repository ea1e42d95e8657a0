import 'reflect-metadata';
import { topics } from '@vafa/contracts';
import type { EventStream } from '@vafa/events';
import { exitCodes, runService, StartFailure, type Verdict } from '@vafa/process';
import { ledgerConfig } from './ledger.config.ts';
import { prepareLedger, resumeRestoredLedger, runDueWork, startLedger, verifyLedger } from './ledger.module.ts';

const resumeRestored = (ground: Parameters<typeof resumeRestoredLedger>[0], text: string): Promise<Verdict> => {
  const since = new Date(text);
  if (Number.isNaN(since.getTime())) throw new StartFailure(`${text} is not a moment, as 2026-01-31T03:00:00Z is`, exitCodes.usage);
  return resumeRestoredLedger(ground, since);
};

await runService({
  name: 'ledger',
  config: ledgerConfig,
  topics: [topics.ledger, topics.checkout, topics.feedback],
  start: ({ GRPC_URL: grpcUrl, VAFA_MASTER_KEY: masterKey, DUE_EVERY_MINUTES: minutes }, ground) => startLedger({ ...ground, grpcUrl, masterKey, dueEveryMs: minutes * 60_000 }),
  prepare: prepareLedger,
  tasks: {
    verify: { run: ({ VAFA_MASTER_KEY: masterKey }, place) => verifyLedger({ ...place, masterKey }) },
    due: { run: ({ VAFA_MASTER_KEY: masterKey }, { mongodbUri, database }) => runDueWork({ mongodbUri, database, masterKey }) },
    restored: {
      args: ['since'],
      usesStream: true,
      run: ({ VAFA_MASTER_KEY: masterKey }, { stream, ...place }, [since = '']) => resumeRestored({ ...place, masterKey, stream: stream as EventStream }, since),
    },
  },
});
