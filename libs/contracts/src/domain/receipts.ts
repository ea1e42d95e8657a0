export * from './judge-receipt.ts';
export * from './receipt-lines.ts';
