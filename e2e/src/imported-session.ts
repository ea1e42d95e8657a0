import { createHash } from 'node:crypto';

/** Id of the session that an import makes of a sale (docs/import.md). */
export const importedSession = (receipt: string, day: string, branch: string, till = ''): string =>
  `imp-${receipt}-${day}-${createHash('sha256').update(`${branch}\n${till}`).digest('hex').slice(0, 8)}`;
