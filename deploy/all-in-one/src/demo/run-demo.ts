import { summaryText } from '@vafa/cli';
import type { Client } from '@vafa/client';
import { makeDemoClub } from './demo-club.ts';
import { areStoriesTold, tellStories } from './member-stories.ts';
import { importSample } from './sample.ts';

/**
 * The main job of a start: the club, its sample, a few stories, the summary. What is done already is not done again.
 */
export const runDemo = async (
  api: Client,
  options: { readonly empty: boolean; readonly signal: AbortSignal },
): Promise<void> => {
  await makeDemoClub(api);
  if (options.empty) {
    console.log('club demo is there, without the sample');
    return;
  }
  if (!(await areStoriesTold(api))) {
    console.log('importing a month of real invoices into club demo');
    console.log(await importSample(api, options.signal));
    for (const story of await tellStories(api)) console.log(`  ${story}`);
    console.log();
  }
  console.log(`club demo\n${summaryText(await api.call('getSummary'))}`);
};
