import { accountText, type AccountId } from '../src/domain/account/account-id.ts';
import type { Command } from '../src/domain/journal/command.ts';
import { Guess } from './guess.ts';
import type { World } from './link.ts';
import type { Operation } from './operation.ts';
import { told, wishes, type Wish } from './wishes.ts';

const clubs = ['north', 'south'];
/** Members of the same names in each club. */
const membersPerClub = 10;
const hotMembers = 2;
export const units = ['points', 'points', 'gift', 'budget'];

/** Thinks of what clients might want, from what they believe. */
export class OperationMaker {
  readonly guesses = new Map<string, Guess>();
  private made = 0;

  constructor(
    private readonly world: World,
    private readonly round: number,
  ) {}

  next(): Operation {
    const { random, timeline } = this.world;
    const guess = this.guess(this.anyAccount());
    const moment = {
      random,
      now: timeline.now,
      other: accountText({ ...guess.account, memberId: this.anyMember(guess.account.memberId) }),
    };
    for (let tries = 0; tries < 4; tries++) {
      const wish: Wish = random.weighted(wishes);
      const asked = this.statusAllows(guess, wish) && told(wish, guess, moment);
      if (asked) return this.operation(guess.account, asked);
    }
    return this.operation(
      guess.account,
      told(guess.status === 'frozen' ? 'unfreeze' : 'accrue', guess, moment) ?? {
        verb: { kind: 'accrue', amount: 1n },
      },
    );
  }

  /** A void that comes before its hold, and the hold. */
  crossed(): readonly [Operation, Operation] {
    const account = this.anyAccount();
    const owner = 'sal_3';
    const held = this.operation(account, { verb: { kind: 'hold', amount: 1n, owner } });
    return [this.operation(account, { verb: { kind: 'void', holdKey: held.command.key, owner } }), held];
  }

  /** A command that is wrong whatever the account is. */
  malformed(): Operation {
    const { random } = this.world;
    const account = this.anyAccount();
    const elsewhere = accountText({ ...account, clubId: account.clubId === 'north' ? 'south' : 'north' });
    const verb = random.pick<Command['verb']>([
      { kind: 'accrue', amount: 0n },
      { kind: 'burn', amount: -5n },
      { kind: 'accrue', amount: 10n ** 15n },
      { kind: 'send', amount: 1n, to: accountText(account) },
      { kind: 'send', amount: 1n, to: elsewhere },
      { kind: 'hold', amount: 1n, owner: '' },
    ]);
    return { ...this.operation(account, { verb }), only: 'invalid' };
  }

  /** Another command under the key of one that was answered. */
  otherBody({ command, account }: Operation): Operation {
    const id = this.nextId();
    return {
      id,
      account,
      command: { ...command, reference: id, verb: { kind: 'accrue', amount: this.world.random.amount(201n, 400n) } },
      only: 'key_reused',
      attempts: 0,
    };
  }

  guess(account: AccountId): Guess {
    const text = accountText(account);
    const known = this.guesses.get(text) ?? new Guess(account);
    this.guesses.set(text, known);
    return known;
  }

  private statusAllows({ status }: Guess, wish: Wish): boolean {
    if (status === 'open') return true;
    return status === 'frozen'
      ? wish !== 'accrue' && wish !== 'burn' && wish !== 'hold' && wish !== 'send' && wish !== 'overdraw'
      : this.world.random.chance(0.1);
  }

  private operation(account: AccountId, asked: Pick<Command, 'verb'> & Partial<Command>): Operation {
    const id = this.nextId();
    // A key may be as long as the contract allows.
    const key = `${this.world.random.chance(0.3) ? 'c' : 'e'}:${id}${this.world.random.chance(0.02) ? 'k'.repeat(100) : ''}`;
    return {
      id,
      account: accountText(account),
      attempts: 0,
      command: { account, key, cause: `cause of ${id}`, reason: 'simulation', reference: id, ...asked },
    };
  }

  private nextId(): string {
    return `op${String(this.round)}_${String(++this.made)}`;
  }

  private anyAccount(): AccountId {
    const { random } = this.world;
    const found = { clubId: random.pick(clubs), memberId: this.anyMember(), unit: random.pick(units) };
    // What is closed takes nothing any more; clients seldom ask it.
    return this.guesses.get(accountText(found))?.status === 'closed' && random.chance(0.9) ? this.anyAccount() : found;
  }

  private anyMember(but?: string): string {
    const { random } = this.world;
    const member = random.chance(0.4)
      ? `hot${String(random.between(1, hotMembers))}`
      : `mem${String(random.between(1, membersPerClub))}`;
    return member === but ? this.anyMember(but) : member;
  }
}
