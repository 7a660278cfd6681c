import { NativeSelect, Slider, Switch, Textarea } from '@mantine/core';
import type { ComponentProps } from 'react';
import {
  type TemplateElement,
  templateFields,
  type TemplateField,
} from '../../../shared/contract/template.ts';
import { useT } from '../../i18n/i18n.tsx';
import classes from './builder.module.css';
import { LogoFields } from './logo-fields.tsx';

interface Props<Element extends TemplateElement = TemplateElement> {
  readonly element: Element;
  readonly onChange: (element: TemplateElement, of: string) => void;
}
type Of<Kind extends TemplateElement['kind']> = Props<Extract<TemplateElement, { kind: Kind }>>;

/** What only this kind of element has. */
export function KindFields({ element, onChange }: Props) {
  switch (element.kind) {
    case 'field':
      return <FieldFields element={element} onChange={onChange} />;
    case 'pair':
      return <PairFields element={element} onChange={onChange} />;
    case 'text':
      return <TextFields element={element} onChange={onChange} />;
    case 'lines':
      return <LinesFields element={element} onChange={onChange} />;
    case 'rule':
      return <RuleFields element={element} onChange={onChange} />;
    case 'space':
      return <SpaceFields element={element} onChange={onChange} />;
    case 'logo':
      return <LogoFields element={element} onChange={onChange} />;
    case 'qr':
      return <QrFields element={element} onChange={onChange} />;
    case 'barcode':
      return <BarcodeFields element={element} onChange={onChange} />;
    case 'report':
      return null;
  }
}

function FieldFields({ element, onChange }: Of<'field'>) {
  const t = useT();
  return (
    <Switch
      label={t('templates.prop.label')}
      checked={element.label}
      onChange={(event) => onChange({ ...element, label: event.currentTarget.checked }, '')}
    />
  );
}

function FieldSelect(props: {
  label: string;
  value: TemplateField;
  fields?: readonly TemplateField[];
  onChange: (field: TemplateField) => void;
}) {
  const { fields = templateFields } = props;
  const t = useT();
  return (
    <NativeSelect
      label={props.label}
      value={props.value}
      data={fields.map((value) => ({ value, label: t(`templates.field.${value}`) }))}
      onChange={(event) => props.onChange(event.currentTarget.value as TemplateField)}
    />
  );
}

function PairFields({ element, onChange }: Of<'pair'>) {
  const t = useT();
  return (
    <>
      <FieldSelect
        label={t('templates.prop.start')}
        value={element.start}
        onChange={(start) => onChange({ ...element, start }, '')}
      />
      <FieldSelect
        label={t('templates.prop.end')}
        value={element.end}
        onChange={(end) => onChange({ ...element, end }, '')}
      />
    </>
  );
}

const longestText = 400;

function TextFields({ element, onChange }: Of<'text'>) {
  const t = useT();
  const field = (language: 'en' | 'ar'): ComponentProps<typeof Textarea> => ({
    label: t(`templates.prop.${language}`),
    dir: language === 'ar' ? 'rtl' : 'ltr',
    rows: 2,
    maxLength: longestText,
    value: element[language],
    onChange: (event) =>
      onChange({ ...element, [language]: event.currentTarget.value }, `${element.id} ${language}`),
  });
  return (
    <>
      <Textarea {...field('en')} />
      <Textarea {...field('ar')} />
    </>
  );
}

function LinesFields({ element, onChange }: Of<'lines'>) {
  const t = useT();
  return (['prices', 'modifiers', 'notes'] as const).map((name) => (
    <Switch
      key={name}
      label={t(`templates.prop.${name}`)}
      description={name === 'notes' ? t('templates.prop.notesHint') : undefined}
      checked={element[name]}
      onChange={(event) => onChange({ ...element, [name]: event.currentTarget.checked }, '')}
    />
  ));
}

const ruleLines = ['solid', 'dashed', 'double', 'heavy'] as const;

function RuleFields({ element, onChange }: Of<'rule'>) {
  const t = useT();
  return (
    <NativeSelect
      label={t('templates.prop.line')}
      value={element.line}
      data={ruleLines.map((value) => ({ value, label: t(`templates.prop.lineOf.${value}`) }))}
      onChange={(event) =>
        onChange({ ...element, line: event.currentTarget.value as typeof element.line }, '')
      }
    />
  );
}

function SpaceFields({ element, onChange }: Of<'space'>) {
  const t = useT();
  return (
    <div>
      <div className={classes.fieldLabel}>{t('templates.prop.dots')}</div>
      <div className={classes.hint}>{t('templates.prop.dotsHint')}</div>
      <Slider
        thumbLabel={t('templates.prop.dots')}
        min={4}
        max={200}
        step={4}
        size="lg"
        thumbSize={28}
        value={element.dots}
        onChange={(dots) => onChange({ ...element, dots }, `${element.id} dots`)}
      />
    </div>
  );
}

function QrFields({ element, onChange }: Of<'qr'>) {
  const t = useT();
  return (
    <Textarea
      label={t('templates.prop.qr')}
      description={t('templates.prop.qrHint')}
      dir="ltr"
      rows={2}
      maxLength={longestText}
      value={element.content}
      onChange={(event) =>
        onChange({ ...element, content: event.currentTarget.value }, `${element.id} content`)
      }
    />
  );
}

function BarcodeFields({ element, onChange }: Of<'barcode'>) {
  const t = useT();
  return (
    <FieldSelect
      label={t('templates.prop.barcode')}
      value={element.field}
      fields={['number', 'receipt_number']}
      onChange={(field) =>
        onChange({ ...element, field: field === 'number' ? field : 'receipt_number' }, '')
      }
    />
  );
}
