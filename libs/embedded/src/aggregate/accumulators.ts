import { CommandError, unsupported } from '../command-error.ts';
import { asNumber, int32, isDecimal, isNullish } from '../bson/value.ts';
import type { Value } from '../bson/value.ts';
import { compare } from '../order/compare.ts';
import { keyText } from '../order/key-encoding.ts';
import { integerValue } from '../update/arithmetic.ts';

export interface Accumulator {
  add(value: Value | undefined): void;
  result(): Value;
}

/** Integers exactly; doubles with a compensation for what rounding loses (Neumaier). */
class Total {
  count = 0;
  #integers = 0n;
  #wide = false;
  #doubles = 0;
  #lost = 0;
  #inexact = false;

  add(value: Value | undefined): void {
    if (isDecimal(value)) throw unsupported('$sum and $avg of Decimal128');
    const number = asNumber(value);
    if (number === undefined) return;
    this.count++;
    if (typeof value === 'number') this.#addDouble(value);
    else {
      this.#integers += BigInt(number);
      this.#wide ||= typeof value === 'bigint';
    }
  }

  #addDouble(value: number): void {
    this.#inexact = true;
    const sum = this.#doubles + value;
    if (Number.isFinite(sum))
      this.#lost +=
        Math.abs(this.#doubles) >= Math.abs(value) ? this.#doubles - sum + value : value - sum + this.#doubles;
    this.#doubles = sum;
  }

  asDouble(): number {
    return Number.isFinite(this.#doubles) ? Number(this.#integers) + this.#doubles + this.#lost : this.#doubles;
  }

  sum(): Value {
    if (this.#inexact) return this.asDouble();
    return integerValue(this.#integers, this.#wide) ?? Number(this.#integers);
  }
}

const sum = (): Accumulator => {
  const total = new Total();
  return { add: (value) => total.add(value), result: () => total.sum() };
};

const average = (): Accumulator => {
  const total = new Total();
  return {
    add: (value) => total.add(value),
    result: () => (total.count === 0 ? null : total.asDouble() / total.count),
  };
};

const extreme = (sign: 1 | -1): Accumulator => {
  let best: Value | undefined;
  return {
    add: (value) => {
      if (!isNullish(value) && (best === undefined || compare(value, best) * sign > 0)) best = value;
    },
    result: () => best ?? null,
  };
};

const first = (): Accumulator => {
  let seen = false;
  let kept: Value = null;
  return {
    add: (value) => {
      if (!seen) kept = value ?? null;
      seen = true;
    },
    result: () => kept,
  };
};

const last = (): Accumulator => {
  let kept: Value = null;
  return {
    add: (value) => {
      kept = value ?? null;
    },
    result: () => kept,
  };
};

const push = (): Accumulator => {
  const all: Value[] = [];
  return {
    add: (value) => {
      if (value !== undefined) all.push(value);
    },
    result: () => all,
  };
};

const addToSet = (): Accumulator => {
  const all = new Map<string, Value>();
  return {
    add: (value) => {
      if (value === undefined) return;
      const key = keyText(value);
      if (!all.has(key)) all.set(key, value);
    },
    result: () => [...all.values()],
  };
};

const count = (): Accumulator => {
  let n = 0n;
  return {
    add: () => {
      n++;
    },
    result: () => integerValue(n, false) ?? int32(0),
  };
};

const accumulators: ReadonlyMap<string, () => Accumulator> = new Map<string, () => Accumulator>([
  ['$sum', sum],
  ['$avg', average],
  ['$min', () => extreme(-1)],
  ['$max', () => extreme(1)],
  ['$first', first],
  ['$last', last],
  ['$push', push],
  ['$addToSet', addToSet],
  ['$count', count],
]);

/** @throws CommandError that names an accumulator outside the supported set */
export function accumulatorNamed(name: string): () => Accumulator {
  const found = accumulators.get(name);
  if (found === undefined) throw new CommandError('Location15952', `unknown or unsupported group operator '${name}'`);
  return found;
}
