/** The steps of an import; the last two are its task's. */
export const stepNames = ['step.file', 'step.columns', 'step.dry', 'step.import', 'step.exceptions'] as const;
