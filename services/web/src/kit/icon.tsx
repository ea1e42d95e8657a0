import type { LucideIcon } from 'lucide-react';

const sizes = { md: 18, sm: 16, xs: 13 } as const;

interface IconProps {
  readonly of: LucideIcon;
  readonly size?: keyof typeof sizes;
  /** It points: in Persian it points the other way. */
  readonly flip?: boolean;
}

/** A picture beside a word; readers of screens hear the word alone. */
export const Icon = ({ of: Picture, size = 'md', flip = false }: IconProps) => (
  <Picture size={sizes[size]} strokeWidth={1.75} aria-hidden className={flip ? 'flip' : undefined} />
);
