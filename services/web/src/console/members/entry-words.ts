import {
  CircleSlash,
  ClipboardList,
  Gift,
  Hourglass,
  PencilLine,
  ReceiptText,
  Send,
  ShoppingBag,
  Undo2,
  type LucideIcon,
} from 'lucide-react';
import type { ItemOf } from '@vafa/client';
import type { membersEn } from './words-en.ts';

export type StatementEntry = ItemOf<'getMemberStatement'>;
type EntryWordId = Extract<keyof typeof membersEn, `entry.${string}`>;

interface Told {
  readonly name: EntryWordId;
  readonly icon: LucideIcon;
}

/** By kind and reason first, by the kind alone where the reason says no more. */
const told: Readonly<Record<string, Told>> = {
  'accrue sale': { name: 'entry.sale', icon: ShoppingBag },
  'accrue survey': { name: 'entry.survey', icon: ClipboardList },
  accrue: { name: 'entry.given', icon: ShoppingBag },
  'burn reward': { name: 'entry.reward', icon: Gift },
  burn: { name: 'entry.spent', icon: ReceiptText },
  capture: { name: 'entry.spent-sale', icon: ReceiptText },
  hold: { name: 'entry.held', icon: ReceiptText },
  void: { name: 'entry.released', icon: ReceiptText },
  reverse_accrual: { name: 'entry.returned', icon: Undo2 },
  reverse_burn: { name: 'entry.given-back', icon: Undo2 },
  activate: { name: 'entry.activated', icon: ShoppingBag },
  expire: { name: 'entry.expired', icon: Hourglass },
  reinstate: { name: 'entry.reinstated', icon: Hourglass },
  extend: { name: 'entry.extended', icon: Hourglass },
  'adjust goodwill': { name: 'entry.goodwill', icon: PencilLine },
  adjust: { name: 'entry.corrected', icon: PencilLine },
  open: { name: 'entry.opened', icon: PencilLine },
  settle: { name: 'entry.settled', icon: PencilLine },
  suspend: { name: 'entry.suspended', icon: CircleSlash },
  send: { name: 'entry.sent', icon: Send },
  receive: { name: 'entry.received', icon: Send },
  arrive: { name: 'entry.sent', icon: Send },
  return: { name: 'entry.sent-back', icon: Send },
};

const other: Told = { name: 'entry.other', icon: PencilLine };

/** What a row of the statement is, in the words that the till and the club use too. */
export const entryWords = ({ kind, reason }: StatementEntry): Told =>
  told[`${kind} ${reason ?? ''}`] ?? told[kind] ?? other;
