import { TextInput } from '@mantine/core';
import type { MenuName } from '../../../shared/contract/menu.ts';
import { useT } from '../../i18n/i18n.tsx';
import classes from './menu.module.css';

/** A name in both languages; one of them will do. */
export function NameFields(props: {
  name: MenuName;
  isMissing: boolean;
  /** The form begins here. */
  isFirst?: boolean;
  onChange: (name: MenuName) => void;
}) {
  const t = useT();
  const { name, onChange } = props;
  return (
    <div className={classes.pair}>
      <TextInput
        label={t('menuEditor.nameAr')}
        lang="ar"
        dir="rtl"
        maxLength={80}
        {...(props.isFirst && { 'data-autofocus': true })}
        value={name.ar}
        error={props.isMissing ? t('menuEditor.nameMissing') : null}
        onChange={(event) => onChange({ ...name, ar: event.currentTarget.value })}
      />
      <TextInput
        label={t('menuEditor.nameEn')}
        lang="en"
        dir="ltr"
        maxLength={80}
        value={name.en}
        onChange={(event) => onChange({ ...name, en: event.currentTarget.value })}
      />
    </div>
  );
}
