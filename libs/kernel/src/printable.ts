/** No control, format, private or unassigned characters and no line ends; the joiners that Persian words need are allowed. */
const printable = /^(?:[^\p{C}\p{Zl}\p{Zp}]|[\u200c\u200d]){1,100}$/u;

/** 1 to 100 printable characters, not blank. */
export const isPrintable = (text: string): boolean => printable.test(text) && text.trim() !== '';
