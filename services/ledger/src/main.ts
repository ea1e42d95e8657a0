import 'reflect-metadata';
import type { EventStream } from '@vafa/events';
import type { z } from 'zod';
import { exitCodes, runService, StartFailure, type Verdict } from '@vafa/process';
import type { ledgerConfig } from './ledger.config.ts';
import { ledgerService, resumeRestoredLedger, runDueWork, verifyLedger } from './ledger.module.ts';

const resumeRestored = (ground: Parameters<typeof resumeRestoredLedger>[0], text: string): Promise<Verdict> => {
  const since = new Date(text);
  if (Number.isNaN(since.getTime()))
    throw new StartFailure(`${text} is not a moment, as 2026-01-31T03:00:00Z is`, exitCodes.usage);
  return resumeRestoredLedger(ground, since);
};

const masterKeyOf = (config: object): Buffer => (config as z.infer<typeof ledgerConfig>).VAFA_MASTER_KEY;

await runService({
  ...ledgerService.process,
  tasks: {
    verify: { run: (config, place) => verifyLedger({ ...place, masterKey: masterKeyOf(config) }) },
    due: {
      run: (config, { mongodbUri, database }) => runDueWork({ mongodbUri, database, masterKey: masterKeyOf(config) }),
    },
    restored: {
      args: ['since'],
      usesStream: true,
      run: (config, { stream, ...place }, [since = '']) =>
        resumeRestored({ ...place, masterKey: masterKeyOf(config), stream: stream as EventStream }, since),
    },
  },
});
