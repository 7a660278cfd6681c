import { useLocale } from './locale.tsx';
import classes from './platform-tag.module.css';

interface Identity {
  readonly en: string;
  readonly ar: string;
  /** Names a rule of the style sheet; colours stay out of inline styles. */
  readonly look: string | undefined;
}

const identities: Record<string, Identity> = {
  talabat: { en: 'Talabat', ar: 'طلبات', look: classes.talabat },
  careem: { en: 'Careem', ar: 'كريم', look: classes.careem },
  deliveroo: { en: 'Deliveroo', ar: 'ديليفرو', look: classes.deliveroo },
  generic: { en: 'Online', ar: 'أونلاين', look: classes.generic },
  counter: { en: 'Counter', ar: 'الكاشير', look: classes.generic },
};

/** The name people call a platform by; an unknown one keeps its own word. */
export function platformName(platform: string, language: 'en' | 'ar'): string {
  return identities[platform]?.[language] ?? platform;
}

/** Small coloured name of the platform an order came from. */
export function PlatformTag(props: { platform: string }) {
  const { language } = useLocale();
  const look = identities[props.platform]?.look ?? classes.generic;
  return <bdi className={`${classes.tag} ${look}`}>{platformName(props.platform, language)}</bdi>;
}
