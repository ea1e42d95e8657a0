/** What each exception code means, for the person who reads the report. */
const reasons: Readonly<Record<string, string>> = {
  wrong_column_count: 'the row has more or fewer columns than the header',
  wrong_encoding: 'the row is not UTF-8',
  hostile_text: 'a text holds control or direction characters',
  text_too_long: 'a text is too long',
  empty_field: 'InvoiceNo, StockCode or Country is empty',
  invalid_receipt: 'InvoiceNo is not a receipt number (1 to 90 characters, no spaces, no /)',
  invalid_quantity: 'Quantity is not a whole number',
  invalid_price: 'UnitPrice is not a number',
  invalid_date: 'InvoiceDate is not a date and time (YYYY-MM-DDTHH:MM:SS)',
  price_not_positive: 'UnitPrice is zero or less',
  quantity_not_positive: 'Quantity is zero or less and the invoice is no return',
  member_differs: 'the row names another member than the first row of its return',
  no_member: 'a return without CustomerID cannot be matched',
  no_matching_line: 'no earlier sale of this member holds the returned goods at that price',
  matched_in_part: 'only a part of the returned goods was found in earlier sales',
  receipt_differs: 'the same receipt is known with other lines',
  amount_out_of_range: 'the amount is too large',
  invalid_line: 'the line cannot be read',
};

export const reasonOf = (code: string, quantity?: number): string => {
  const reason = reasons[code] ?? code.replaceAll('_', ' ');
  return quantity ? `${reason} (${String(quantity)} units were not)` : reason;
};
