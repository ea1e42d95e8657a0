import { identifier } from '@vafa/kernel';

/**
 * What a header is compared by: letters and digits only, lower case, without what stands in brackets and without
 * accents.
 */
export const headerKey = (header: string): string =>
  identifier(header)
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}#]/gu, '');
