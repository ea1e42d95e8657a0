/** What each event of the contracts says that happened, in English. */
export const eventWordsEn = {
  'vafa.campaigns.earning_rule_published.v1': 'An earning rule was published',
  'vafa.checkout.sale_closed.v1': 'A sale was finished',
  'vafa.checkout.sale_returned.v1': 'Goods of a sale came back',
  'vafa.checkout.session_ended.v1': 'A basket was given up',
  'vafa.checkout.sale_corrected.v1': 'A sale was corrected',
  'vafa.feedback.survey_asked.v1': 'A member was asked in a survey',
  'vafa.feedback.survey_answered.v1': 'A survey was answered',
  'vafa.feedback.complaint_opened.v1': 'A complaint was opened',
  'vafa.feedback.complaint_answered.v1': 'A complaint was answered',
  'vafa.ledger.commit_posted.v1': 'Points were posted',
  'vafa.membership.member_enrolled.v1': 'A member was enrolled',
  'vafa.membership.club_created.v1': 'A club was made',
  'vafa.membership.branch_created.v1': 'A branch was made',
  'vafa.membership.member_corrected.v1': 'A member’s details were corrected',
  'vafa.membership.club_changed.v1': 'The club was changed',
  'vafa.membership.tiers_set.v1': 'The tiers were changed',
  'vafa.membership.branch_changed.v1': 'A branch was changed',
  'vafa.membership.member_erased.v1': 'A member was erased',
  'vafa.rewards.voucher_issued.v1': 'A voucher was issued',
  'vafa.rewards.voucher_used.v1': 'A voucher was used',
  'vafa.rewards.voucher_cancelled.v1': 'A voucher was cancelled',
} as const;

export type EventType = keyof typeof eventWordsEn;
