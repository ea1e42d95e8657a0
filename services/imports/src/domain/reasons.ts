/** What each exception code means, for the person who reads the report. */
const reasons: Readonly<Record<string, string>> = {
  wrong_column_count: 'the row has more or fewer columns than the header',
  wrong_encoding: 'the row is not UTF-8',
  hostile_text: 'a text holds control or direction characters',
  text_too_long: 'a text is too long',
  empty_field: 'InvoiceNo, StockCode or Country is empty',
  invalid_receipt: 'InvoiceNo is not a receipt number (1 to 90 characters, no spaces, no /)',
  invalid_quantity: 'Quantity is not a number with at most three decimal places, or beyond 1,000,000,000',
  invalid_price: 'UnitPrice is not a number',
  invalid_date: 'InvoiceDate is not a date and time (YYYY-MM-DDTHH:MM:SS)',
  price_negative: 'UnitPrice is less than zero',
  quantity_not_positive: 'Quantity is zero or less and the invoice is no return',
  member_differs: 'the row names another member than the first row of its return',
  no_member: 'a return without CustomerID cannot be matched',
  no_matching_line: 'no earlier sale of this member holds the returned goods at that price',
  matched_in_part: 'only a part of the returned goods was found in earlier sales',
  receipt_differs: 'the same receipt is known with other lines',
  amount_out_of_range: 'the amount is too large',
  invalid_line: 'the line cannot be read',
  quantity_out_of_range: 'Quantity is beyond 1,000,000,000',
  too_many_lines: 'the receipt has more than 10,000 lines',
  too_much_text: 'the SKUs and descriptions of the receipt have more than 1,000,000 characters',
};

export const reasonOf = (code: string, quantity?: number): string => {
  const reason = reasons[code] ?? code.replaceAll('_', ' ');
  return quantity ? `${reason} (${String(quantity)} units were not)` : reason;
};
