const view = new DataView(new ArrayBuffer(8));

/** The next double above (1n) or below (-1n); not for NaN and infinities. */
export function neighbour(value: number, step: 1n | -1n): number {
  if (value === 0) return step === 1n ? Number.MIN_VALUE : -Number.MIN_VALUE;
  view.setFloat64(0, value);
  view.setBigUint64(0, view.getBigUint64(0) + (value > 0 ? step : -step));
  return view.getFloat64(0);
}
