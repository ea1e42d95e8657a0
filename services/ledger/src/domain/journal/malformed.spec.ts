import { describe, expect, test } from '@jest/globals';
import { day } from '../../../test/account-story.ts';
import {
  accrue,
  adjust,
  burn,
  capture,
  ended,
  extend,
  hold,
  join,
  leave,
  life,
  merge,
  open,
  receive,
  reinstate,
  reverse,
  sara,
  send,
  settle,
  unmerge,
  voided,
} from '../../../test/commands.ts';
import type { Command } from './command.ts';
import { malformed } from './malformed.ts';

const noMoment = new Date(Number.NaN);
const most = 10n ** 12n;
const clerk = { person: 'usr_1', role: 'service_agent' };
const verb = (command: Command, change: object): Command => ({
  ...command,
  verb: { ...command.verb, ...change } as Command['verb'],
});
const lots = (count: number, amount = 1n) => Array.from({ length: count }, () => ({ amount }));
const unit = { lot: 'e:there', amount: 1n };

describe('a command is well-formed', () => {
  test.each<[string, Command]>([
    ['with a key of 256 characters', accrue(1n, { key: `e:${'x'.repeat(254)}` })],
    [
      'with texts as long as may be',
      { ...accrue(1n), cause: 'x'.repeat(256), reason: 'x'.repeat(200), reference: 'x'.repeat(200) },
    ],
    ['with a grace', reverse('e:a', 0n, { terms: { graceUntil: day(9) } })],
    ['when it counts at another moment', accrue(1n, { effectiveAt: day(9) })],
    ['when it activates before it expires', accrue(1n, { activeAt: day(8), expiresAt: day(9) })],
    ['when it holds for an owner of 200 characters', hold(1n, { owner: 'x'.repeat(200) })],
    ['when it opens with 1,000 lots', open(lots(1_000))],
    ['when it opens with the most in all', open([{ amount: most - 1n, expiresAt: day(9) }, { amount: 1n }])],
    ['when it corrects downwards', adjust(-most)],
    ['when somebody approved it', adjust(1n, { approver: 'usr_2' })],
    ['when it extends a lot', extend('e:a', day(9))],
    ['when it reinstates all', reinstate('never')],
    ['when it sends', send(1n)],
    ['when it receives', receive([unit], { key: 'e:r' })],
    ['when a merged account with nothing in it arrives', verb(receive([]), { origin: 'merged' })],
    ['when it merges', merge('demo.omid.points', { undoUntil: day(9) })],
    ['when it takes a merge back', unmerge('demo.omid.points')],
    ['when it joins with one hundredth', join('demo.home.points', 1)],
    ['when it joins with all', join('demo.home.points', 100)],
    ['when it leaves', leave()],
    ['when it freezes', life('freeze')],
    ['when it unfreezes', life('unfreeze')],
    ['when it closes', life('close')],
    ['when a transfer ends', ended('arrive', 'e:s')],
    ['when a transfer comes back', ended('return', 'c:s')],
    ['when it settles', settle('e:x', 'club')],
    ['when it voids', voided('c:till:1')],
  ])('%s', (_name, command) => {
    expect(malformed(command)).toBeUndefined();
  });
});

describe('what every command says is checked first', () => {
  test.each<[string, Command, string]>([
    [
      'an account without a club',
      accrue(1n, { account: { ...sara, clubId: '' } }),
      'an account is a club, a member and a unit',
    ],
    [
      'a key without a prefix',
      burn(1n, { key: 'till:1' }),
      'a key starts with c: or e: and has at most 256 characters',
    ],
    [
      'a key after a blank',
      burn(1n, { key: ' c:till:1' }),
      'a key starts with c: or e: and has at most 256 characters',
    ],
    [
      'a key that is too long',
      burn(1n, { key: `c:${'x'.repeat(255)}` }),
      'a key starts with c: or e: and has at most 256 characters',
    ],
    [
      'a cause that is too long',
      { ...burn(1n), cause: 'x'.repeat(257) },
      'a cause has at most 256 characters, reason and reference have at most 200',
    ],
    [
      'a reason with a tabulator',
      { ...burn(1n), reason: 'a\tb' },
      'a cause has at most 256 characters, reason and reference have at most 200',
    ],
    [
      'a reference with a line break before it',
      { ...burn(1n), reference: '\nx' },
      'a cause has at most 256 characters, reason and reference have at most 200',
    ],
    ['no moment at which it counts', burn(1n, { effectiveAt: noMoment }), 'effective_at is not a moment'],
    ['a void of itself', voided('c:same', { key: 'c:same' }), 'a void has another key than its hold'],
    ['no moment of the grace', burn(1n, { terms: { graceUntil: noMoment } }), 'grace ends at a moment'],
  ])('%s', (_name, command, problem) => {
    expect(malformed(command)).toBe(problem);
  });
});

describe('what a verb says is checked', () => {
  const fromOne = 'an amount is between 1 and 10^12';
  const fromZero = 'an amount is between 0 and 10^12';
  const another = 'a transfer names the other account';

  test.each<[string, Command, string]>([
    ['an accrual of nothing', accrue(0n), fromOne],
    ['an accrual beyond the most', accrue(most + 1n), fromOne],
    ['an accrual that never activates', accrue(1n, { activeAt: noMoment }), 'activation and expiry are moments'],
    ['an accrual that ends at no moment', accrue(1n, { expiresAt: noMoment }), 'activation and expiry are moments'],
    [
      'an accrual that ends when it begins',
      accrue(1n, { activeAt: day(9), expiresAt: day(9) }),
      'units cannot expire before they activate',
    ],
    ['a burn of nothing', burn(0n), fromOne],
    ['a hold of nothing', hold(0n), fromOne],
    ['a hold of nobody', hold(1n, { owner: '' }), 'a hold has an owner'],
    ['a hold of somebody with a long name', hold(1n, { owner: 'x'.repeat(201) }), 'a hold has an owner'],
    ['a hold of two lines', hold(1n, { owner: 'sale\n1' }), 'a hold has an owner'],
    ['a hold of a line break and a name', hold(1n, { owner: '\nsale' }), 'a hold has an owner'],
    ['a capture of less than nothing', capture('e:h', -1n), fromZero],
    ['a capture beyond the most', capture('e:h', most + 1n), fromZero],
    ['a capture of no hold', capture('h'), 'a capture names a hold and its owner'],
    ['a capture for nobody', capture('e:h', 0n, { owner: '' }), 'a capture names a hold and its owner'],
    ['a void of no hold', voided('h'), 'a void names a hold and its owner'],
    ['a void for nobody', voided('e:h', { owner: '' }), 'a void names a hold and its owner'],
    ['a reversal of nothing', reverse(''), 'a reversal names an entry'],
    ['a reversal of two lines', reverse('a\nb'), 'a reversal names an entry'],
    ['a reversal of less than nothing', reverse('e:a', -1n), fromZero],
    ['an opening without lots', open([]), 'an opening has 1 to 1000 lots'],
    ['an opening with too many lots', open(lots(1_001)), 'an opening has 1 to 1000 lots'],
    ['an opening with an empty lot', open([{ amount: 1n }, { amount: 0n }]), fromOne],
    [
      'an opening with a lot that is over before it begins',
      open([{ amount: 1n, activeAt: day(9), expiresAt: day(8) }]),
      'units cannot expire before they activate',
    ],
    ['an opening beyond the most in all', open(lots(2, most)), fromOne],
    ['a correction of nothing', adjust(0n), fromOne],
    ['a correction downwards beyond the most', adjust(-most - 1n), fromOne],
    [
      'a correction by nobody',
      verb(adjust(1n), { by: { ...clerk, person: '' } }),
      'a correction names a person and a role',
    ],
    [
      'a correction by a person without a role',
      verb(adjust(1n), { by: { ...clerk, role: '' } }),
      'a correction names a person and a role',
    ],
    ['a correction that nobody approved', adjust(1n, { approver: '' }), 'a correction names a person and a role'],
    ['a correction that ends at no moment', adjust(1n, { expiresAt: noMoment }), 'activation and expiry are moments'],
    ['an extension of no lot', extend('', day(9)), 'an extension names a lot and a moment'],
    ['an extension to no moment', extend('e:a', noMoment), 'an extension names a lot and a moment'],
    ['a reinstatement of no lot', reinstate(''), 'a reinstatement names a lot'],
    ['a reinstatement of less than nothing', reinstate('e:a', -1n), fromZero],
    [
      'a reinstatement that ends at no moment',
      reinstate('e:a', 0n, { expiresAt: noMoment }),
      'activation and expiry are moments',
    ],
    ['a gift of nothing', send(0n), fromOne],
    ['a gift to no account', send(1n, { to: 'omid' }), another],
    ['a gift to more than an account', send(1n, { to: 'demo.omid.points.x' }), another],
    ['a gift to another club', send(1n, { to: 'other.omid.points' }), 'units stay in their club and are of one kind'],
    ['a gift of another unit', send(1n, { to: 'demo.omid.miles' }), 'units stay in their club and are of one kind'],
    ['a gift to oneself', send(1n, { to: 'demo.sara.points' }), 'a transfer has two accounts'],
    ['receiving nothing', receive([]), 'what is received are units of lots'],
    ['receiving units of no lot', receive([unit, { ...unit, lot: '' }]), 'what is received are units of lots'],
    ['receiving a lot without units', receive([{ ...unit, amount: 0n }]), 'what is received are units of lots'],
    [
      'receiving a lot that ends at no moment',
      receive([{ ...unit, expiresAt: noMoment }]),
      'what is received are units of lots',
    ],
    ['receiving beyond the most', receive([unit, { ...unit, amount: most }]), fromOne],
    [
      'receiving a merged account beyond the most',
      verb(receive([unit, { ...unit, amount: most }]), { origin: 'merged' }),
      fromZero,
    ],
    ['receiving from nobody', receive([unit], { from: '' }), another],
    ['a merge into no account', merge('omid'), another],
    ['a merge into itself', merge('demo.sara.points'), 'a transfer has two accounts'],
    [
      'a merge that can be taken back until no moment',
      merge('demo.omid.points', { undoUntil: noMoment }),
      'a merge can be undone until a moment',
    ],
    ['taking back a merge with no account', unmerge('omid'), another],
    ['joining with nothing', join('demo.home.points', 0), 'a share is 1 to 100 hundredths'],
    ['joining with more than all', join('demo.home.points', 101), 'a share is 1 to 100 hundredths'],
    ['joining with a part of a hundredth', join('demo.home.points', 1.5), 'a share is 1 to 100 hundredths'],
    ['joining no household', join('home', 10), another],
    ['the end of no transfer', ended('arrive', 's'), 'the end of a transfer names its beginning'],
    ['the return of no transfer', ended('return', 's'), 'the end of a transfer names its beginning'],
    ['settling no exception', settle('', 'club'), 'a settlement names an exception'],
    [
      'settling by nobody',
      verb(settle('e:x', 'club'), { by: { ...clerk, person: '' } }),
      'a correction names a person and a role',
    ],
  ])('%s', (_name, command, problem) => {
    expect(malformed(command)).toBe(problem);
  });
});
