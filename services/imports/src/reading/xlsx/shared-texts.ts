import { DomainError } from '@vafa/kernel';
import { readElements, unescaped } from './xml-elements.ts';

const textsMax = 2_000_000;
const charsMax = 96 * 1024 ** 2;

/** The texts that cells of all sheets point to. Raises `file_too_complex` when they would fill the memory. */
export const readSharedTexts = async (chunks: AsyncIterable<Buffer>): Promise<string[]> => {
  const texts: string[] = [];
  let chars = 0;
  let text = '';
  let isPhonetic = false;
  await readElements(chunks, {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') isPhonetic = true;
    },
    close: (name, part) => {
      if (name === 'rPh') isPhonetic = false;
      // Rich text comes in several pieces; readings beside Japanese text are no part of it.
      if (name === 't' && !isPhonetic) text += part;
      if (name !== 'si') return;
      texts.push(unescaped(text));
      chars += text.length;
      if (texts.length > textsMax || chars > charsMax) {
        throw new DomainError(
          'invalid',
          'file_too_complex',
          `the workbook has more than ${String(textsMax)} texts or 96 Mi characters of them; save it as CSV`,
        );
      }
    },
  });
  return texts;
};
