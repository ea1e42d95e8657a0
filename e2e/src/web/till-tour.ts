import { saraCard, saraPhone } from './till-club.ts';
import type { TillVisit } from './till-visit.ts';
import type { TillText } from './till-words.ts';

/** Looks at the till in a state, named; `within`: the part that lies over it. */
type See = (state: string, within?: string) => Promise<void>;

const dialog = '[role=dialog]';

/** Leads a till that is paired through what a cashier meets: each state is looked at once. */
export const tourOfTill = async (till: TillVisit, see: See): Promise<void> => {
  const { page } = till;
  const panel = async (key: string, word: TillText, state: string): Promise<void> => {
    await till.press(key);
    await till.panel(word).waitFor();
    await see(state, dialog);
    await till.press('Escape');
    await till.panel(word).waitFor({ state: 'detached' });
    await till.ready();
  };
  await see('empty');
  await till.press('F2');
  await till.type(saraPhone);
  await till.heading(/./).first().waitFor();
  await till.press('F3');
  await till.type('2450000');
  await page.locator('[data-total="2450000000"]').waitFor();
  // A narrow till has no room to show it.
  await page.getByText(till.say('offer')).waitFor({ state: 'attached' });
  await page
    .getByText(/^\+[\d۰-۹]/)
    .first()
    .waitFor();
  await see('quick');
  await panel('F4', 'voucher', 'voucher');
  await panel('F7', 'returned', 'return');
  await till.press('F8');
  await page.locator('[data-total="0"]').waitFor();
  await till.ready();
  await panel('F8', 'held', 'held');
  await page.getByRole('button', { name: till.say('helpButton') }).click();
  await till.panel('help').waitFor();
  await see('help', dialog);
  await till.press('Escape');
  await till.ready();
  await page.getByRole('button', { name: till.say('enrol') }).click();
  await till.panel('enrol').waitFor();
  await see('enrol', dialog);
  await till.press('Escape');
  await till.ready();
  await till.swipe(saraCard);
  await till.type('98000');
  await till.press('F9');
  await page.getByText(till.say('paid'), { exact: true }).waitFor();
  await till.ready();
  await see('paid');
  await panel('F10', 'receipt', 'receipt');
  await refused(till, see);
  await page.getByRole('button', { name: till.say('helpButton') }).click();
  await till
    .panel('help')
    .getByRole('button', { name: till.say('practice'), exact: true })
    .click();
  await till.sees('practising');
  await till.ready();
  await see('practice');
  await page.getByRole('button', { name: till.say('practiceEnd') }).click();
  await page.getByText(till.say('practising')).waitFor({ state: 'detached' });
};

/** A sale to a card of nobody, paid while there was no connection. */
const refused = async (till: TillVisit, see: See): Promise<void> => {
  const { page } = till;
  await till.cutNetwork(true);
  await till.type('41000');
  await till.sees('offline');
  await till.swipe('6219869999999999');
  await till.press('F9');
  await page.locator('[data-total="0"]').waitFor();
  await see('offline');
  await till.cutNetwork(false);
  await page.getByRole('button', { name: till.say('showQueue') }).click();
  await till.panel('queue').waitFor();
  await till.sees('notTaken');
  await page.getByRole('button', { name: till.say('aside') }).click();
  await see('refused', dialog);
  await page.getByRole('textbox', { name: till.say('settledHow') }).fill('…');
  await till.press('Enter');
  await till.press('Escape');
  await till.ready();
};
