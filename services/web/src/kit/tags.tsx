import { X } from 'lucide-react';
import { Button, Tag, TagGroup, TagList } from 'react-aria-components';
import { Icon } from './icon.tsx';
import type { Option } from './option.tsx';
import styles from './marks.module.css';

interface TagsProps {
  readonly label: string;
  readonly tags: readonly Option[];
  readonly onRemove: (id: string) => void;
}

/** What a list is narrowed by; each can be taken off. */
export const Tags = ({ label, tags, onRemove }: TagsProps) => (
  <TagGroup aria-label={label} onRemove={(keys) => [...keys].forEach((key) => onRemove(String(key)))}>
    <TagList className={styles.tags ?? ''}>
      {tags.map(({ id, name }) => (
        <Tag key={id} id={id} textValue={name} className={styles.tag ?? ''}>
          {name}
          <Button slot="remove" className={styles.remove ?? ''}>
            <Icon of={X} size="xs" />
          </Button>
        </Tag>
      ))}
    </TagList>
  </TagGroup>
);
