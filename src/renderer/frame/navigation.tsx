import { IconLayoutKanban, IconPrinter, IconSettings } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { useT } from '../i18n/i18n.tsx';
import classes from './navigation.module.css';

const places = [
  { to: '/', name: 'orders', Icon: IconLayoutKanban },
  { to: '/printers', name: 'printers', Icon: IconPrinter },
  { to: '/settings', name: 'settings', Icon: IconSettings },
] as const;

/** Screens that are reached from another and belong to it. */
const belongsTo: Readonly<Record<string, string>> = { setup: '', templates: '/printers' };

function placeOf(here: string): string {
  const first = here.split('/')[1] ?? '';
  const found = places.find(({ to }) => to === `/${first}`);
  return found?.to ?? belongsTo[first] ?? '/';
}

/** In the top bar of a wide screen, at the thumb of a phone; only one of them is displayed. */
export function Navigation(props: { place: 'top' | 'bottom' }) {
  const t = useT();
  const [here] = useLocation();
  const current = placeOf(here);
  return (
    <nav className={classes.nav} data-place={props.place} aria-label={t('nav.label')}>
      {places.map(({ to, name, Icon }) => (
        <Link
          key={to}
          href={to}
          className={classes.link ?? ''}
          aria-current={to === current ? 'page' : undefined}
        >
          <Icon aria-hidden />
          <span>{t(`nav.${name}`)}</span>
        </Link>
      ))}
    </nav>
  );
}
