/** For whom the guide is written; each has one page. */
export const topics = ['owner', 'team', 'cashier', 'marketer'] as const;
export type Topic = (typeof topics)[number];

export type GuideTexts = Readonly<Record<Topic, string>>;
