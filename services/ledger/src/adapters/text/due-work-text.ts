import type { DueWork } from '../../use-cases/time/run-due-work.ts';

const grouped = new Intl.NumberFormat('en-GB');

/** For a terminal. */
export const dueWorkText = ({ days, noted, touched: { accounts, booked, entries, unreadable } }: DueWork): string =>
  [
    `  roots kept        ${days.length === 0 ? 'none was missing' : days.length === 1 ? String(days[0]) : `${String(days[0])} to ${String(days.at(-1))}`}`,
    ...(noted === undefined
      ? []
      : [`  noted             ${grouped.format(noted)} accounts in which something will be due`]),
    `  looked at         ${grouped.format(accounts)} accounts`,
    `  booked            ${grouped.format(entries)} entries in ${grouped.format(booked)} accounts`,
    ...unreadable.map((account) => `  cannot be read    ${account}`),
  ].join('\n');
