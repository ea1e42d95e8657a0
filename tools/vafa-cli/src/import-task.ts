/** A text in the languages that people of a club read. */
export interface Bilingual {
  readonly en: string;
  readonly fa: string;
}

/** What only a person can say of a file. */
export interface ImportQuestion {
  readonly id: string;
  readonly code: string;
  readonly text: Bilingual;
  readonly column: string | null;
  readonly options: readonly {
    readonly value: string;
    readonly label: Bilingual;
    readonly examples: readonly { readonly from: string; readonly to: string }[];
  }[];
}

/** A task as `GET /v1/tasks/{id}` shows it. */
export interface ImportTask {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'question' | 'settling' | 'done' | 'failed' | 'cancelled';
  readonly phase: 'inspecting' | 'reading' | 'sales' | 'returns' | 'posting' | 'finished';
  readonly rows_total: number;
  readonly rows_done: number;
  readonly sales: Tally;
  readonly returns: Tally;
  readonly exceptions: number;
  readonly exceptions_by_code: Readonly<Record<string, number>>;
  readonly withheld_invoices: readonly string[];
  readonly withheld_rows: number;
  readonly dead_letters: number;
  readonly message: string;
  readonly notes: readonly string[];
  readonly questions: readonly ImportQuestion[];
  readonly failure: string;
}

export interface Tally {
  readonly accepted: number;
  readonly duplicates: number;
  readonly exceptions: number;
}

export const isOver = ({ state }: ImportTask): boolean =>
  state === 'done' || state === 'failed' || state === 'cancelled';
