import { DomainError } from '@vafa/kernel';
import type { SourceFile } from '../reading.ts';
import type { OpenedTable } from './opened-table.ts';

/** Finds the sheet with the table. */
export const openWorkbook = async (file: SourceFile, _answers: Readonly<Record<string, string>>, _wanted: ReadonlySet<string>): Promise<OpenedTable> => {
  await Promise.resolve();
  throw new DomainError('invalid', 'file_not_readable', `${file.name} is a workbook`);
};
