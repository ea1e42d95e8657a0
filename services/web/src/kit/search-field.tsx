import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button, Group, Input, SearchField as AriaSearchField } from 'react-aria-components';
import { boxClass } from './field.tsx';
import { Icon } from './icon.tsx';
import field from './field.module.css';
import styles from './search-field.module.css';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** Told when typing rests, and at once with Enter. */
  readonly onSearch: (value: string) => void;
}

/** Typing counts as over after this. */
const restMs = 300;

/** Narrows a list while one types. `/` goes to it from anywhere on the page. */
export const SearchField = ({ label, placeholder, value, onSearch }: SearchFieldProps) => {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const input = useRef<HTMLInputElement>(null);
  // A filter that was taken off elsewhere, or another address.
  if (value !== known) {
    setKnown(value);
    setTyped(value);
  }
  useEffect(() => () => clearTimeout(rest.current), []);
  useEffect(() => {
    const go = (event: KeyboardEvent): void => {
      const isTyping = (event.target as Element).closest('input, textarea, [contenteditable], [role=dialog]') !== null;
      if (event.key !== '/' || isTyping) return;
      event.preventDefault();
      input.current?.focus();
    };
    globalThis.addEventListener('keydown', go);
    return () => globalThis.removeEventListener('keydown', go);
  }, []);
  const tell = (text: string): void => {
    clearTimeout(rest.current);
    setKnown(text);
    onSearch(text);
  };
  return (
    <AriaSearchField
      aria-label={label}
      value={typed}
      className={styles.search ?? ''}
      onChange={(text) => {
        setTyped(text);
        clearTimeout(rest.current);
        if (text === '') tell('');
        else rest.current = setTimeout(() => tell(text.trim()), restMs);
      }}
      onSubmit={(text) => tell(text.trim())}
    >
      <Group className={boxClass}>
        <Icon of={Search} size="sm" />
        <Input ref={input} placeholder={placeholder} className={field.input ?? ''} />
        <Button className={styles.clear ?? ''}>
          <Icon of={X} size="xs" />
        </Button>
      </Group>
    </AriaSearchField>
  );
};
