import { identifier } from '@vafa/kernel';
import type { Mapping } from '../../domain/reading/mapping.ts';
import { plainText, saysNothing } from '../records/plain-text.ts';

const valueKey = (value: string): string => identifier(value).toLowerCase();

/** What the mapping says of returns and of rows that are left out. */
export class ReturnMarks {
  private readonly prefix: string | undefined;
  private readonly values: ReadonlySet<string>;
  private readonly leftOut: ReadonlySet<string>;

  constructor({ returns, leaveOut }: Mapping) {
    this.prefix = returns.by === 'prefix' ? identifier(returns.prefix) : undefined;
    this.values = new Set(returns.by === 'column' ? returns.values.map(valueKey) : []);
    this.leftOut = new Set(leaveOut.map(valueKey));
  }

  isReturn(receipt: string, kind: string): boolean {
    if (this.prefix !== undefined) return receipt.startsWith(this.prefix);
    return this.values.size > 0 && this.values.has(valueKey(kind));
  }

  /** Why a row is left out; undefined when it is not. */
  leftOutFor(kind: string, cancelled: string): string | undefined {
    const key = this.leftOut.size > 0 ? valueKey(kind) : '';
    if (this.leftOut.has(key)) return key === '' ? 'blank' : key;
    return cancelled === '' || saysNothing(plainText(cancelled)) ? undefined : 'cancelled';
  }
}
