import { IconCopyPlus, IconTrash, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './builder.module.css';
import { ConditionFields } from './condition-fields.tsx';
import { elementName } from './element-name.ts';
import { KindFields } from './kind-fields.tsx';
import { StyleFields } from './style-fields.tsx';
import type { ElementsHandle } from './use-elements.ts';

/** Everything that can be said about the chosen piece of the paper. */
export function Properties({ on }: { on: ElementsHandle }) {
  const element = on.selected;
  const t = useT();
  const section = useRef<HTMLElement>(null);
  const hasElement = element !== undefined;
  // On a phone the columns stand below each other.
  useEffect(() => {
    if (hasElement) section.current?.scrollIntoView({ block: 'nearest' });
  }, [hasElement]);
  return (
    <section
      ref={section}
      className={classes.properties}
      aria-label={t('templates.builder.properties')}
    >
      {element ? (
        <>
          <header className={classes.propertiesHead}>
            <h2>
              <bdi>{elementName(element, t)}</bdi>
            </h2>
            <Button
              look="quiet"
              icon={<IconCopyPlus aria-hidden />}
              aria-label={t('templates.builder.duplicate')}
              onClick={() => on.duplicate(element)}
            />
            <Button
              look="quiet"
              icon={<IconTrash aria-hidden />}
              aria-label={t('templates.builder.remove')}
              onClick={on.removeSelected}
            />
            <Button
              look="quiet"
              icon={<IconX aria-hidden />}
              aria-label={t('common.close')}
              onClick={() => on.select(null)}
            />
          </header>
          <KindFields element={element} onChange={on.replace} />
          <StyleFields element={element} onChange={on.replace} />
          <ConditionFields
            when={element.when}
            onChange={(when) => on.replace({ ...element, when }, '')}
          />
        </>
      ) : (
        <p className={classes.hint}>{t('templates.builder.nothingChosen')}</p>
      )}
    </section>
  );
}
