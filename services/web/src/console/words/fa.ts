import { approvalsFa } from '../approvals/words-fa.ts';
import { occasionsFa } from '../../words/occasions-fa.ts';
import { accountFa } from '../account/words-fa.ts';
import { membersFa } from '../members/words-fa.ts';
import { liveFa } from '../live/words-fa.ts';
import { outboxFa } from '../outbox/words-fa.ts';
import { overviewFa } from '../overview/words-fa.ts';
import { guideFa } from '../guide/words-fa.ts';
import { providersFa } from '../settings/provider-words-fa.ts';
import { settingsFa } from '../settings/words-fa.ts';
import { shellFa } from '../shell/words-fa.ts';
import { signInFa } from '../../sign-in/words-fa.ts';
import type { ConsoleWordId } from './en.ts';
import { workFa } from './work-fa.ts';

/** Texts of the console, in Persian. */
export const consoleFa: Readonly<Record<ConsoleWordId, string>> = {
  ...signInFa,
  ...shellFa,
  ...overviewFa,
  ...liveFa,
  ...membersFa,
  ...occasionsFa,
  ...outboxFa,
  ...approvalsFa,
  ...accountFa,
  ...guideFa,
  ...settingsFa,
  ...providersFa,
  ...workFa,
};
