import { FileUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { DropZone, FileTrigger, Text } from 'react-aria-components';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import styles from './drop-file.module.css';

interface DropFileProps {
  /** What is to be dropped here. */
  readonly title: string;
  readonly text: string;
  /** The button, for who does not drop. */
  readonly choose: string;
  /** Endings and media types that are offered. */
  readonly accepts: readonly string[];
  readonly onFile: (file: File) => void;
  readonly children?: ReactNode;
}

/** A file is dropped on it, pasted, or chosen. */
export const DropFile = ({ title, text, choose, accepts, onFile, children }: DropFileProps) => {
  const take = (file: File | undefined): void => {
    if (file !== undefined) onFile(file);
  };
  return (
    <DropZone
      className={styles.zone ?? ''}
      onDrop={({ items }) => {
        const dropped = items.find((item) => item.kind === 'file');
        if (dropped?.kind === 'file') void dropped.getFile().then(take);
      }}
    >
      <span className={styles.picture}>
        <Icon of={FileUp} />
      </span>
      <Text slot="label" className={styles.title ?? ''}>
        {title}
      </Text>
      <p className={styles.text}>{text}</p>
      <FileTrigger acceptedFileTypes={[...accepts]} onSelect={(files) => take(files?.[0])}>
        <Button kind="primary">{choose}</Button>
      </FileTrigger>
      {children}
    </DropZone>
  );
};
