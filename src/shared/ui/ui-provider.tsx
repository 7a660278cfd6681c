import './tokens.css';
import { createTheme, DirectionContext, MantineProvider } from '@mantine/core';
import { type ReactNode, useLayoutEffect, useMemo } from 'react';
import { directionOf, type Locale, LocaleProvider } from './locale.tsx';

export type ColourScheme = 'light' | 'dark';

/** How large everything is written; `tokens.css` knows the sizes. */
export const textSizes = ['normal', 'large', 'larger', 'largest'] as const;
export type TextSize = (typeof textSizes)[number];

/** Sizes for fingers; colours and type come from `tokens.css`. */
const theme = createTheme({
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Drawer: {
      defaultProps: {
        lockScroll: false,
        padding: 'md',
        transitionProps: { duration: 120 },
        // The head of a sheet is not the head of the page.
        attributes: { header: { role: 'none' } },
      },
    },
    Menu: {
      defaultProps: {
        shadow: 'md',
        transitionProps: { duration: 80 },
        // Beside nothing but its items, and within the page's landmark.
        withInitialFocusPlaceholder: false,
        portalProps: { target: 'main' },
      },
    },
    NativeSelect: { defaultProps: { size: 'md' } },
    SegmentedControl: { defaultProps: { size: 'md', withItemsBorders: false } },
    Switch: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
  },
});

const unused = () => undefined;

/**
 * Language, direction, digits and colours for everything below. Switches live: nothing is unmounted
 * when a person changes the language in the middle of an order.
 */
export function UiProvider(props: {
  locale: Locale;
  colourScheme: ColourScheme;
  textSize?: TextSize;
  children: ReactNode;
}) {
  const { locale, textSize = 'normal' } = props;
  const dir = directionOf(locale.language);
  useLayoutEffect(() => {
    document.documentElement.dir = dir;
    document.documentElement.lang = locale.language;
    document.documentElement.dataset.textSize = textSize;
  }, [dir, locale.language, textSize]);
  const direction = useMemo(() => ({ dir, setDirection: unused, toggleDirection: unused }), [dir]);
  return (
    <DirectionContext value={direction}>
      <MantineProvider
        theme={theme}
        forceColorScheme={props.colourScheme}
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <LocaleProvider value={locale}>{props.children}</LocaleProvider>
      </MantineProvider>
    </DirectionContext>
  );
}
