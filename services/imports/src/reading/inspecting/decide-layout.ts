import type { Askable, Question } from '../../domain/reading/inspection.ts';
import type { DateForm, NumberForm } from '../../domain/reading/layout.ts';
import type { Mapping, MappingField } from '../../domain/reading/mapping.ts';
import type { ColumnEvidence } from '../columns/column-evidence.ts';
import type { TableEvidence } from '../columns/table-evidence.ts';
import { dateForms, formOfName, nameOfForm } from '../dates/date-form.ts';
import { isToman } from '../numbers/marks.ts';
import { dateQuestion, decimalQuestion, tomanQuestion } from './questions.ts';
import { decimalSigns, type DecimalSign } from '../numbers/decimal-reading.ts';

export interface ClubTerms {
  readonly currency: string;
  readonly currencyDigits: number;
  readonly today: number;
}

export interface LayoutChoice {
  readonly numbers: Readonly<Record<string, NumberForm>>;
  readonly dates: Readonly<Record<string, DateForm>>;
  readonly wholeIds: readonly string[];
  readonly questions: readonly Question[];
  readonly decisions: Readonly<Record<string, string>>;
  readonly askable: Askable;
}

/** What is counted in money, and what is not. */
const moneyFields: readonly MappingField[] = [
  'unitPrice',
  'lineTotal',
  'receiptTotal',
  'lineDiscount',
  'receiptNet',
  'receiptDiscount',
  'refunded',
];
const bareFields: readonly MappingField[] = ['quantity', 'discountPercent'];

/** What the whole columns say, the answers where they leave a choice, and questions where neither does. */
export class LayoutDecision {
  private readonly numbers: Record<string, NumberForm> = {};
  private readonly dates: Record<string, DateForm> = {};
  private readonly questions: Question[] = [];
  private readonly decisions: Record<string, string> = {};
  private readonly askable: Record<string, readonly string[]> = {};

  constructor(
    private readonly header: readonly string[],
    private readonly mapping: Mapping,
    private readonly evidence: TableEvidence,
    private readonly answers: Readonly<Record<string, string>>,
    private readonly terms: ClubTerms,
  ) {}

  make(): LayoutChoice {
    for (const field of [...bareFields, ...moneyFields]) this.decideNumber(field);
    this.decideDate();
    const wholeIds = this.header.filter((_, place) => this.evidence.columns[place]?.isWholeIds);
    return {
      numbers: this.numbers,
      dates: this.dates,
      wholeIds,
      questions: this.questions,
      decisions: this.decisions,
      askable: this.askable,
    };
  }

  private decideNumber(field: MappingField): void {
    const column = this.mapping.columns[field];
    const evidence = column === undefined ? undefined : this.evidence.of(column);
    if (column === undefined || !evidence) return;
    const isMoney = moneyFields.includes(field);
    const choice = evidence.numbers.decide(isMoney && this.terms.currencyDigits === 0);
    this.askable[`decimal:${column}`] =
      choice.options.length > 1 ? choice.options : choice.isEvident ? [choice.decimal] : decimalSigns;
    const answer = this.answers[`decimal:${column}`];
    const isAnswered = choice.options.some((each) => each === answer);
    if (choice.options.length > 1 && !isAnswered)
      this.questions.push(decimalQuestion(column, evidence.unsure, choice.options));
    const decimal = isAnswered ? (answer as DecimalSign) : choice.decimal;
    if (choice.isEvident || isAnswered) this.decisions[`decimal:${column}`] = decimal;
    this.numbers[column] = {
      decimal,
      ...(isMoney && this.isToman(column, evidence, decimal) && { times: 10 as const }),
    };
  }

  /** Ten rials are a toman; a file in toman is asked about, never multiplied unasked. */
  private isToman(column: string, evidence: ColumnEvidence, decimal: DecimalSign): boolean {
    const speaksOfIt = /تومان|تومن|toman/i.test(column) || [...evidence.numbers.marks.keys()].some(isToman);
    if (this.terms.currency !== 'IRR' || !speaksOfIt) return false;
    this.askable[`toman:${column}`] = ['toman', 'rial'];
    const answer = this.answers[`toman:${column}`];
    if (answer !== 'toman' && answer !== 'rial') {
      const cells = [...new Set([...evidence.unsure, ...evidence.examples])];
      this.questions.push(tomanQuestion(column, cells, decimal));
      return false;
    }
    this.decisions[`toman:${column}`] = answer;
    return answer === 'toman';
  }

  private decideDate(): void {
    const column = this.mapping.columns.date;
    const evidence = this.evidence.column('date');
    if (column === undefined || !evidence) return;
    const choice = evidence.dates.decide();
    const readings = choice.options.length > 1 ? choice.options : choice.isEvident ? [choice.form] : dateForms;
    this.askable[`date:${column}`] = readings.map(nameOfForm);
    const answer = choice.options.find((form) => nameOfForm(form) === this.answers[`date:${column}`]);
    if (choice.options.length > 1 && !answer)
      this.questions.push(dateQuestion(column, evidence.unsure, choice.options, this.terms.today));
    const form = answer ?? choice.form;
    this.dates[column] = formOfName(nameOfForm(form)) ?? form;
    if (choice.isEvident || answer) this.decisions[`date:${column}`] = nameOfForm(form);
  }
}
