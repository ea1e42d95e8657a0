import { DomainError } from '@vafa/kernel';
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Passwords } from '../ports/passwords.ts';

/** Costs of scrypt (RFC 7914): N is two to the power of `ln`, and `128 · N · r` bytes are used. */
export interface ScryptCosts {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB, three times: among the settings that OWASP's password storage cheat sheet gives for scrypt. */
export const scryptCosts: ScryptCosts = { ln: 15, r: 8, p: 3 };

const saltBytes = 16;
const hashBytes = 32;
const atOnceMax = 2;
const waitingMax = 100;
const oneTimeBytes = 10;
const oneTimeGroup = 4;
/** Crockford's base 32 in small letters: nothing that is taken for something else. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz';

const kept = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9_-]{22})\$([A-Za-z0-9_-]{43})$/;

const costsText = ({ ln, r, p }: ScryptCosts): string => `ln=${String(ln)},r=${String(r)},p=${String(p)}`;

const derive = (password: string, salt: Buffer, { ln, r, p }: ScryptCosts): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const N = 2 ** ln;
    scrypt(password, salt, hashBytes, { N, r, p, maxmem: 256 * N * r }, (error, hash) => {
      if (error) reject(error);
      else resolve(hash);
    });
  });

/** `$scrypt$ln=15,r=8,p=3$salt$hash`: each hash says how it was made. */
export class ScryptPasswords implements Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly costs: ScryptCosts = scryptCosts) {}

  async hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    const hash = await this.inTurn(() => derive(password, salt, this.costs));
    return `$scrypt$${costsText(this.costs)}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
  }

  async isRight(password: string, hash: string | undefined): Promise<boolean> {
    const [, ln, r, p, salt = '', expected = ''] = kept.exec(hash ?? '') ?? [];
    const costs = ln === undefined ? this.costs : { ln: Number(ln), r: Number(r), p: Number(p) };
    // Nobody's password: the same work, and never right.
    const salted = salt === '' ? Buffer.alloc(saltBytes) : Buffer.from(salt, 'base64url');
    const found = await this.inTurn(() => derive(password, salted, costs));
    const wanted = expected === '' ? randomBytes(hashBytes) : Buffer.from(expected, 'base64url');
    return timingSafeEqual(found, wanted) && ln !== undefined;
  }

  isOutdated(hash: string): boolean {
    return !hash.startsWith(`$scrypt$${costsText(this.costs)}$`);
  }

  oneTime(): string {
    let text = '';
    let bits = BigInt(`0x${randomBytes(oneTimeBytes).toString('hex')}`);
    for (let place = 0; place < oneTimeBytes * 8; place += 5) {
      text += letters.charAt(Number(bits & 31n));
      bits >>= 5n;
    }
    return (text.match(new RegExp(`.{${String(oneTimeGroup)}}`, 'g')) ?? []).join('-');
  }

  /** Two at a time: each takes a core and its memory. Raises `too_many_requests` when very many wait. */
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting.length >= waitingMax)
      throw new DomainError('refused', 'too_many_requests', 'too many sign in at once; ask again later', {
        retry_after_seconds: '5',
      });
    if (this.running >= atOnceMax) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
