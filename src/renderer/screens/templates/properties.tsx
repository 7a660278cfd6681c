import { IconCopyPlus, IconTrash } from '@tabler/icons-react';
import type { TemplateElement } from '../../../shared/contract/template.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './builder.module.css';
import { ConditionFields } from './condition-fields.tsx';
import { elementName } from './element-name.ts';
import { KindFields } from './kind-fields.tsx';
import { StyleFields } from './style-fields.tsx';

/** Everything that can be said about the chosen piece of the paper. */
export function Properties(props: {
  element: TemplateElement | undefined;
  /** Changes with the same `of` in a row are one step of undo. */
  onChange: (element: TemplateElement, of: string) => void;
  onRemove: () => void;
  onDuplicate: (element: TemplateElement) => void;
}) {
  const { element } = props;
  const t = useT();
  return (
    <section className={classes.properties} aria-label={t('templates.builder.properties')}>
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
              onClick={() => props.onDuplicate(element)}
            />
            <Button
              look="quiet"
              icon={<IconTrash aria-hidden />}
              aria-label={t('templates.builder.remove')}
              onClick={props.onRemove}
            />
          </header>
          <KindFields element={element} onChange={props.onChange} />
          <StyleFields element={element} onChange={props.onChange} />
          <ConditionFields
            when={element.when}
            onChange={(when) => props.onChange({ ...element, when }, '')}
          />
        </>
      ) : (
        <p className={classes.hint}>{t('templates.builder.nothingChosen')}</p>
      )}
    </section>
  );
}
