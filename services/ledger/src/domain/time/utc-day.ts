import { dayMs } from '@vafa/kernel';

/** `2026-01-31`, in UTC: the journal's own days, whatever zones its clubs have. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The first moment after a day. */
export const endOfDay = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`) + dayMs);

export const nextDay = (day: string): string => dayOf(endOfDay(day));

export const dayBefore = (day: string): string => dayOf(new Date(Date.parse(`${day}T00:00:00Z`) - dayMs));

export const isLastOfMonth = (day: string): boolean => nextDay(day).endsWith('-01');
