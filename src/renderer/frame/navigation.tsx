import { Link, useLocation } from 'wouter';
import { useT } from '../i18n/i18n.tsx';
import classes from './navigation.module.css';
import { mainPlaceOf, mainPlaces } from './places.ts';

/** In the top bar of a wide screen, at the thumb of a phone; only one of them is displayed. */
export function Navigation(props: { place: 'top' | 'bottom' }) {
  const t = useT();
  const [here] = useLocation();
  const current = mainPlaceOf(here);
  return (
    <nav className={classes.nav} data-place={props.place} aria-label={t('nav.label')}>
      {mainPlaces.map(({ to, name, Icon }, index) => (
        <Link
          key={to}
          href={to}
          className={classes.link ?? ''}
          aria-current={to === current ? 'page' : undefined}
          aria-keyshortcuts={`Alt+${index + 1}`}
        >
          <Icon aria-hidden />
          <span>{t(`nav.${name}`)}</span>
        </Link>
      ))}
    </nav>
  );
}
