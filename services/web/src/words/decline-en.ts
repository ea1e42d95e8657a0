/** Why the club refused something at a till, in English: `no.` and the code. */
export const declineEn = {
  'no.balance_too_low': 'The member has fewer points than that.',
  'no.more_than_total': 'The points are worth more than the sale.',
  'no.amount_out_of_bounds': 'The club spends more, or fewer, points at once.',
  'no.account_frozen': 'The member’s points are frozen. Ask a shift lead.',
  'no.account_closed': 'The member’s account is closed. Sell without a member.',
  'no.member_not_found': 'The club has no such member.',
  'no.branch_closed': 'This branch is closed: no sale is opened here any more.',
  'no.other_till': 'The sale was made at another till, before this one was paired anew.',
  'no.receipt_taken': 'The club knows another sale by this receipt.',
  'no.receipt_differs': 'The club knows this receipt with other lines, time or member.',
  'no.session_expired': 'The points were held too long and are free again; the sale was not closed.',
  'no.voucher_used': 'The sale was taken, but its voucher was used before.',
  'no.voucher_expired': 'The sale was taken, but its voucher had expired.',
  'no.voucher_cancelled': 'The sale was taken, but its voucher was cancelled.',
  'no.more_than_sold': 'More comes back than was sold and not returned yet.',
  'no.amount_out_of_range': 'The amount is larger than a sale can be.',
  'no.price_not_positive': 'A sale needs something that costs more than nothing.',
} as const;

export type DeclineWordId = keyof typeof declineEn;
