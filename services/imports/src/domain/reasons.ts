/** What each exception code means, for the person who reads the report. `{name}` stands for a detail. */
const reasons: Readonly<Record<string, string>> = {
  wrong_column_count: 'the row has more or fewer columns than the header',
  wrong_encoding: 'the row has characters that are none in the encoding of the file',
  hostile_text: 'a text holds control or direction characters',
  text_too_long: 'a text is too long',
  empty_field: 'receipt, article, date or branch is empty',
  invalid_receipt: 'the receipt number is none (1 to 90 characters, no /)',
  invalid_quantity: 'the quantity is no number',
  quantity_too_fine: 'the quantity has more than three decimals',
  invalid_price: 'the price is no number',
  invalid_date: 'the date is none',
  ambiguous_number: 'the number is written otherwise than its column, and could mean two values',
  ambiguous_date: 'the date is written otherwise than its column, and could mean two days',
  damaged_by_spreadsheet: 'a spreadsheet has cut the value; take it from the source again',
  formula_without_value: 'the workbook holds the formula and not its value; save it once more',
  other_currency: 'the currency is not that of the club',
  total_row: 'a row of totals among the rows of sales',
  price_not_positive: 'a sale of nothing but free goods',
  price_negative: 'the price is below zero',
  price_differs: 'the returned goods were sold at another price',
  quantity_not_positive: 'the quantity is zero or less and nothing is returned',
  receipt_contradicts: 'rows of this receipt name different members, or are sales and returns',
  receipt_incomplete:
    'another row of this receipt cannot be read, and what is off the receipt is shared over all of them; mend that row and send the whole receipt',
  branch_not_found: 'the club has no such branch, or it is not yours',
  till_unknown: 'the branch has no such till',
  sold_in_future: 'the sale is more than a day ahead',
  sold_too_early: 'the sale is older than any shop till',
  no_member: 'a return without member cannot be matched',
  no_matching_line: 'no earlier sale of this member holds the returned goods at that price',
  too_many_returns: 'the sales that hold the returned goods have as many returns as one can have',
  matched_in_part: 'only a part of the returned goods was found in earlier sales',
  receipt_differs: 'the same receipt is known otherwise',
  amount_out_of_range: 'the amount is too large',
  too_many_lines: 'the receipt has more than 10,000 lines',
  too_much_text: 'the texts of the receipt are too long together',
  invalid_line: 'the line cannot be read',
};

export interface Reasoned {
  readonly code: string;
  /** Thousandths of a unit that were not taken. */
  readonly quantityMilli?: number;
  readonly details?: Readonly<Record<string, string>>;
}

/** In words, with the cell that is at fault where one is. */
export const reasonOf = ({ code, quantityMilli, details = {} }: Reasoned): string => {
  const reason = reasons[code] ?? code.replaceAll('_', ' ');
  const units = quantityMilli ? ` (${String(quantityMilli / 1000)} units were not)` : '';
  const cell =
    details.column === undefined
      ? ''
      : ` (${details.column}${details.value === undefined ? '' : `: ${details.value}`})`;
  const told = [details.differs, details.sold_at]
    .filter((text) => text !== undefined)
    .map((text) => `: ${text}`)
    .join('');
  return `${reason}${units}${cell}${told}`;
};
