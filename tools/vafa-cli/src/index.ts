export { importSales } from './import-sales.ts';
export { ApiProblem, patiently, RestApi } from './rest-api.ts';
export { summaryText, type Summary } from './commands/summary.ts';
export { amount, figure, type Money } from './figures.ts';
