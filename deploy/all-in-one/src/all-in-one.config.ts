import { checkoutConfig, checkoutSettings } from '@vafa/checkout';
import { feedbackConfig } from '@vafa/feedback';
import { edgeConfig, edgeOf } from '@vafa/gateway';
import { dueConfig, dueEveryMsOf } from '@vafa/ledger';
import { readProcessConfig } from '@vafa/process';
import { logFileConfig } from '@vafa/telemetry';
import { z } from 'zod';
import { keysConfig } from './secrets.ts';

/** Environment of the club in one process, beside that of every process (libs/process). */
export const allInOneConfig = z.object({
  ...keysConfig.shape,
  ...logFileConfig.shape,
  ...edgeConfig.shape,
  ...checkoutConfig.shape,
  ...feedbackConfig.shape,
  ...dueConfig.shape,
});

/** Stands for the embedded database until that is open. */
const embeddedUri = 'mongodb://embedded/';

/** What the environment asks of the club in one process. Raises ConfigError. */
export const readSettings = (environment: NodeJS.ProcessEnv) => {
  const isEmbedded = !environment.MONGODB_URI && !environment.MONGODB_URI_FILE;
  const { own, every } = readProcessConfig('all-in-one', allInOneConfig, {
    ...environment,
    ...(isEmbedded && { MONGODB_URI: embeddedUri }),
  });
  return {
    isEmbedded,
    every,
    masterKey: own.VAFA_MASTER_KEY,
    adminKey: own.VAFA_ADMIN_KEY,
    logFile: { mib: own.LOG_FILE_MIB, files: own.LOG_FILES },
    edge: edgeOf(own),
    ...checkoutSettings(own),
    answerHours: own.ANSWER_HOURS,
    dueEveryMs: dueEveryMsOf(own),
  };
};

export type Settings = ReturnType<typeof readSettings>;
