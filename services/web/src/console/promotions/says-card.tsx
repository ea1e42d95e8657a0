import { Card } from '../../kit/card.tsx';
import styles from './promotions.module.css';
import type { Line } from './lines.ts';
import { useSays } from './use-says.ts';
import type { Written } from './written.ts';

const Lines = ({ lines }: { readonly lines: readonly Line[] }) => (
  <ul>
    {lines.map(({ text, inner }, at) => (
      <li key={`${String(at)} ${text}`}>
        <bdi>{text}</bdi>
        {inner !== undefined && <Lines lines={inner} />}
      </li>
    ))}
  </ul>
);

interface SaysCardProps {
  readonly title: string;
  readonly scope: string;
  readonly written: Written;
}

/** What a promotion says, part by part, in plain words. */
export const SaysCard = ({ title, scope, written }: SaysCardProps) => {
  const { parts } = useSays();
  return (
    <Card title={title} scope={scope}>
      <dl className={styles.says}>
        {parts(written).map(({ id, title: name, lines }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>
              <Lines lines={lines} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
};
