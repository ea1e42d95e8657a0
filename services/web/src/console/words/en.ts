import { approvalsEn } from '../approvals/words-en.ts';
import { occasionsEn } from '../../words/occasions-en.ts';
import { accountEn } from '../account/words-en.ts';
import { membersEn } from '../members/words-en.ts';
import { liveEn } from '../live/words-en.ts';
import { outboxEn } from '../outbox/words-en.ts';
import { overviewEn } from '../overview/words-en.ts';
import { providersEn } from '../settings/provider-words-en.ts';
import { settingsEn } from '../settings/words-en.ts';
import { guideEn } from '../guide/words-en.ts';
import { shellEn } from '../shell/words-en.ts';
import { signInEn } from '../../sign-in/words-en.ts';
import { workEn } from './work-en.ts';

/** Texts of the console, in English. Each folder has its own; the ids are those of every language. */
export const consoleEn = {
  ...signInEn,
  ...shellEn,
  ...overviewEn,
  ...liveEn,
  ...membersEn,
  ...occasionsEn,
  ...outboxEn,
  ...approvalsEn,
  ...accountEn,
  ...guideEn,
  ...settingsEn,
  ...providersEn,
  ...workEn,
} as const;

export type ConsoleWordId = keyof typeof consoleEn;
