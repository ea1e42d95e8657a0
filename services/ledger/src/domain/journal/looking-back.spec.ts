import { describe, expect, test } from '@jest/globals';
import { account } from '../../../test/account-story.ts';
import {
  accrue,
  burn,
  capture,
  ended,
  hold,
  reinstate,
  reverse,
  send,
  settle,
  voided,
} from '../../../test/commands.ts';
import { entriesNeeded, entriesNeededTogether, lotsNeeded } from './entries-needed.ts';
import type { Entry } from './entry.ts';
import { History } from './history.ts';

describe('a decision looks back at', () => {
  const holding = account()
    .holding(9n)
    .when(
      hold(5n, { key: 'e:h' }),
      hold(1n),
      capture('e:gone', 2n, { key: 'e:x', finished: true }),
      burn(99n, { finished: true }),
    ).head.state;

  test('what it takes back, brings back or ends', () => {
    expect(entriesNeeded(reverse('e:a'), holding)).toEqual(['e:a']);
    expect(entriesNeeded(reinstate('e:a'), holding)).toEqual(['e:a']);
    expect(entriesNeeded(ended('arrive', 'e:s'), holding)).toEqual(['e:s']);
    expect(entriesNeeded(ended('return', 'e:s'), holding)).toEqual(['e:s']);
  });
  test('a hold or an exception only when it is not open', () => {
    expect(
      [capture('e:h'), voided('e:h'), settle('e:x', 'club')].map((command) => entriesNeeded(command, holding)),
    ).toEqual([[], [], []]);
    expect(
      [capture('e:h2'), voided('e:h2'), settle('e:x2', 'club')].map((command) => entriesNeeded(command, holding)),
    ).toEqual([['e:h2'], ['e:h2'], ['e:x2']]);
    expect(entriesNeeded(settle('e:x', 'club'), account().head.state)).toEqual(['e:x']);
  });
  test('a hold or an exception that several end at once', () => {
    const together = [
      voided('e:h'),
      settle('e:x', 'club'),
      burn(1n),
      capture('e:h'),
      settle('e:x', 'account'),
      reverse('e:a'),
    ];
    expect(entriesNeededTogether(together, holding)).toEqual(['e:a', 'e:h', 'e:x']);
    expect(
      entriesNeededTogether([voided('e:h'), settle('e:x', 'club'), voided('e:h2'), voided('e:h2')], holding),
    ).toEqual(['e:h2']);
  });
  test('nothing for what comes in or is spent', () => {
    expect([accrue(1n), burn(1n), hold(1n)].map((command) => entriesNeeded(command, holding))).toEqual([[], [], []]);
  });
});

describe('to take an accrual back, what was done about its lot is needed', () => {
  const until = new Date('2027-01-01T00:00:00Z');
  const lotOfReversed = (units: Parameters<typeof accrue>[1], lot: string | undefined) => {
    const history = new History();
    const [entry] = account()
      .when(accrue(5n, { key: 'e:a', ...units }))
      .commits.flatMap(({ entries }) => entries);
    if (entry) history.add(lot === undefined ? entry : ({ ...entry, lot } as Entry));
    return lotsNeeded(reverse('e:a'), history);
  };

  test('when it shares the lot with others', () => {
    expect(lotOfReversed({ expiresAt: until }, 'until:2027-01-01T00:00:00.000Z')).toEqual([
      'until:2027-01-01T00:00:00.000Z',
    ]);
  });
  test('not when the lot is its own, never ends, or there is no such accrual', () => {
    expect(lotOfReversed({ expiresAt: until }, undefined)).toEqual([]);
    expect(lotOfReversed({}, undefined)).toEqual([]);
    expect(lotsNeeded(reverse('e:none'), new History())).toEqual([]);
  });
  test('to give units back, what was done about the lots with an end that they were of', () => {
    const history = History.of(
      account().when(
        accrue(5n),
        accrue(5n, { key: 'e:a', expiresAt: until }),
        burn(3n, { key: 'c:burn' }),
        send(4n, { key: 'c:gift' }),
      ).commits,
    );
    expect(
      [reverse('c:burn'), ended('return', 'c:gift'), ended('arrive', 'c:gift'), ended('return', 'c:none')].map(
        (command) => lotsNeeded(command, history),
      ),
    ).toEqual([['e:a'], ['e:a'], [], []]);
  });
  test('and for nothing else', () => {
    expect(lotsNeeded(burn(1n), new History())).toEqual([]);
  });
});
