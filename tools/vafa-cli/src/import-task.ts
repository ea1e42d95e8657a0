/** A task as `GET /v1/tasks/{id}` shows it. */
export interface ImportTask {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'settling' | 'done' | 'failed';
  readonly phase: 'reading' | 'sales' | 'returns' | 'posting' | 'finished';
  readonly rows_total: number;
  readonly rows_done: number;
  readonly sales: Tally;
  readonly returns: Tally;
  readonly exceptions: number;
  readonly withheld_invoices: readonly string[];
  readonly withheld_rows: number;
  readonly dead_letters: number;
  readonly message: string;
  readonly failure: string;
}

export interface Tally {
  readonly accepted: number;
  readonly duplicates: number;
  readonly exceptions: number;
}

export const isOver = (task: ImportTask): boolean => task.state === 'done' || task.state === 'failed';
