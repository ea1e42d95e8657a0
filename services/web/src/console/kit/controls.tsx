import { Copy, MoreHorizontal, OctagonX, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ClubMark } from '../../kit/brand.tsx';
import { Button } from '../../kit/button.tsx';
import { Card } from '../../kit/card.tsx';
import { classNames } from '../../kit/class-names.ts';
import { useClub, WithClub } from '../../kit/club-settings.tsx';
import { Menu } from '../../kit/menu.tsx';
import { Segments } from '../../kit/segments.tsx';
import { Tags } from '../../kit/tags.tsx';
import { Switch } from '../../kit/field.tsx';
import { Icon } from '../../kit/icon.tsx';
import { Avatar, Badge, Key, Ltr, SignedPoints, Tier } from '../../kit/marks.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useKitSay } from './say.ts';
import styles from './kit.module.css';

const colours = [
  'brand-fill',
  'brand-soft',
  'points-fill',
  'good-fill',
  'warn-fill',
  'bad-fill',
  'info-fill',
  'surface-strong',
] as const;

const Strip = ({
  name,
  count,
  text,
}: {
  readonly name: string;
  readonly count: readonly number[];
  readonly text: string;
}) => (
  <div className={styles.strip}>
    {count.map((at) => (
      <i key={at} style={{ background: `var(--${name}-${String(at)})` }} />
    ))}
    <span>{text}</span>
  </div>
);

export const Colours = () => {
  const say = useKitSay();
  return (
    <Card title={say('colour.title')}>
      <div className={styles.swatches}>
        {colours.map((name) => (
          <div key={name} className={styles.swatch}>
            <i style={{ background: `var(--${name})` }} />
            <span>
              <Ltr>{name}</Ltr>
              <small>{say(`colour.${name}`)}</small>
            </span>
          </div>
        ))}
      </div>
      <Strip name="chart" count={[1, 2, 3, 4, 5, 6]} text={say('colour.charts')} />
      <Strip name="heat" count={[0, 1, 2, 3, 4, 5, 6]} text={say('colour.heat')} />
    </Card>
  );
};

const Acts = () => {
  const say = useKitSay();
  return (
    <>
      <div className={styles.row}>
        <Button kind="primary">{say('button.publish')}</Button>
        <Button>{say('button.draft')}</Button>
        <Button kind="quiet">{say('button.cancel')}</Button>
      </div>
      <div className={styles.row}>
        <Button kind="danger">
          <Icon of={OctagonX} size="sm" />
          {say('button.stop')}
        </Button>
        <Button isDisabled>{say('button.disabled')}</Button>
        <Button small>{say('button.small')}</Button>
        <Button kind="primary" busy={say('button.saving')}>
          {say('button.draft')}
        </Button>
      </div>
    </>
  );
};

export const Buttons = () => {
  const say = useKitSay();
  const [days, setDays] = useState('7');
  const acts = [
    { id: 'edit', name: say('menu.edit'), icon: Pencil },
    { id: 'copy', name: say('menu.copy'), icon: Copy },
    { id: 'remove', name: say('menu.remove'), icon: Trash2, isDangerous: true },
  ];
  const trigger = (
    <Button aria-label={say('menu.more')}>
      <Icon of={MoreHorizontal} size="sm" />
    </Button>
  );
  const act = (id: string): void => {
    if (id === 'remove') tellDone(say('menu.removed'), () => tellDone(say('menu.back')));
  };
  return (
    <Card title={say('button.title')} aside={<Menu trigger={trigger} acts={acts} onAct={act} />}>
      <div className={styles.stack}>
        <Acts />
        <div className={styles.row}>
          <Badge>{say('badge.draft')}</Badge>
          <Badge tone="good" hasDot>
            {say('badge.running')}
          </Badge>
          <Badge tone="warn">{say('badge.near')}</Badge>
          <Badge tone="bad">{say('badge.stopped')}</Badge>
          <Badge tone="info">{say('badge.awaiting')}</Badge>
          <Badge tone="points">
            <SignedPoints value={50} />
          </Badge>
        </div>
        <div className={classNames(styles.row, styles.wide)}>
          {([1, 2, 3, 4] as const).map((rank) => (
            <Tier key={rank} rank={rank}>
              {say(`tier.${rank}`)}
            </Tier>
          ))}
        </div>
        <div className={classNames(styles.row, styles.wide)}>
          <Segments
            label={say('choice.days')}
            options={(['7', '30'] as const).map((id) => ({ id, name: say(`choice.${id}`) }))}
            value={days}
            onChoose={setDays}
          />
          <Switch defaultSelected>{say('switch.sms')}</Switch>
          <Switch>{say('switch.mail')}</Switch>
        </div>
      </div>
    </Card>
  );
};

/** A club by its mark and a member by initials, as they stand before their names. */
export const Names = () => {
  const say = useKitSay();
  const { language, ...club } = useClub();
  return (
    <Card>
      <div className={classNames(styles.row, styles.wide)}>
        <WithClub club={{ ...club, name: say('name.club') }} language={language}>
          <ClubMark />
        </WithClub>
        <b>{say('name.club')}</b>
        <Avatar initials={say('name.initials')} />
        <span>{say('name.member')}</span>
      </div>
    </Card>
  );
};

const keys = { F2: 'member', F3: 'item', F4: 'voucher', F6: 'points', F8: 'hold', F9: 'pay' } as const;

export const Filters = () => {
  const say = useKitSay();
  const all = (['tier', 'branch'] as const).map((id) => ({ id, name: say(`tag.${id}`) }));
  const [gone, setGone] = useState<readonly string[]>([]);
  const tags = all.filter(({ id }) => !gone.includes(id));
  return (
    <Card title={say('tag.title')}>
      <div className={styles.stack}>
        {tags.length === 0 ? (
          <p>{say('tag.none')}</p>
        ) : (
          <Tags label={say('tag.label')} tags={tags} onRemove={(id) => setGone([...gone, id])} />
        )}
        <p className={styles.keysTitle}>{say('tag.keys')}</p>
        <div className={styles.keys}>
          {Object.entries(keys).map(([key, name]) => (
            <span key={key}>
              <Key>{key}</Key>
              {say(`key.${name}`)}
            </span>
          ))}
        </div>
      </div>
    </Card>
  );
};
