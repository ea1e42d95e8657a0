import { unsupported } from '../command-error.ts';
import { neighbour } from './neighbour.ts';

interface DecimalFraction {
  /** The largest double that is not above the decimal. */
  readonly below: number;
  /** (decimal - below) / ulp(below) as a fraction in [0, 1). */
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const exponentBias = 6176;
const largestMagnitude = 300;
const whole = (below: number): DecimalFraction => ({ below, numerator: 0n, denominator: 1n });

/** A finite double as mantissa × 2^exponent. */
function binaryParts(value: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  return { mantissa: bits >> 63n === 1n ? -mantissa : mantissa, exponent: (biased === 0 ? 1 : biased) - 1075 };
}

/**
 * An IEEE 754 decimal128 (binary integer form), exactly.
 * @throws CommandError for magnitudes outside 1e-300 … 1e300, which no double brackets closely enough
 */
export function decimalFraction(bytes: Buffer): DecimalFraction {
  const high = bytes.readBigUInt64LE(8);
  const negative = high >> 63n === 1n;
  const combination = Number((high >> 58n) & 0x1fn);
  if (combination === 0x1f) return whole(NaN);
  if (combination === 0x1e) return whole(negative ? -Infinity : Infinity);
  // Both leading bits set is the large form, whose coefficients exceed 34 digits: they count as zero.
  const large = combination >> 3 === 3;
  const exponent = Number((large ? high >> 47n : high >> 49n) & 0x3fffn) - exponentBias;
  const coefficient = large ? 0n : ((high & 0x1ffffffffffffn) << 64n) | bytes.readBigUInt64LE(0);
  if (coefficient === 0n || coefficient >= 10n ** 34n) return whole(0);
  const magnitude = coefficient.toString().length + exponent - 1;
  if (Math.abs(magnitude) > largestMagnitude)
    throw unsupported('comparing or indexing a Decimal128 outside 1e-300 … 1e300');
  return bracket(negative ? -coefficient : coefficient, exponent);
}

function bracket(coefficient: bigint, exponent: number): DecimalFraction {
  let below = Number(`${coefficient}e${exponent}`);
  let difference = minus(coefficient, exponent, below);
  if (difference.numerator < 0n) {
    below = neighbour(below, -1n);
    difference = minus(coefficient, exponent, below);
  }
  if (difference.numerator === 0n) return whole(below);
  const low = binaryParts(below);
  const high = binaryParts(neighbour(below, 1n));
  const shared = Math.min(low.exponent, high.exponent);
  const ulp = (high.mantissa << BigInt(high.exponent - shared)) - (low.mantissa << BigInt(low.exponent - shared));
  const scale = shared >= 0 ? { up: ulp << BigInt(shared), down: 1n } : { up: ulp, down: 1n << BigInt(-shared) };
  return { below, numerator: difference.numerator * scale.down, denominator: difference.denominator * scale.up };
}

/** coefficient × 10^exponent − value, as a fraction. */
function minus(coefficient: bigint, exponent: number, value: number): { numerator: bigint; denominator: bigint } {
  const { mantissa, exponent: twos } = binaryParts(value);
  const denominator = (exponent < 0 ? 10n ** BigInt(-exponent) : 1n) * (twos < 0 ? 1n << BigInt(-twos) : 1n);
  const first = coefficient * (exponent > 0 ? 10n ** BigInt(exponent) : 1n) * (twos < 0 ? 1n << BigInt(-twos) : 1n);
  const second = mantissa * (twos > 0 ? 1n << BigInt(twos) : 1n) * (exponent < 0 ? 10n ** BigInt(-exponent) : 1n);
  return { numerator: first - second, denominator };
}
