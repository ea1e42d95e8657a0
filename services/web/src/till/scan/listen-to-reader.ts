import { Wedge, type Heard, type Stroke, type WedgeProfile } from './wedge.ts';

type TextField = HTMLInputElement | HTMLTextAreaElement;

interface Seen {
  readonly field: TextField;
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
}

const isTextField = (element: Element | null): element is TextField =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

const lookAt = (element: Element | null): Seen | undefined =>
  isTextField(element)
    ? { field: element, value: element.value, start: element.selectionStart, end: element.selectionEnd }
    : undefined;

/** Writes into a field so that React sees it, which listens to the setter that fields come with. */
const write = ({ field, value, start, end }: Seen): void => {
  const kind = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(kind, 'value')?.set?.call(field, value);
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  if (start !== null) field.setSelectionRange(start, end);
};

const strokeOf = (event: KeyboardEvent): Stroke => ({
  key: event.key,
  code: event.code,
  isShifted: event.shiftKey,
  isCommand: event.ctrlKey || event.altKey || event.metaKey,
  isRepeated: event.repeat,
  at: event.timeStamp,
});

/** The one way to write at the caret that the browser's own undo knows. */
const type = (text: string): void => void (text !== '' && document.execCommand('insertText', false, text));

/**
 * Hears a card or code reader whichever field has the focus. The field gets back what stood in it, and keeps the focus.
 * Answers how to stop.
 */
export const listenToReader = (profile: WedgeProfile, onScan: (text: string) => void): (() => void) => {
  const wedge = new Wedge(profile);
  let before: Seen | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const follow = (heard: Heard, event: KeyboardEvent): void => {
    type(heard.giveBack ?? '');
    if (heard.begins === true) before = lookAt(document.activeElement);
    if (heard.verdict === 'typed') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (heard.verdict === 'held') {
      silence = setTimeout(() => type(wedge.settle(Number.POSITIVE_INFINITY)), profile.gapMs * 2);
      return;
    }
    if (before !== undefined) write(before);
    onScan(heard.text ?? '');
  };

  const hear = (event: KeyboardEvent): void => {
    // What an input method composes is typed by a person.
    if (event.isComposing) return;
    clearTimeout(silence);
    follow(wedge.hear(strokeOf(event)), event);
  };

  window.addEventListener('keydown', hear, true);
  return () => {
    clearTimeout(silence);
    window.removeEventListener('keydown', hear, true);
  };
};
