export { importSales } from './import-sales.ts';
export { summaryText } from './commands/summary.ts';
export { amount, figure } from './figures.ts';
