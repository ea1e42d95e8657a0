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
  const member = page.locator('[data-known=true] h2');
  const [name = ''] = (await member.innerText()).split(' ');
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
  await found(till, name, see);
  await till.swipe(saraCard);
  await till.type('98000');
  await till.press('F9');
  await page.getByText(till.say('paid'), { exact: true }).waitFor();
  await till.ready();
  await see('paid');
  await panel('F10', 'receipt', 'receipt');
  await itemised(till, see);
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

/** Several members of one name, none of whom is taken. */
const found = async (till: TillVisit, name: string, see: See): Promise<void> => {
  await till.press('F2');
  await till.type(name);
  await till.page.getByRole('option').nth(1).waitFor();
  await see('found');
  for (let each = 0; each < name.length; each++) await till.press('Backspace');
  await till.page.getByRole('option').first().waitFor({ state: 'detached' });
  await till.press('Escape');
  await till.ready();
};

/** One item: its name or code, its price and how many. */
export const typeItem = async (till: TillVisit, name: string, price: string, many = '1'): Promise<void> => {
  await till.press('F3');
  await till.type(name);
  await till.press('Enter');
  await till.page.locator('input[inputmode=decimal]:focus').waitFor();
  await till.type(price);
  await till.press('Tab');
  await till.type(many);
  await till.press('Enter');
  await till.ready();
};

/** Items that are paid with points too, and their receipt as a return finds it. */
const itemised = async (till: TillVisit, see: See): Promise<void> => {
  const { page } = till;
  await page.getByRole('radio', { name: till.say('items') }).press('Space');
  await till.swipe(saraCard);
  await page.locator('[data-known=true]').waitFor();
  await typeItem(till, 'TEA', '485000', '2');
  await typeItem(till, 'R5', '1890000');
  await typeItem(till, 'B12', '62500', '1.5');
  await till.press('F6');
  await till.type('500');
  await page.locator('[data-total="2853750000"]').waitFor();
  await page
    .getByText(/^\+[\d۰-۹]/)
    .first()
    .waitFor();
  await see('items');
  await till.press('F9');
  await page.getByText(till.say('paid'), { exact: true }).waitFor();
  await till.ready();
  await till.press('F10');
  const number = await till.panel('receipt').locator('article bdi').nth(2).innerText();
  await see('items-receipt', dialog);
  await till.press('Escape');
  await till.ready();
  await till.press('F7');
  await till.type(number);
  await till.press('Enter');
  await page.getByRole('button', { name: till.say('all') }).press('Enter');
  await see('return-lines', dialog);
  await till.press('Escape');
  await till.ready();
  await page.getByRole('radio').nth(1).press('Space');
  await till.press('F3');
  await till.ready();
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
