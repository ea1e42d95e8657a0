import type { Question } from '../../domain/reading/inspection.ts';
import { mappingFields, type Mapping, type MappingField } from '../../domain/reading/mapping.ts';
import type { TableEvidence } from '../columns/table-evidence.ts';
import { propose, type Proposal } from '../mapping/propose.ts';
import { saysReturn, saysUndone } from '../mapping/return-words.ts';
import { placeOf } from '../rows/places.ts';
import { columnQuestion } from './questions.ts';

const amountFields: readonly MappingField[] = ['unitPrice', 'lineTotal', 'receiptTotal'];
const askedFields = ['receipt', 'date', 'unitPrice'] as const;

/** What is given comes before what the header proposes, column by column; an empty name takes a column out. */
export const startMapping = (
  header: readonly string[],
  given: Partial<Mapping>,
  answers: Readonly<Record<string, string>>,
): Proposal => {
  const proposal = propose(header);
  const answered = mappingFields.flatMap((field) => {
    const place = placeOf(header, answers[`column:${field}`] ?? '');
    return place < 0 ? [] : [[field, header[place] ?? ''] as const];
  });
  const own: Partial<Record<MappingField, string>> = { ...Object.fromEntries(answered), ...given.columns };
  const proposed = Object.entries(proposal.mapping.columns).filter(
    ([field]) => !hasAmount(own) || !amountFields.some((each) => each === field),
  );
  const merged = Object.entries({ ...Object.fromEntries(proposed), ...own }) as [MappingField, string][];
  const columns = Object.fromEntries(
    merged.filter(([, name]) => name !== '').map(([field, name]) => [field, header[placeOf(header, name)] ?? name]),
  );
  const rows =
    given.rows ?? (own.receiptTotal !== undefined ? 'receipt' : hasAmount(own) ? 'line' : proposal.mapping.rows);
  return { source: proposal.source, mapping: { ...proposal.mapping, ...given, rows, columns } };
};

const hasAmount = (columns: Partial<Record<MappingField, string>>): boolean =>
  amountFields.some((field) => Boolean(columns[field]));

/**
 * What only the rows tell: how returns are marked, and whether blank cells continue the row above. Of an export that is
 * known to go by signs no word of its kinds says otherwise.
 */
export const finishMapping = (
  { source, mapping }: Proposal,
  given: Partial<Mapping>,
  evidence: TableEvidence,
): Mapping => {
  const isSignMeant = source !== undefined && mapping.returns.by === 'sign';
  const returns =
    given.returns || isSignMeant ? { returns: given.returns ?? mapping.returns } : returnsOf(mapping, evidence);
  const continuation = given.continuation ?? (mapping.continuation || isContinued(evidence));
  // What was cancelled or never paid is no sale, whatever program says so.
  const undone = source === undefined &&
    !given.leaveOut && {
      leaveOut: [...(evidence.column('kind')?.values.keys() ?? [])].filter(saysUndone).slice(0, leaveOutMax),
    };
  const finished = {
    ...mapping,
    ...returns,
    ...undone,
    ...(given.returnedQuantities && { returnedQuantities: given.returnedQuantities }),
    continuation,
  };
  const isKindRead = finished.returns.by === 'column' || finished.leaveOut.length > 0 || Boolean(given.columns?.kind);
  if (isKindRead) return finished;
  const { kind: _unread, ...columns } = finished.columns;
  return { ...finished, columns };
};

/** A prefix marks returns only while no receipt with it sells anything; a kind does when one of its values says so. */
const returnsOf = (
  mapping: Mapping,
  evidence: TableEvidence,
): Pick<Mapping, 'returns'> & Partial<Pick<Mapping, 'returnedQuantities'>> => {
  if (mapping.returns.by === 'prefix')
    return { returns: evidence.prefixed.positive > 0 ? { by: 'sign' } : mapping.returns };
  const said = [...(evidence.column('kind')?.values.keys() ?? [])].filter(saysReturn);
  if (said.length === 0) return { returns: mapping.returns };
  const values = mapping.returns.by === 'column' ? [...new Set([...mapping.returns.values, ...said])] : said;
  const { positive, negative } = evidence.ofKind;
  return { returns: { by: 'column', values }, returnedQuantities: positive > negative ? 'positive' : 'negative' };
};

const leaveOutMax = 50;
const continuedShare = 0.05;

const isContinued = ({ continued, rows }: TableEvidence): boolean =>
  continued > 0 && continued >= rows * continuedShare;

/** Without receipt, day and amount no row is a sale. */
export const missingColumns = (
  mapping: Mapping,
  columns: readonly { readonly header: string; readonly examples: readonly string[] }[],
): Question[] => {
  const free = columns.filter(({ header }) => !Object.values(mapping.columns).includes(header));
  return askedFields
    .filter((field) => (field === 'unitPrice' ? !hasAmount(mapping.columns) : mapping.columns[field] === undefined))
    .map((field) => columnQuestion(field, free));
};

/**
 * Of two columns with one name a person says which is meant, unless they say the same. Of known exports only one name
 * that stands there twice leaves a choice.
 */
export const twinQuestions = (
  { source, mapping }: Proposal,
  given: Partial<Mapping>,
  evidence: TableEvidence,
  answers: Readonly<Record<string, string>>,
): Question[] =>
  (Object.entries(mapping.columns) as [MappingField, string][]).flatMap(([field, name]) => {
    if (given.columns?.[field] !== undefined || answers[`column:${field}`] !== undefined) return [];
    const rivals = evidence.rivalsOf(name).filter((rival) => source === undefined || isNumbered(rival, name));
    if (rivals.length === 0) return [];
    return [
      columnQuestion(
        field,
        [name, ...rivals].map((header) => ({ header, examples: evidence.of(header)?.examples ?? [] })),
      ),
    ];
  });

const isNumbered = (rival: string, name: string): boolean =>
  rival.startsWith(`${name} (`) && /^\d+\)$/.test(rival.slice(name.length + 2));
