import { approvalsPlaces } from './approvals/places.ts';
import { accountPlaces } from './account/places.ts';
import { memberActs, memberPlaces } from './members/places.ts';
import { outboxPlaces } from './outbox/places.ts';
import { overviewPlaces } from './overview/places.ts';
import { settingsActs, settingsPlaces } from './settings/places.ts';
import type { Act, Place } from './place.ts';
import { setupActs } from './setup/acts.ts';
import { workActs, workPlaces } from './work-places.ts';

/** Every page of the console. Each folder names its own; the order is that of the tabs. */
export const places: readonly Place[] = [
  ...overviewPlaces,
  ...memberPlaces,
  ...outboxPlaces,
  ...workPlaces,
  ...settingsPlaces,
  ...approvalsPlaces,
  ...accountPlaces,
];

/** What the palette offers to do. */
export const acts: readonly Act[] = [...memberActs, ...settingsActs, ...setupActs, ...workActs];
