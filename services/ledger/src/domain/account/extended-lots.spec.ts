import { describe, expect, test } from '@jest/globals';
import { account, day } from '../../../test/account-story.ts';
import { accrue, burn, ended, extend, reverse, send } from '../../../test/commands.ts';
import type { Command } from '../journal/command.ts';
import { History } from '../journal/history.ts';
import { plainPoints } from '../time/unit.ts';

describe('an account whose lots were extended', () => {
  test('gets burned units back with the later expiry of their lot, whether or not something is left of it', () => {
    const story = account().when(
      accrue(10n, { key: 'e:a', expiresAt: day(10) }),
      burn(5n, { key: 'e:b' }),
      extend('e:a', day(40)),
      burn(5n),
    );
    story.on(day(20)).when(reverse('e:b')).thenPosted({ available: 5n });
  });

  test('gets sent units back with the later expiry of their lot too', () => {
    const story = account().when(
      accrue(10n, { key: 'e:a', expiresAt: day(10) }),
      send(5n, { key: 'c:gift' }),
      extend('e:a', day(40)),
      burn(5n),
    );
    story.on(day(20)).when(ended('return', 'c:gift')).thenLots(['e:a', 5n]).on(day(41)).thenBalances({ available: 0n });
  });

  test('gets them back apart from a newer lot of the same name, which ends as it always did', () => {
    const until = (n: number) =>
      accrue(5n, { terms: { unit: { ...plainPoints, expiry: { model: 'fixed_date', at: day(n) } } } });
    const lot = `until:${day(10).toISOString()}`;
    const story = account().when(
      until(10),
      burn(2n, { key: 'e:b' }),
      extend(lot, day(40)),
      burn(3n),
      until(10),
      burn(1n, { key: 'e:c' }),
    );
    story.when(reverse('e:b'), reverse('e:c')).thenLots([lot, 5n], [`${lot}@${day(40).toISOString()}`, 2n]);
  });

  test('gives them the end that they had where only what was taken later knows the extension', () => {
    const story = account().when(
      accrue(10n, { key: 'e:a', expiresAt: day(10) }),
      extend('e:a', day(40)),
      burn(10n, { key: 'e:b' }),
    );
    story.when(reverse('e:b')).thenLots(['e:a', 10n]).on(day(39)).thenBalances({ available: 10n });
  });

  test('leaves what never ends as it is, and other lots', () => {
    const story = account().when(
      accrue(4n, { key: 'e:a', expiresAt: day(10) }),
      accrue(4n, { key: 'e:o', expiresAt: day(11) }),
      accrue(4n),
      burn(12n, { key: 'e:b' }),
      accrue(1n, { key: 'e:c', expiresAt: day(5) }),
      extend('e:c', day(40)),
    );
    story.when(reverse('e:b')).thenLots(['e:a', 4n], ['e:o', 4n], ['e:c', 1n], ['never', 4n]);
  });
});

describe('the end that a lot was given since an entry', () => {
  const history = (...commands: Command[]): History => History.of(account().when(...commands).commits);
  const lot = accrue(9n, { key: 'e:a', expiresAt: day(10) });

  test('is the latest of several, whatever their order', () => {
    const told = history(lot, burn(1n, { key: 'e:b' }), extend('e:a', day(20)), extend('e:a', day(30)));
    expect(told.extendedSince('e:b', 'e:a')).toEqual(day(30));
    expect(told.extendedSince('e:b', 'e:other')).toBeUndefined();
  });
  test('is none when it was extended before', () => {
    const told = history(lot, extend('e:a', day(20)), burn(1n, { key: 'e:b' }));
    expect(told.extendedSince('e:b', 'e:a')).toBeUndefined();
    expect(told.extendedSince('e:a', 'e:a')).toEqual(day(20));
  });
  test('goes by the moments of commits, in whichever order they were found', () => {
    const { commits } = account()
      .when(lot)
      .on(day(1))
      .when(burn(1n, { key: 'e:b' }))
      .on(day(2))
      .when(extend('e:a', day(20)));
    expect(History.of(commits.toReversed()).extendedSince('e:b', 'e:a')).toEqual(day(20));
    expect(History.of(commits.toReversed()).extendedSince('e:a', 'e:a')).toEqual(day(20));
  });
});
