import { IconKeyboard, IconLock } from '@tabler/icons-react';
import { useId } from 'react';
import { Link } from 'wouter';
import { Button } from '../../../shared/ui/button.tsx';
import { type Place, placeGroups, places } from '../../frame/places.ts';
import { useT } from '../../i18n/i18n.tsx';
import { useStaff } from '../../staff/use-staff.ts';
import { Page } from '../../ui/page.tsx';
import { useShortcutSheet } from '../../ui/shortcuts.tsx';
import classes from './more.module.css';

/** Every screen that is not always in sight, as tiles a finger finds without reading. */
export function MoreScreen() {
  const t = useT();
  const showKeys = useShortcutSheet();
  return (
    <Page
      title={t('more.title')}
      wide
      action={
        <Button icon={<IconKeyboard aria-hidden />} onClick={showKeys}>
          {t('shortcuts.title')} <kbd>?</kbd>
        </Button>
      }
    >
      <div className={classes.groups}>
        {placeGroups.map((group) => (
          <Group key={group} title={t(`more.group.${group}`)} id={`more-${group}`}>
            {places
              .filter((place) => place.group === group)
              .map((place) => (
                <Tile key={place.to} place={place} />
              ))}
          </Group>
        ))}
      </div>
    </Page>
  );
}

function Group(props: { title: string; id: string; children: React.ReactNode[] }) {
  if (props.children.length === 0) return null;
  return (
    <section
      aria-labelledby={props.id}
      className={classes.group}
      data-small={props.children.length < 3}
    >
      <h2 id={props.id} className={classes.title}>
        {props.title}
      </h2>
      <ul className={classes.tiles}>{props.children}</ul>
    </section>
  );
}

function Tile({ place }: { place: Place }) {
  const t = useT();
  const { data } = useStaff();
  const id = useId();
  const { to, key, Icon, permission } = place;
  const isOpen = permission === undefined || !data?.me || data.me.permissions.includes(permission);
  return (
    <li className={classes.tile}>
      <Icon className={classes.icon} aria-hidden />
      <div className={classes.words}>
        <Link href={to} className={classes.link ?? ''} aria-describedby={id}>
          {t(`more.place.${key}.name`)}
        </Link>
        <div id={id} className={classes.hint}>
          {t(`more.place.${key}.hint`)}
          {isOpen ? null : (
            <span className={classes.lock}>
              <IconLock aria-hidden /> {t('more.locked')}
            </span>
          )}
        </div>
      </div>
    </li>
  );
}
