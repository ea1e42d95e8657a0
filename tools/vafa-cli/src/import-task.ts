import type { Task } from '@vafa/client';

export const isOver = ({ state }: Task): boolean => state === 'done' || state === 'failed' || state === 'cancelled';
