import type { ByteWriter } from './byte-writer.ts';
import { decimalFraction } from './decimal-key.ts';
import { neighbour } from './neighbour.ts';
import type { Scalar } from '../bson/value.ts';

// A number x is written in three parts: the largest double d <= x, the digits of (x - d) / ulp(d), and 0. The double
// takes eight bytes in memory order. Doubles and integers below 2^53 have no digits, so all number types meet in one
// exact order.

const view = new DataView(new ArrayBuffer(8));

function writeDouble(out: ByteWriter, value: number): void {
  out.room(8);
  if (Number.isNaN(value)) out.bytes.fill(0, out.length, out.length + 8);
  else {
    view.setFloat64(0, value === 0 ? 0 : value);
    const high = view.getUint32(0);
    const low = view.getUint32(4);
    const negative = high >>> 31 === 1;
    out.bytes.writeUInt32BE((negative ? ~high : high ^ 0x80000000) >>> 0, out.length);
    out.bytes.writeUInt32BE((negative ? ~low : low) >>> 0, out.length + 4);
  }
  out.length += 8;
}

function writeDigits(out: ByteWriter, numerator: bigint, denominator: bigint): void {
  let rest = numerator;
  while (rest !== 0n) {
    rest *= 10n;
    out.byte(Number(rest / denominator) + 1);
    rest %= denominator;
  }
}

export function writeNumber(out: ByteWriter, value: number | bigint): void {
  if (typeof value === 'number') writeDouble(out, value);
  else {
    let below = Number(value);
    if (BigInt(below) > value) below = neighbour(below, -1n);
    writeDouble(out, below);
    const residual = value - BigInt(below);
    if (residual !== 0n) writeDigits(out, residual, BigInt(neighbour(below, 1n)) - BigInt(below));
  }
  out.byte(0);
}

export function writeDecimal(out: ByteWriter, value: Scalar): void {
  const { below, numerator, denominator } = decimalFraction(value.bytes);
  writeDouble(out, below);
  writeDigits(out, numerator, denominator);
  out.byte(0);
}
