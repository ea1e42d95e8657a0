import type { GuideTexts } from './topics.ts';

/** The build puts the pages of docs/guide here, as HTML (tools/web/guide.mjs). */
export const texts: GuideTexts = { owner: '', team: '', cashier: '', marketer: '' };
