/** Of a read that fills a choice or marks something: its page is of use without, and `<AsideFailed>` tells of it. */
export const aside = { meta: { isAside: true } } as const;
