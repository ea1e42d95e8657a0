import type { Clock } from '@vafa/kernel';
import { Limiter, type Rate } from '@vafa/limiter';
import { tooMany } from './too-many.ts';

/** How often who may ask; see docs/limits.md. */
export interface Rates {
  /** Requests of one API key. */
  readonly perKey: Rate;
  /** Requests from one address. */
  readonly perAddress: Rate;
  /** Baskets and batches of one till. */
  readonly perTill: Rate;
  /** Wrong API keys from one address. */
  readonly wrongKeys: Rate;
  /** Tries to sign in that failed, from one address, in browsers that nobody signed in with before. */
  readonly wrongPasswords: Rate;
  /** Wrong voucher codes by one API key. */
  readonly wrongCodes: Rate;
  /** Wrong voucher codes that begin alike, by whomever. */
  readonly wrongCodesAlike: Rate;
  /** Members looked up by one API key that is bound to branches; one that nobody is found by counts five. */
  readonly lookUps: Rate;
}

/** A till of 40 sales a second with five requests each asks 200 times a second. */
export const ratesDefault: Rates = {
  perKey: { perSecond: 1_000, burst: 3_000 },
  perAddress: { perSecond: 2_000, burst: 6_000 },
  perTill: { perSecond: 300, burst: 900 },
  wrongKeys: { perSecond: 1, burst: 60 },
  wrongPasswords: { perSecond: 0.1, burst: 30 },
  wrongCodes: { perSecond: 0.2, burst: 20 },
  wrongCodesAlike: { perSecond: 1, burst: 60 },
  lookUps: { perSecond: 1, burst: 120 },
};

/** Beside the one that every look-up takes: who asks for many that are not there is guessing. */
const tokensOfMiss = 4;

const codePrefixLength = 4;

const pass = (waitMs: number, what: string): void => {
  if (waitMs > 0) throw tooMany(waitMs, `too many requests ${what}; ask again later`);
};

/**
 * The brakes of the door. Each raises `too_many_requests`. Only failures brake keys and codes that are wrong: who asks
 * with the right ones is never stopped by what others try.
 */
export class Limits {
  private readonly keys: Limiter;
  private readonly addresses: Limiter;
  private readonly tills: Limiter;
  private readonly wrongKeys: Limiter;
  private readonly wrongCodes: Limiter;
  private readonly wrongCodesAlike: Limiter;
  private readonly lookUps: Limiter;

  constructor(rates: Rates, clock: Clock) {
    const limiter = (rate: Rate): Limiter => new Limiter(rate, clock);
    this.keys = limiter(rates.perKey);
    this.addresses = limiter(rates.perAddress);
    this.tills = limiter(rates.perTill);
    this.wrongKeys = limiter(rates.wrongKeys);
    this.wrongCodes = limiter(rates.wrongCodes);
    this.wrongCodesAlike = limiter(rates.wrongCodesAlike);
    this.lookUps = limiter(rates.lookUps);
  }

  address(address: string): void {
    pass(this.addresses.take(address), 'from this address');
  }

  key(callerId: string): void {
    pass(this.keys.take(callerId), 'with this key');
  }

  /** Tills are told apart by key as well, so that nobody can use up another's share by its name. */
  till(callerId: string, branchId: string, till: string): void {
    pass(this.tills.take(JSON.stringify([callerId, branchId, till])), 'of this till');
  }

  wrongKey(address: string): void {
    pass(this.wrongKeys.take(address), 'with wrong keys from this address');
  }

  /**
   * Before a code is looked up. A key reaches its own bound long before that of a beginning: it can lock out itself
   * alone.
   */
  code(callerId: string, clubId: string, code: string): void {
    pass(this.wrongCodes.wait(callerId), 'with wrong codes');
    pass(this.wrongCodesAlike.wait(beginningOf(clubId, code)), 'with wrong codes that begin like this one');
  }

  wrongCode(callerId: string, clubId: string, code: string): void {
    this.wrongCodes.charge(callerId);
    this.wrongCodesAlike.charge(beginningOf(clubId, code));
  }

  /** Before a member is looked up by a key that may do no more than that. */
  lookUp(callerId: string): void {
    pass(this.lookUps.take(callerId), 'for members with this key');
  }

  missedLookUp(callerId: string): void {
    this.lookUps.charge(callerId, tokensOfMiss);
  }
}

const beginningOf = (clubId: string, code: string): string =>
  `${clubId}/${code
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()
    .slice(0, codePrefixLength)}`;
