/**
 * Of what a form is begun with: it is not read anew while somebody writes, for what was typed would be gone. A write of
 * the page itself still has it read.
 */
export const whileWritten = {
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  refetchOnMount: 'always',
} as const;
