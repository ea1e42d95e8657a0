import { sharedIdPrefixes } from '@vafa/contracts/ids';
import { DomainError, isId, isPlainLine, isPlainLines } from '@vafa/kernel';
import { checkFields } from './fields.ts';
import { lineExpected, textExpected, textLengthMax, tidy } from './wording.ts';

export interface ComplaintTerms {
  readonly memberId: string;
  readonly subject: string;
  readonly text: string;
  /** The sale it is about; may be empty. */
  readonly saleId: string;
}

export interface ComplaintAnswer {
  readonly id: string;
  /** Key of the command that gave it. */
  readonly key: string;
  readonly text: string;
  readonly author: string;
  /** Whether it closed the complaint. */
  readonly close: boolean;
  /** The member wrote it; absent: the club did. */
  readonly byMember?: boolean;
  readonly at: Date;
}

export interface Complaint extends ComplaintTerms {
  readonly id: string;
  readonly clubId: string;
  readonly status: 'open' | 'answered' | 'closed';
  readonly openedAt: Date;
  /** The club answers by then. */
  readonly promisedBy: Date;
  readonly answers: readonly ComplaintAnswer[];
}

export type AnswerTerms = Pick<ComplaintAnswer, 'key' | 'text' | 'author' | 'close' | 'byMember'>;

const hourMs = 3_600_000;
const lineLengthMax = 200;
/** All of them are one document; that which closes the complaint may come after the last. */
const answersMax = 100;

/** The terms with their texts tidied. Raises `invalid_complaint`; its details name every wrong field. */
export const checkComplaint = (given: ComplaintTerms): ComplaintTerms => {
  const terms = {
    memberId: given.memberId,
    subject: tidy(given.subject),
    text: tidy(given.text),
    saleId: given.saleId,
  };
  checkFields('invalid_complaint', 'complaint', {
    member_id: [isId(sharedIdPrefixes.member, terms.memberId), 'must be the id of a member'],
    subject: [isPlainLine(terms.subject, lineLengthMax), lineExpected(lineLengthMax)],
    text: [isPlainLines(terms.text, textLengthMax), textExpected],
    sale_id: [terms.saleId === '' || isId(sharedIdPrefixes.sale, terms.saleId), 'must be the id of a sale, or empty'],
  });
  return terms;
};

/** The answer with its texts tidied. Raises `invalid_complaint`. */
export const checkComplaintAnswer = (given: AnswerTerms): AnswerTerms => {
  const terms = { ...given, text: tidy(given.text), author: tidy(given.author) };
  checkFields('invalid_complaint', 'answer', {
    text: [isPlainLines(terms.text, textLengthMax), textExpected],
    author: [terms.byMember === true || isPlainLine(terms.author, lineLengthMax), lineExpected(lineLengthMax)],
  });
  return terms;
};

export const openComplaint = (
  id: string,
  clubId: string,
  terms: ComplaintTerms,
  answerHours: number,
  now: Date,
): Complaint => ({
  ...terms,
  id,
  clubId,
  status: 'open',
  openedAt: now,
  promisedBy: new Date(now.getTime() + answerHours * hourMs),
  answers: [],
});

/** What the member adds waits for the club again. */
const statusAfter = ({ close, byMember }: AnswerTerms): Complaint['status'] => {
  if (byMember) return 'open';
  return close ? 'closed' : 'answered';
};

/**
 * What an answer changes; undefined when its key has given it before. Raises `complaint_closed`, `too_many_answers`,
 * and `key_reused` when the key has given another answer.
 */
export const answerComplaint = (
  complaint: Complaint,
  id: string,
  answer: AnswerTerms,
  now: Date,
): Pick<Complaint, 'status' | 'answers'> | undefined => {
  const given = complaint.answers.find(({ key }) => key === answer.key);
  if (given) {
    if (given.text === answer.text && given.author === answer.author && given.close === answer.close) return undefined;
    throw new DomainError('conflict', 'key_reused', 'this key has given another answer');
  }
  if (complaint.status === 'closed') throw new DomainError('refused', 'complaint_closed', 'the complaint is closed');
  if (complaint.answers.length >= answersMax && !answer.close)
    throw new DomainError(
      'refused',
      'too_many_answers',
      `a complaint has at most ${answersMax} answers and one that closes it`,
    );
  return { status: statusAfter(answer), answers: [...complaint.answers, { ...answer, id, at: now }] };
};

/** The club's first answer came after the promise, or has not come although it has passed. */
export const isLate = ({ promisedBy, answers }: Pick<Complaint, 'promisedBy' | 'answers'>, now: Date): boolean =>
  (answers.find(({ byMember }) => !byMember)?.at ?? now) > promisedBy;
