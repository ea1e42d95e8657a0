/** Under which a promotion is kept once it is read. */
export const promotionKey = (code: string) => ['promotion', code, 'read'] as const;
