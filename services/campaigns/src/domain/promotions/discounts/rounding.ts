import { divideHalfUp } from '@vafa/kernel';
import { whole } from '../terms/amounts.ts';

/** dividend ÷ divisor, rounded up; neither is below 0. */
export const roundedUp = (dividend: bigint, divisor: bigint): bigint => (dividend + divisor - 1n) / divisor;

/** A share of an amount in ten-thousandths of a percent, rounded half up. */
export const shareOf = (amount: bigint, percent: bigint): bigint => divideHalfUp(amount * percent, whole);

export const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);
