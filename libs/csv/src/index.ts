export { csvCell, csvLine, plainCell } from './cell.ts';
